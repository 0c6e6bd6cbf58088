"""One request told on one screen: who is named, why, and what somebody reads who is not. Computed, never made up."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache

from fuerwort import demo
from fuerwort.bundle.read import read
from fuerwort.bundle.shapes import Availability, Community, Member
from fuerwort.engine.recommend import Shortlist
from fuerwort.engine.shapes import Reason
from fuerwort.fields.catalogue import catalogue
from fuerwort.referrals.headless import suggest
from fuerwort.referrals.reasons import sentence


@dataclass(frozen=True, slots=True)
class Said:
    """One reason: its code and its sentence."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Named:
    name: str
    availability: Availability
    until: datetime | None
    reasons: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Story:
    text: str
    field: str
    offering: int
    free: int
    named: tuple[Named, ...]
    other: str
    reads: tuple[Said, ...]
    balances: tuple[int, ...]
    mine: int
    """Which of the balances is that of ``other``, who reads."""


@cache
def told(lang: str) -> Story:
    """The last request of the demo community, answered by the engine."""
    community, found = _answered()
    request = community.requests[-1]

    def name(member: str) -> str:
        return community.member(member).name

    def said(reasons: tuple[Reason, ...]) -> tuple[Said, ...]:
        return tuple(Said(r.code, sentence(r, lang, name, community.experience)) for r in reasons)

    after = found.decision.after
    ranked = sorted(after, key=lambda m: (-after[m], m))
    other = next(m for m in found.decision.order if m not in found.decision.shown)
    return Story(
        text=request.text,
        field=catalogue()[request.field].label(lang),
        offering=sum(request.field in m.fields for m in community.members),
        free=len(found.weighed),
        named=tuple(_named(community.member(m), said(found.reasons[m])) for m in found.decision.shown),
        other=name(other),
        reads=said(found.others[other]),
        balances=tuple(after[m] for m in ranked),
        mine=ranked.index(other),
    )


@cache
def _answered() -> tuple[Community, Shortlist]:
    community = read(demo.path())
    return community, suggest(community, community.requests[-1])


def _named(member: Member, reasons: tuple[Said, ...]) -> Named:
    return Named(member.name, member.available, member.until, reasons)
