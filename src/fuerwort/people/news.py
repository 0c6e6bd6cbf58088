"""News as sentences. Each app tells its own codes; people are named when they are read, not when it was written."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from fuerwort.people.links import address
from fuerwort.people.models import Membership, News, Space

NAMED = ("member", "by")
"""Facts that hold the public id of a member."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a teller makes of one piece of news: a sentence, and the page (name, arguments) to go to, if any."""

    text: str
    page: str = ""
    of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One piece of news as it is read."""

    pk: int
    text: str
    url: str
    at: datetime


Teller = Callable[[Mapping[str, Any], Mapping[str, str], Space], Said]
"""Facts, names by public id, and the space -> what is said."""

TELLERS: dict[str, Teller] = {}

Knower = Callable[[Sequence[News]], Mapping[str, str]]
"""Pieces of news -> names of things they are about, by what the tellers ask for; a query or two for all of them."""

KNOWERS: list[Knower] = []

TO_DO: set[str] = set()
"""Codes of questions: they wait in the list of what is to do, so the home page does not say them twice."""


def tells(code: str, *, to_do: bool = False) -> Callable[[Teller], Teller]:
    """Decorate the function that tells this code; ``to_do``: it is a question that waits for an answer."""

    def remember(teller: Teller) -> Teller:
        TELLERS[code] = teller
        if to_do:
            TO_DO.add(code)
        return teller

    return remember


def knows(knower: Knower) -> Knower:
    """Decorate a function that looks up, once for all, what tellers name."""
    KNOWERS.append(knower)
    return knower


def told(news: Iterable[News]) -> list[Line]:
    """Say each piece, in the language of the moment; a few queries however many there are.

    Raises
    ------
    KeyError
        Nobody tells this code.
    """
    rows: Sequence[News] = list(news)
    wanted = {str(row.facts[key]) for row in rows for key in NAMED if key in row.facts}
    names = dict(Membership.objects.filter(public__in=wanted).values_list("public", "name"))
    names = {public: names.get(public) or _("a former member") for public in wanted}
    for knower in KNOWERS if rows else ():
        names |= knower(rows)
    return [_line(row, names) for row in rows]


def _line(row: News, names: Mapping[str, str]) -> Line:
    space = row.membership.space
    said = TELLERS[row.code](row.facts, names, space)
    return Line(row.pk, said.text, address(said.page, *said.of) if said.page else "", row.at)
