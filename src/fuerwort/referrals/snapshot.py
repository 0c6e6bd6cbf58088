"""Rows -> engine input: one request, whoever might do it, and what is known of them from one point of view.

Ties come from ``experiences.ready``, which reads only what changed; the network made of them is kept per space. What
members did in the field, and with whoever looks, is read for each request anew.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from threading import Lock
from typing import Any

import numpy as np
from django.db.models import QuerySet
from django.utils import timezone
from numpy.typing import NDArray

from fuerwort.engine.moment import Moment, Rules
from fuerwort.engine.shapes import Ask, Candidate, TieRule
from fuerwort.engine.standing import Network
from fuerwort.engine.works import LATEST, Works
from fuerwort.experiences import ready
from fuerwort.experiences.models import Experience, Kind, Participation
from fuerwort.experiences.snapshot import Pairs, day_of
from fuerwort.people.models import Availability, Field, Membership, RoleName, Space
from fuerwort.people.queries.agreements import agreed_away
from fuerwort.referrals import law
from fuerwort.referrals.models import Request, Size

LOCK = Lock()
"""What is kept is changed in place, views of a network too: whoever takes and uses a snapshot holds this."""


@dataclass(frozen=True)
class Snapshot:
    """What the engine is told about one request."""

    ask: Ask
    candidates: Sequence[Candidate]
    moment: Moment
    keys: dict[str, int]
    """Public id -> key, of every membership of the space."""


@dataclass(frozen=True)
class Ties:
    """A space's network on one day, and what it was made of."""

    pairs: Pairs
    on: date
    rule: TieRule
    members: dict[int, str]
    net: Network


_kept: dict[int, Ties] = {}


def take(request: Request, at: datetime, rules: Rules, *, without: Collection[int] = ()) -> Snapshot:
    """Everything the engine needs for this request, seen by whoever asked personally, else by the hosts.

    ``without``: keys of memberships that were asked in an earlier round.
    """
    on = timezone.localdate(at)
    members = members_of(request.space)
    ties = ties_of(request.space, on, rules.ties, members)
    candidates = [c for c in offering(request.field) if c.pk not in without]
    number = {public: place for place, public in enumerate(members.values())}
    keys = {public: key for key, public in members.items()}
    seeds = [member for member in _seeds(request) if member in number]
    shared = _shared(ties.pairs, [keys[seed] for seed in seeds], [row.pk for row in candidates])
    moment = Moment(
        day=day_of(on),
        works=_works(request, candidates, shared, members, rules),
        net=ties.net,
        view=ties.net.view([number[seed] for seed in seeds]),
        number=number,
        members=tuple(members.values()),
        rules=rules,
    )
    return Snapshot(ask_of(request), _candidates(candidates, request, at), moment, keys)


def ask_of(request: Request) -> Ask:
    """The request as the engine sees it; nothing about who the client is."""
    asker = request.need.asked_by
    return Ask(
        request=request.key,
        field=request.field.slug,
        text=request.text,
        skills=tuple(request.skills),
        languages=tuple(request.languages),
        on_site=request.on_site,
        size=Size(request.size).worth,
        asked_by=asker.public if asker else None,
    )


def offering(field: Field) -> QuerySet[Membership]:
    """Members who offer a field: whoever may qualify for a request in it."""
    rows = Membership.objects.active().filter(fields=field).select_related("sponsor")
    return rows.prefetch_related("skills").order_by("pk")


def members_of(space: Space) -> dict[int, str]:
    """Key -> public id of everybody who is or was here."""
    return dict(space.memberships.order_by("pk").values_list("pk", "public"))


def ties_of(space: Space, on: date, rule: TieRule, members: dict[int, str]) -> Ties:
    """The space's ties on this day, numbered as its members are; kept until something changes."""
    pairs = ready.pairs(space)
    kept = _kept.get(space.pk)
    if kept and kept.pairs is pairs and (kept.on, kept.rule, kept.members) == (on, rule, members):
        return kept
    if space.pk not in _kept and len(_kept) >= ready.SPACES:
        _kept.pop(next(iter(_kept)))
    _, net = pairs.network(on, rule, np.fromiter(members, np.int64, len(members)))
    _kept[space.pk] = Ties(pairs, on, rule, members, net)
    return _kept[space.pk]


def _seeds(request: Request) -> list[str]:
    """Whoever asks for themselves sees from where they stand; everybody else through the eyes of the hosts."""
    if request.need.is_personal and request.need.asked_by:
        return [request.need.asked_by.public]
    active = Membership.objects.active().filter(space=request.space_id)
    hosts = active.filter(roles__name=RoleName.HOST).order_by("pk").values_list("public", flat=True)
    return list(hosts) or list(active.order_by("pk").values_list("public", flat=True)[:1])


def _candidates(rows: Iterable[Membership], request: Request, at: datetime) -> list[Candidate]:
    field, today = request.field, timezone.localdate(at)
    away = agreed_away(request.space)
    barred = request.need.is_personal and law.forbids_unasked(field)
    return [
        Candidate(
            member=row.public,
            fields=(field.slug,),
            skills=tuple(skill.name for skill in row.skills.all()),
            languages=tuple(row.languages),
            available=row.availability_on(today) != Availability.FULL,
            on_site=row.has_desk,
            sponsor=row.sponsor.public if row.sponsor else None,
            days_here=float((at - row.joined_at).days),
            agreed_away=tuple(sorted(away.get(row.pk, ()))),
            barred_by_law=barred,
        )
        for row in rows
    ]


def _works(
    request: Request, candidates: Sequence[Membership], shared: list[int], members: dict[int, str], rules: Rules
) -> Works:
    """What was done in the field, and what whoever looks has done with the candidates elsewhere."""
    works = Works(rules.fit)
    for row in candidates:
        works.introduce(row.public, request.field.slug, row.about)
    for took_part, (public, field, text, on, hours, kind) in _occasions(request, shared, members):
        worked = dict.fromkeys(took_part, hours) if kind == Kind.COOPERATION else {}
        works.add(took_part, field or "", text, day_of(on), worked, public)
    return works


def _occasions(request: Request, shared: list[int], members: dict[int, str]) -> list[tuple[list[str], tuple[Any, ...]]]:
    """Confirmed experiences in the field and those shared elsewhere, oldest first, each with who confirmed it."""
    here = Experience.objects.filter(space=request.space_id)
    what: dict[int, tuple[Any, ...]] = {}
    who: dict[int, list[str]] = {}
    for some in (here.filter(field=request.field), here.filter(pk__in=shared).exclude(field=request.field)):
        columns = ("pk", "public", "field__slug", "text", "on", "hours", "kind")
        what |= {key: tuple(row) for key, *row in some.values_list(*columns)}
        parts = Participation.objects.counting().filter(experience__in=some.values("pk"))
        for key, member in parts.values_list("experience_id", "membership_id"):
            who.setdefault(key, []).append(members[member])
    together = [key for key, members_there in who.items() if len(members_there) > 1]
    return [(who[key], what[key]) for key in sorted(together, key=lambda key: (what[key][3], key))]


def _shared(pairs: Pairs, seeds: Sequence[int], candidates: Sequence[int]) -> list[int]:
    """The latest experiences of each candidate with any of those who look."""
    found: set[int] = set()
    for one, other in ((pairs.a, pairs.b), (pairs.b, pairs.a)):
        at = np.flatnonzero(np.isin(one, seeds) & np.isin(other, candidates))
        found.update(_latest(pairs, at, other[at]))
    return sorted(found)


def _latest(pairs: Pairs, at: NDArray[np.int64], candidate: NDArray[np.int64]) -> list[int]:
    order = np.lexsort((-pairs.day[at], candidate))
    start = np.flatnonzero(np.diff(candidate[order], prepend=-1))
    place = np.arange(len(at)) - np.repeat(start, np.diff(start, append=len(at)))
    found: list[int] = pairs.experience[at[order][place < LATEST]].tolist()
    return found
