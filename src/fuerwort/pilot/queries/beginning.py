"""From where the lab starts for a space: counted over members who agreed to it, never about fewer than five of them.

Only these figures leave this module; no row, no name. Rule page: docs/rules/lab.md.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import combinations
from typing import Any

from django.db.models import Count, Min, Q

from fuerwort.experiences.models import Experience, Participation
from fuerwort.lab.whatif.asked import BOUNDS, Asked
from fuerwort.lab.whatif.parameters import table
from fuerwort.people.models import Field, Membership, Space
from fuerwort.pilot.analysis.disclosure import INSIDE
from fuerwort.referrals.models import Answer, Outcome, Placing, Request, Said

YEAR = timedelta(days=365)
MONTH = YEAR / 12
PLAN = ("members", "fields", "known")


@dataclass(frozen=True)
class Value:
    """One start value: as counted here, as the lab takes it (inside its range), and what it takes otherwise."""

    name: str
    seen: float
    taken: float
    usual: float


@dataclass(frozen=True)
class Beginning:
    """``counted``: how many agreed; None while they are too few to say anything. ``requests``: a member and month."""

    counted: int | None
    values: tuple[Value, ...] = ()
    requests: float | None = None

    @property
    def asked(self) -> Asked:
        """The question that starts from here."""
        taken = {one.name: one.taken for one in self.values}
        said: dict[str, Any] = {name: int(taken[name]) for name in PLAN if name in taken}
        return Asked(**said, changes={name: value for name, value in taken.items() if name not in PLAN})


def beginning(space: Space, at: datetime) -> Beginning:
    """What the space itself says about the lab's start."""
    here = Membership.objects.active().filter(space=space)
    people = list(here.filter(counted_at__isnull=False).values_list("pk", flat=True))
    if len(people) < INSIDE:
        return Beginning(None)
    since = at - YEAR
    months = _months(space, since, at)
    together = _together(people)
    recent = _recent(people, since)
    seen = {
        "members": float(here.count()),
        "fields": float(Field.objects.filter(space=space, members__in=here).distinct().count()),
        "known": _known(people, together),
        "meets": _rate(recent, len(people) * months),
        "freeriders": _share(len(people) - len(recent), len(recent)),
        "accept": _accepted(people),
    }
    values = tuple(_value(name, one) for name, one in seen.items() if one is not None)
    asked = Request.objects.filter(space=space, need__asked_at__gte=since).count()
    return Beginning(len(people), values, _two(asked / here.count() / months) if asked >= INSIDE else None)


def _months(space: Space, since: datetime, at: datetime) -> float:
    """How long anything was written down in the last year: a house that moved in lately has older experiences."""
    experience = Experience.objects.filter(space=space, on__gte=since.date()).aggregate(first=Min("on"))["first"]
    request = Request.objects.filter(space=space, need__asked_at__gte=since).aggregate(first=Min("need__asked_at"))
    days = [(at.date() - experience).days] if experience else []
    days += [(at - request["first"]).days] if request["first"] else []
    return max(1.0, max(days, default=0) / MONTH.days)


def _value(name: str, seen: float) -> Value:
    """Two figures are enough, and say less about whoever came last; a value outside the lab's range goes to its end."""
    one = table().get(name)
    usual, span = (one.default, (one.low, one.high)) if one else (float(getattr(Asked(), name)), BOUNDS[name])
    shown = seen if name == "members" else _two(seen)
    return Value(name, shown, min(max(shown, span[0]), span[1]), usual)


def _together(people: list[int]) -> set[tuple[int, int]]:
    """Pairs of them who share a confirmed experience."""
    confirmed = Experience.objects.confirmed().values("pk")
    parts = Participation.objects.counting().filter(experience__in=confirmed, membership__in=people)
    came: dict[int, list[int]] = defaultdict(list)
    for experience, member in parts.order_by("membership").values_list("experience", "membership"):
        came[experience].append(member)
    return {pair for those in came.values() for pair in combinations(those, 2)}


def _known(people: list[int], together: set[tuple[int, int]]) -> float | None:
    if len({one for pair in together for one in pair}) < INSIDE:
        return None
    return 1000 * len(together) / (len(people) * (len(people) - 1) / 2)


def _recent(people: list[int], since: datetime) -> Mapping[int, int]:
    """How often each of them did something with or for others in the last year: an experience, an enquiry handed on."""
    confirmed = Experience.objects.confirmed().filter(on__gte=since.date()).values("pk")
    parts = Participation.objects.counting().filter(experience__in=confirmed, membership__in=people)
    handed = Placing.objects.filter(membership__in=people, answer=Answer.HANDED, answered_at__gte=since)
    found: dict[int, int] = defaultdict(int)
    for rows in (parts, handed):
        for member, times in rows.order_by().values_list("membership").annotate(Count("pk")):
            found[member] += times
    return found


def _rate(recent: Mapping[int, int], person_months: float) -> float | None:
    return sum(recent.values()) / person_months if len(recent) >= INSIDE else None


def _share(part: int, rest: int) -> float | None:
    """None where one of both sides is too few to be spoken of."""
    return part / (part + rest) if min(part, rest) >= INSIDE else None


def _accepted(people: list[int]) -> float | None:
    """Of introductions whose end is known, the part that became work."""
    ends = Outcome.objects.filter(placing__membership__in=people, said__in=[Said.WORK, Said.NOTHING])
    found = ends.aggregate(
        work=Count("pk", filter=Q(said=Said.WORK)), nothing=Count("pk", filter=Q(said=Said.NOTHING)),
        people=Count("placing__membership", distinct=True),
    )  # fmt: skip
    return _share(found["work"], found["nothing"]) if found["people"] >= INSIDE else None


def _two(value: float) -> float:
    return float(f"{value:.2g}")
