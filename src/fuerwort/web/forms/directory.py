"""What somebody looks for in the directory; nonsense is nothing in particular."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from fuerwort.people.languages import name_of
from fuerwort.people.queries.directory import Directory, Wanted
from fuerwort.people.words import folded

LONGEST = 100
DESK = ("with", "without")


@dataclass(frozen=True)
class Choice:
    """One thing to filter by; the first option means: no matter."""

    name: str
    label: str
    value: str
    options: Sequence[tuple[str, str]]


def wanted(sent: Any) -> Wanted:
    """What was typed and chosen, as far as it can be meant; a field or language nobody has finds nobody."""
    desk = str(sent.get("desk", ""))
    return Wanted(
        words=str(sent.get("words", ""))[:LONGEST].replace("\0", "").strip(),
        field=str(sent.get("field", "")),
        language=str(sent.get("language", "")),
        has_time=bool(sent.get("has_time")),
        desk=desk if desk in DESK else "",
    )


def choices(wanted: Wanted, found: Directory) -> list[Choice]:
    """By what one can filter here. Plain options: for 145 fields Django's widgets took 30 of the page's 75 ms."""
    languages = sorted(((code, name_of(code)) for code in found.languages), key=lambda both: folded(both[1]))
    fields = [(field.slug, field.name) for field in found.fields]
    places = [("", _("anywhere")), ("with", _("with a desk here")), ("without", _("without a desk"))]
    return [
        Choice("field", _("Field"), wanted.field, [("", _("all")), *fields]),
        Choice("language", _("Language"), wanted.language, [("", _("all")), *languages]),
        Choice("desk", _("Place"), wanted.desk, places),
    ]
