"""News as sentences. Each app tells its own codes; people are named when they are read, not when it was written."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import CharField, Model, QuerySet, Value
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _

from fuerwort.people.links import address
from fuerwort.people.models import News, Space

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

Row = Mapping[str, Any]
Namer = Callable[[Row], Mapping[str, Any]]


@dataclass(frozen=True)
class Thing:
    """A kind of thing that news are about, and how tellers name it."""

    model: type[Model]
    columns: Sequence[str]
    """What is read of each."""
    by: Mapping[str, str]
    """Facts of the news that say which one -> the columns they are found in."""
    named: Namer
    """The columns of one -> names of it, by what the tellers ask for."""

    def spoken_of(self, news: Sequence[News]) -> QuerySet[Any] | None:
        """Those that the news are about, as JSON; None where they are about none."""
        about = [row.facts for row in news if all(fact in row.facts for fact in self.by)]
        if not about:
            return None
        wanted = {f"{column}__in": {str(facts[fact]) for facts in about} for fact, column in self.by.items()}
        rows = self.model._default_manager.filter(**wanted).order_by()
        kind = Value(str(THINGS.index(self)), output_field=CharField())
        return rows.values_list(kind, JSONObject(**{column: column for column in self.columns}))


THINGS: list[Thing] = []

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


def knows(model: type[Model], *columns: str, **by: str) -> Callable[[Namer], Namer]:
    """Decorate the function that names a thing; ``by``: the facts of the news that say which, and their columns."""

    def remember(named: Namer) -> Namer:
        THINGS.append(Thing(model, columns, by, named))
        return named

    return remember


def told(news: Iterable[News]) -> list[Line]:
    """Say each piece, in the language of the moment; one query, however many there are and whatever they are about.

    Raises
    ------
    KeyError
        Nobody tells this code.
    """
    rows: Sequence[News] = list(news)
    members = [str(row.facts[key]) for row in rows for key in NAMED if key in row.facts]
    names: dict[str, Any] = dict.fromkeys(members, _("a former member"))
    asked = [found for found in (thing.spoken_of(rows) for thing in THINGS) if found is not None]
    for kind, row in asked[0].union(*asked[1:], all=True) if asked else ():
        names |= THINGS[int(kind)].named(row)
    return [_line(row, names) for row in rows]


def _line(row: News, names: Mapping[str, str]) -> Line:
    space = row.membership.space
    said = TELLERS[row.code](row.facts, names, space)
    return Line(row.pk, said.text, address(said.page, *said.of) if said.page else "", row.at)
