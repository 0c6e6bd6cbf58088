"""The books: one's own account with each movement, and a field's book in which nobody else has a name."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.utils.translation import gettext as _

from fuerwort.people.errors import Missing
from fuerwort.people.models import Field
from fuerwort.people.queries import Here
from fuerwort.referrals.actions.bounds import bound_of
from fuerwort.referrals.models import Balance, Line, State, Verb

FEWEST = 3
"""With fewer accounts in a field one could tell whose is whose."""


@dataclass(frozen=True)
class Movement:
    """One movement of one's own account, in micro-chances: before + due - place = after."""

    at: datetime
    text: str
    before: int
    due: int
    place: int
    after: int


@dataclass(frozen=True)
class Account:
    """One's own account in a field; nobody else sees it."""

    field: Field
    micro: int
    movements: Sequence[Movement]


@dataclass(frozen=True)
class Whole:
    """A field's book: balances from the largest to the smallest, without names; they sum to exactly zero."""

    field: Field
    balances: Sequence[int]
    """None of them in a field with so few accounts that one could tell whose is whose."""
    too_few: bool
    mine: int | None
    """Which of them is the viewer's own."""
    bound: int
    """No balance can ever be further from zero, whatever requests come."""
    entries: int


def accounts(here: Here) -> list[Account]:
    """One's own accounts in all fields in which something has moved, by field."""
    mine = Line.objects.filter(membership=here.membership, entry__book__space=here.space)
    lines = mine.select_related("entry__request", "entry__book__field").order_by("entry__book", "entry__number")
    found = [_account(field, some) for field, some in groupby(lines, key=lambda line: line.entry.book.field)]
    return sorted((one for one in found if one.movements), key=lambda one: one.field.name.casefold())


def own_book(here: Here, field: str) -> Account:
    """One's own account in one field, newest movement first.

    Raises
    ------
    Missing
        The space has no such field.
    """
    found = _field(here, field)
    lines = Line.objects.filter(membership=here.membership, entry__book__field=found)
    return _account(found, lines.select_related("entry__request").order_by("entry__number"))


def _account(field: Field, lines: Iterable[Line]) -> Account:
    known = list(lines)
    while known and _is_undecided(known[-1]):
        known.pop()
    movements = movements_of(known)
    return Account(field, movements[-1].after if movements else 0, movements[::-1])


def _is_undecided(line: Line) -> bool:
    """Whether nobody was asked yet: until a person confirms a list, nobody reads in their book that they are on it."""
    request = line.entry.request
    return request is not None and request.state == State.SUGGESTED and line.entry.key == request.key


def movements_of(lines: Iterable[Line]) -> list[Movement]:
    """Lines in order as movements: what followed at once on the same request is one; what left nothing is none."""
    found = []
    for _request, group in groupby(lines, key=lambda line: line.entry.request_id):
        some = list(group)
        due, place = sum(line.due for line in some), sum(line.place for line in some)
        if due or place:
            text = _text(some[-1], due, place)
            found.append(Movement(some[-1].entry.at, text, some[0].before, due, place, some[-1].after))
    return found


def _text(line: Line, due: int, place: int) -> str:
    if line.entry.verb == Verb.CANCEL:
        return _("The request was withdrawn before the list was out: taken back.")
    if due < 0 or place < 0:
        return _("An earlier request was decided anew.")
    if place:
        return _("You were named: your part was credited, and the place was paid for.")
    return _("You were good enough and others were named: your part was credited.")


def field_book(here: Here, field: str) -> Whole:
    """A field's book for any member of the space.

    Raises
    ------
    Missing
        The space has no such field.
    """
    found = _field(here, field)
    rows = Balance.objects.filter(book__field=found).order_by("-micro", "pk").values_list("membership_id", "micro")
    balances = list(rows)
    owners = [member for member, _ in balances]
    mine = owners.index(here.membership.pk) if here.membership.pk in owners else None
    book = getattr(found, "book", None)
    entries = book.entries_made if book else 0
    too_few = 0 < len(balances) < FEWEST
    shown = [] if too_few else [micro for _, micro in balances]
    return Whole(found, shown, too_few, mine, bound_of(here.space, len(balances)), entries)


def _field(here: Here, slug: str) -> Field:
    found = here.space.fields.filter(slug=slug).select_related("book").first()
    if found is None:
        raise Missing
    return found
