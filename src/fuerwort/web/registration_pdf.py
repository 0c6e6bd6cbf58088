"""A registration as PDF/UA set by typst: the same bytes for the same registration, whoever asks and whenever."""

import json
from datetime import UTC
from importlib import resources

import typst
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fuerwort.pilot.queries.pilots import Shown
from fuerwort.web.forms.pilot import STEP_NAMES, answers

SHEET = resources.files("fuerwort.web") / "registration.typ"


def pdf(found: Shown) -> bytes:
    """All that was registered, in the language of the moment."""
    return typst.compile(
        SHEET.read_bytes(),
        format="pdf",
        pdf_standards=["ua-1"],
        ignore_system_fonts=True,
        sys_inputs={"said": json.dumps(said(found))},
        timestamp=found.registration.at.astimezone(UTC).replace(microsecond=0),
    )


def said(found: Shown) -> dict[str, object]:
    """Its words. How it is analysed is the same for every pilot of this version, and stands there in English."""
    registered = json.loads(found.registration.text)
    steps = [
        [str(name), [[str(label), words] for label, words in answers(step, found.terms)]]
        for step, name in STEP_NAMES.items()
    ]
    analysis = [[str(key), str(value)] for key, value in registered["analysis"].items()]
    return {
        "lang": (get_language() or "de")[:2],
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
