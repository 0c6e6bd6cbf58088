"""The monthly sheet for the wall: PDF/UA set by typst with the fonts it brings, the same bytes for the same month."""

import json
from datetime import UTC, datetime
from importlib import resources

import typst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fuerwort.people.models import Space
from fuerwort.referrals.queries import Fairness
from fuerwort.web import fairness

SHEET = resources.files("fuerwort.web") / "wall.typ"


def pdf(space: Space, when: str, found: Fairness, at: datetime) -> bytes:
    """The sheet as PDF/UA.

    Parameters
    ----------
    when
        The month in words.
    at
        The moment the document carries: the end of the month, so that it is reproducible.
    """
    return typst.compile(
        SHEET.read_bytes(),
        format="pdf",
        pdf_standards=["ua-1"],
        ignore_system_fonts=True,
        sys_inputs={"said": json.dumps(said(space, when, found))},
        timestamp=at.astimezone(UTC),
    )


def said(space: Space, when: str, found: Fairness) -> dict[str, object]:
    """All words of the sheet in the language of the moment."""
    columns = [_("Field"), _("Members"), _("furthest from zero"), _("bound")]
    return {
        "lang": (get_language() or "de")[:2],
        "above": f"{space.name} · {when}",
        "title": _("Is it fair?"),
        "lead": _("Figures in which nobody has a name. Everybody may check them."),
        "parts": [{"title": one.title, "lines": one.lines} for one in fairness.chapters(found)],
        "fields": [fairness.drift(one) for one in fairness.open_fields(found)],
        "table": {
            "title": _("How far a book is from even"),
            "columns": columns,
            "note": _("In chances. Whatever requests come, no balance can ever get further than the bound."),
        },
        "footer": _("Fürwort. The rule and its weights stand on the page “How this order comes about”."),
    }
