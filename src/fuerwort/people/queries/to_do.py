"""What waits for a member: sentences with an address, and buttons where one tap is enough."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, IntegerField, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, JSONObject
from django.urls import reverse
from django.utils.translation import gettext as _

from fuerwort.people.models import Agreement, Availability, Field, Space
from fuerwort.people.queries.here import Here

SILENCE = timedelta(days=60)
"""After so long without a word about their time, members are asked."""


@dataclass(frozen=True)
class Tap:
    """A form with one button: ``label`` on it, sent to ``url`` with ``fields``."""

    label: str
    url: str
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ToDo:
    """One thing that waits: a whole translated sentence and where to do it.

    ``weight`` says how pressing: 30 when somebody else waits for it, 20 when it is the member's own, 10 when it only
    helps.
    """

    code: str
    text: str
    url: str
    taps: Sequence[Tap] = ()
    weight: int = 10


@dataclass(frozen=True)
class Figures:
    """What waits as figures: ``columns`` for the row of the space, and ``tell``, what to say of their values."""

    columns: Mapping[str, Any]
    tell: Callable[[Mapping[str, Any]], Sequence[ToDo]]


def how_many(rows: QuerySet[Any]) -> Coalesce:
    """A column that counts ``rows``."""
    number = rows.order_by().values(_=Value(1)).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(number, output_field=IntegerField()), 0)


def counted(here: Here, *asked: Figures) -> list[ToDo]:
    """What the figures say; one query, however many parts of the house ask."""
    columns = {name: column for one in asked for name, column in one.columns.items()}
    if not columns:
        return []
    row: Any = Space.objects.filter(pk=here.space.pk).values(**columns).get()
    return [found for one in asked for found in one.tell(row)]


def pressing(*found: Sequence[ToDo]) -> list[ToDo]:
    """Everything that was found, most pressing first, otherwise as found."""
    return sorted((one for some in found for one in some), key=lambda one: -one.weight)


def to_do_for(here: Here, at: datetime) -> list[ToDo]:
    """What waits because of oneself: a profile that says nothing, time nobody knows of."""
    return [*_profile(here), *_time(here, at)]


def agreements(here: Here) -> Figures:
    """The agreement that waits longest for this member's answer."""
    columns = ("public", "proposer__name", "field__name_de", "field__name_en")
    waiting = Agreement.objects.open().filter(neighbour=here.membership).order_by("proposed_at")
    oldest = Subquery(waiting.values(_=JSONObject(**{name: name for name in columns}))[:1])
    return Figures({"agreement": oldest}, lambda row: _agreement(here, row["agreement"]))


def _agreement(here: Here, row: Mapping[str, Any] | None) -> list[ToDo]:
    if not row:
        return []
    field = Field(name_de=row["field__name_de"], name_en=row["field__name_en"])
    text = _("%(name)s proposes an agreement about %(field)s.")
    facts = {"name": row["proposer__name"] or _("a former member"), "field": field.name}
    url = reverse("agreement", args=[here.space.slug, row["public"]])
    return [ToDo("agreement.proposed", text % facts, url, weight=30)]


def _profile(here: Here) -> Iterator[ToDo]:
    me = here.membership
    if not me.about or not here.has_fields:
        url = reverse("profile", args=[here.space.slug])
        yield ToDo("profile.empty", _("Say what you do: nobody can recommend you without it."), url, weight=20)


def _time(here: Here, at: datetime) -> Iterator[ToDo]:
    me = here.membership
    if me.available_until is None and at - (me.availability_at or me.joined_at) > SILENCE:
        home, url = (reverse(page, args=[here.space.slug]) for page in ("home", "availability"))
        words = {Availability.FREE: _("Free"), Availability.LITTLE: _("Little"), Availability.FULL: _("Fully booked")}
        taps = [Tap(word, url, {"availability": state, "next": home}) for state, word in words.items()]
        yield ToDo("availability.unknown", _("Do you have time? You have not said so for a while."), home, taps)
