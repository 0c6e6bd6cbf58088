"""Agreements between neighbours: read by the two, and by hosts once signed; docs/rules/agreements.md."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from fuerwort.people.errors import Missing
from fuerwort.people.models import Agreement, Agreements, Field, Membership, Space
from fuerwort.people.queries.fields import offered
from fuerwort.people.queries.here import Here
from fuerwort.people.words import folded

_MONEY = re.compile(
    r"[€$£]|\b(eur|euros?|dollars?|usd|chf)\b|\d\s*(%|prozent\b|percent\b)"
    r"|\b(preise?n?|prices?|pricing|rabatte?n?|discounts?|provision(en)?|commissions?)\b"
    r"|\b(stunden|tages)s(a|ä)tze?n?\b|\b(hourly|daily) rates?\b|\bhonorare?n?\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Reading:
    """An agreement as one of those who may read it sees it."""

    agreement: Agreement
    state: str
    """proposed, signed, declined, withdrawn, ended; or left, when it was signed and one of the two has gone."""
    other: Membership | None
    """The other one of the two; None for a host who is neither."""
    may_answer: bool
    may_end: bool
    names_money: bool


@dataclass(frozen=True)
class Neighbour:
    """A member who works in some of the same fields."""

    member: Membership
    fields: Sequence[Field]


def agreements_for(here: Here) -> list[Reading]:
    """One's own, those that wait for an answer first; then by date."""
    mine = Q(proposer=here.membership) | Q(neighbour=here.membership)
    found = [_reading(here, one) for one in _whole(here).filter(mine).order_by("-proposed_at", "-pk")]
    return sorted(found, key=lambda one: ("proposed", "signed").index(one.state) if one.state in _LIVE else 2)


def agreement_for(here: Here, public: str) -> Reading:
    """One agreement.

    Raises
    ------
    Missing
        There is none here, or the viewer may not read it.
    """
    mine = Q(proposer=here.membership) | Q(neighbour=here.membership)
    readable = mine | Q(signed_at__isnull=False) if here.is_host else mine
    found = _whole(here).filter(readable, public=public).first()
    if found is None:
        raise Missing
    return _reading(here, found)


def desk_agreements(here: Here) -> list[Reading]:
    """All that were signed in this space, newest first; for hosts."""
    here.require_host()
    rows = _whole(here).filter(signed_at__isnull=False).order_by("-signed_at", "-pk")
    return [_reading(here, one) for one in rows]


def neighbours_for(here: Here) -> list[Neighbour]:
    """Active members who work in a field of one's own, by name, with the fields both have."""
    mine = _own(here)
    own = {field.pk: field for field in offered(here.space) if field.pk in mine}
    shared: dict[int, list[Field]] = defaultdict(list)
    rows = Membership.fields.through.objects.filter(field__in=own, membership__space=here.space)
    for member, field in rows.exclude(membership=here.membership).values_list("membership_id", "field_id"):
        shared[member].append(own[field])
    members = Membership.objects.active().filter(pk__in=shared)
    return [Neighbour(m, shared[m.pk]) for m in sorted(members, key=lambda m: folded(m.name))]


def agreed_away(space: Space) -> Mapping[int, frozenset[str]]:
    """The fields (slugs) that members gave away by an agreement that holds, by key of the membership."""
    found: dict[int, set[str]] = defaultdict(set)
    rows = Agreement.objects.valid().filter(space=space, gives_way__isnull=False)
    for member, field in rows.values_list("gives_way_id", "field__slug"):
        found[member].add(field)
    return {member: frozenset(fields) for member, fields in found.items()}


def names_money(text: str) -> bool:
    """Whether a text seems to name prices or shares of money; a hint, no judgement."""
    return _MONEY.search(text) is not None


_LIVE = ("proposed", "signed")


def _own(here: Here) -> set[int]:
    return set(here.membership.fields.values_list("pk", flat=True))


def _whole(here: Here) -> Agreements:
    return Agreement.objects.filter(space=here.space).select_related("field", "proposer", "neighbour", "gives_way")


def _reading(here: Here, one: Agreement) -> Reading:
    sides = {one.proposer_id: one.neighbour, one.neighbour_id: one.proposer}
    state, me = _state(one), here.membership.pk
    is_one = me in sides
    return Reading(
        agreement=one,
        state=state,
        other=sides.get(me),
        may_answer=state == "proposed" and me == one.neighbour_id,
        may_end=is_one and (state in ("signed", "left") or (state == "proposed" and me == one.proposer_id)),
        names_money=names_money(one.text),
    )


def _state(one: Agreement) -> str:
    if one.ended_at:
        return "ended" if one.signed_at else "withdrawn"
    if one.declined_at:
        return "declined"
    if one.signed_at is None:
        return "proposed"
    return "left" if one.proposer.left_at or one.neighbour.left_at else "signed"
