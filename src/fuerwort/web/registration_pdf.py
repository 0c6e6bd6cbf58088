"""A registration as PDF/UA set by typst: the same bytes for the same registration, whoever asks and whenever."""

import json
from datetime import UTC

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from fuerwort.pilot.queries.pilots import Shown
from fuerwort.web import printed
from fuerwort.web.forms.pilot import STEP_NAMES, answers


def pdf(found: Shown) -> bytes:
    """All that was registered, in the language of the moment."""
    return printed.pdf("registration.typ", said(found), found.registration.at.astimezone(UTC))


def said(found: Shown) -> dict[str, object]:
    """Its words. How it is analysed is the same for every pilot of this version, and stands there in English."""
    registered = json.loads(found.registration.text)
    steps = [
        [str(name), [[str(label), words] for label, words in answers(step, found.terms)]]
        for step, name in STEP_NAMES.items()
    ]
    analysis = [[str(key), str(value)] for key, value in registered["analysis"].items()]
    return {
        "above": registered["space"],
        "title": registered["title"],
        "lead": _(
            "What is done otherwise than registered on %(day)s is said, with the reason, on the page of the pilot."
        )
        % {"day": date_format(found.registration.at, "DATETIME_FORMAT")},
        "steps": [*steps, [_("How it is analysed"), analysis]],
        "hash": [_("SHA-256 of the registration (JSON)"), found.registration.sha256],
        "footer": _("Made by Fürwort out of the registration."),
    }
