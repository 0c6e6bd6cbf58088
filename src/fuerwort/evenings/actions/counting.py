"""Ballots -> engine -> result. What was published is enough to count again: anybody can, and `fuerwort verify` does."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import Any

from fuerwort.engine import shares, voting
from fuerwort.evenings.models import Method, Proposal, Vote

Bare = Mapping[str, Any]
"""What a ballot says."""


@dataclass(frozen=True)
class Counted:
    """The engine's result as the database keeps it, and which proposals it chose."""

    result: dict[str, Any]
    chosen: Sequence[str]


def count(vote: Vote, proposals: Sequence[Proposal], said: Sequence[Bare], salt: str) -> Counted:
    """Count by the vote's own method."""
    keys = [one.public for one in proposals]
    if vote.method == Method.CONSENT:
        found = voting.consent([voting.Stance(one["stance"]) for one in said])
        return _kept(asdict(found), keys[:1] if found.adopted else ())
    if vote.method == Method.CONSENSING:
        passive = next(one.public for one in proposals if one.passive)
        consensed = voting.consensing(keys, passive, [one.get("resistance") for one in said], salt)
        return _one(consensed, salt)
    approved = [one.get("approve") for one in said]
    if vote.method == Method.APPROVAL:
        return _one(voting.approval(keys, approved, salt), salt)
    costs = {one.public: one.cost or 0 for one in proposals}
    shared = shares.equal_shares(costs, vote.budget or 0, approved, salt)
    result = asdict(shared) | {"draws": _drawn(shared.draws, salt)}
    result["bought"] = [asdict(one) | {"each": _cents(one.each)} for one in shared.bought]
    return _kept(result, [one.proposal for one in shared.bought])


def _one(found: voting.Consensed | voting.Chosen, salt: str) -> Counted:
    result = asdict(found) | {"draws": _drawn(found.draws, salt)}
    return _kept(result, [found.chosen] if found.chosen else ())


def _kept(result: dict[str, Any], chosen: Sequence[str]) -> Counted:
    """As the database gives it back: lists for tuples."""
    return Counted(json.loads(json.dumps(result)), chosen)


def _drawn(proposals: Sequence[str], salt: str) -> dict[str, str]:
    return {proposal: voting.draw(salt, proposal) for proposal in proposals}


def _cents(each: Fraction | None) -> int | None:
    """Rounded, to be read; the engine counts exactly."""
    return None if each is None else round(each)
