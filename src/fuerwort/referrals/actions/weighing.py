"""What the engine finds about the candidates before any book is opened; and back again from what was recorded."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fuerwort.engine import fit, reasons
from fuerwort.engine.moment import Rules, Weighed, weigh
from fuerwort.engine.shapes import Reason
from fuerwort.referrals import snapshot
from fuerwort.referrals.models import Request
from fuerwort.referrals.reasons import recorded


@dataclass(frozen=True)
class Found:
    """The weighed, why each of them would be named, and whose gate was closed; members by public id."""

    weighed: Mapping[str, Weighed]
    why: Mapping[str, tuple[Reason, ...]]
    gates: Mapping[str, str]
    seen_from: tuple[str, ...]

    @property
    def merits(self) -> dict[str, int]:
        return {member: one.merit for member, one in self.weighed.items()}


def find(request: Request, at: datetime, rules: Rules, *, without: Collection[int] = ()) -> Found:
    """Take a snapshot and weigh everybody in it. Nothing is written."""
    with snapshot.LOCK:
        taken = snapshot.take(request, at, rules, without=without)
        ask, moment = taken.ask, taken.moment
        gates = {c.member: code for c in taken.candidates if (code := fit.gate(ask, c))}
        inside = {c.member: c for c in taken.candidates if c.member not in gates}
        weighed = weigh(ask, list(inside.values()), moment)
        why = {m: tuple(reasons.why_them(ask, c, weighed[m], moment)) for m, c in inside.items()}
    return Found(weighed, why, gates, tuple(moment.members[seed] for seed in moment.view.seeds))


def stored(found: Found) -> dict[str, Any]:
    """The weighed as JSON."""
    return {
        member: {
            "skills": one.fit.skills,
            "text": one.fit.text,
            "proof": one.fit.proof,
            "fit": one.fit.value,
            "standing": one.standing,
            "merit": one.merit,
            "newcomer": one.newcomer,
            "alike": one.alike,
            "why": recorded(found.why[member]),
        }
        for member, one in found.weighed.items()
    }


def weighed_of(said: Mapping[str, Any]) -> Weighed:
    """Read one member's part of what :func:`stored` wrote."""
    seen = fit.Fit(said["skills"], said["text"], said["proof"], said["fit"])
    return Weighed(seen, said["standing"], said["merit"], said["newcomer"], said["alike"])
