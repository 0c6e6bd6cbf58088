"""Deciding together: consent with objections, systemic consensing, approval.

Rule page: docs/rules/deciding.md. How money is shared among several proposals is in :mod:`fuerwort.engine.shares`.
Proposals are named by keys that say nothing about who made them; ballots carry no name at all. A ballot that is
``None`` abstains: it counts for the quorum of a vote, and for nothing here.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

MOST = 10
"""The strongest resistance."""


class VotingError(ValueError):
    """Ballots or proposals nobody can count."""


class Stance(StrEnum):
    """What somebody says to one proposal when consent is asked for."""

    CONSENT = "consent"
    CONCERN = "concern"
    OBJECTION = "objection"
    ABSTAIN = "abstain"


@dataclass(frozen=True, slots=True)
class Consent:
    """How many said what, and whether the proposal is adopted."""

    consents: int
    concerns: int
    objections: int
    abstained: int
    adopted: bool


@dataclass(frozen=True, slots=True)
class Resisted:
    """One proposal's resistance: the sum, and how many gave 0, 1, ... 10."""

    proposal: str
    total: int
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Approved:
    """One proposal and how many approve of it."""

    proposal: str
    approvals: int


@dataclass(frozen=True, slots=True)
class Consensed:
    """All proposals, least resistance first; ``chosen`` is None when nobody said anything."""

    order: tuple[Resisted, ...]
    chosen: str | None
    voters: int
    abstained: int
    draws: tuple[str, ...]
    """Proposals whose place only the draw decided."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """All proposals, most approvals first; ``chosen`` is None when no proposal has more than half."""

    order: tuple[Approved, ...]
    chosen: str | None
    voters: int
    abstained: int
    draws: tuple[str, ...]


def draw(salt: str, proposal: str) -> str:
    """What decides between proposals that are equal in everything else: smallest first, for anybody to recompute.

    Parameters
    ----------
    salt
        Of this vote; nobody knows it before the vote is closed.
    proposal
        The key of a proposal.

    >>> sorted("ab", key=lambda proposal: draw("v", proposal))
    ['b', 'a']
    """
    return sha256(f"{salt}|{proposal}".encode()).hexdigest()


def consent(stances: Sequence[Stance]) -> Consent:
    """Adopted when no objection stands and somebody consents; a concern is heard and stops nothing.

    >>> consent([Stance.CONSENT, Stance.CONCERN, Stance.ABSTAIN]).adopted
    True
    >>> consent([Stance.CONSENT, Stance.OBJECTION]).adopted
    False
    """
    of = {stance: sum(said == stance for said in stances) for stance in Stance}
    going_along = of[Stance.CONSENT] + of[Stance.CONCERN]
    return Consent(
        consents=of[Stance.CONSENT],
        concerns=of[Stance.CONCERN],
        objections=of[Stance.OBJECTION],
        abstained=of[Stance.ABSTAIN],
        adopted=going_along > 0 and not of[Stance.OBJECTION],
    )


def consensing(
    proposals: Collection[str], passive: str, ballots: Sequence[Mapping[str, int] | None], salt: str
) -> Consensed:
    """Systemic consensing: the lowest sum of resistance is chosen.

    Ties: the passive solution first (a change needs less resistance than no change), then fewest tens, fewest nines
    and so on, then the draw.

    Parameters
    ----------
    proposals
        Keys, the passive solution ("everything stays as it is") among them.
    passive
        The key of the passive solution.
    ballots
        Each a resistance from 0 to 10 for every proposal, or None to abstain.
    salt
        For :func:`draw`.

    Raises
    ------
    VotingError
        The passive solution is missing, a proposal stands twice, a ballot leaves a proposal out or names another, or a
        resistance is no whole number from 0 to 10.

    >>> consensing(["a", "as-is"], "as-is", [{"a": 2, "as-is": 7}, {"a": 4, "as-is": 0}, None], "s").chosen
    'a'
    """
    _check_proposals(proposals, passive)
    said = [_resistance(ballot, proposals) for ballot in ballots if ballot is not None]
    rows = [_resisted(proposal, said) for proposal in proposals]

    def key(row: Resisted) -> tuple[object, ...]:
        return row.total, row.proposal != passive, row.counts[::-1]

    order, draws = _ordered({row.proposal: key(row) for row in rows}, salt)
    of = {row.proposal: row for row in rows}
    return Consensed(
        order=tuple(of[proposal] for proposal in order),
        chosen=order[0] if said else None,
        voters=len(said),
        abstained=len(ballots) - len(said),
        draws=draws,
    )


def approval(
    proposals: Collection[str], ballots: Sequence[Collection[str] | None], salt: str, passive: str | None = None
) -> Chosen:
    """Approval: each approves of as many as they like; the most approvals are chosen if more than half approve.

    Ties: the passive solution first, if there is one, then the draw.

    Parameters
    ----------
    proposals
        Keys.
    ballots
        Each the keys approved of, none of them to approve of nothing, or None to abstain.
    salt
        For :func:`draw`.
    passive
        The key of the passive solution, if it stands among the proposals.

    Raises
    ------
    VotingError
        A proposal stands twice, or a ballot names one that is not there or one twice.

    >>> approval(["a", "b"], [["a"], ["a", "b"], ["b"], ["a"], None], "s").chosen
    'a'
    >>> approval(["a", "b"], [["a"], ["b"]], "s").chosen is None
    True
    """
    _check_proposals(proposals, passive)
    said = [_approvals(ballot, proposals) for ballot in ballots if ballot is not None]
    count = {proposal: sum(proposal in ballot for ballot in said) for proposal in proposals}
    order, draws = _ordered({p: (-count[p], p != passive) for p in proposals}, salt)
    return Chosen(
        order=tuple(Approved(proposal, count[proposal]) for proposal in order),
        chosen=order[0] if 2 * count[order[0]] > len(said) else None,
        voters=len(said),
        abstained=len(ballots) - len(said),
        draws=draws,
    )


def _check_proposals(proposals: Collection[str], passive: str | None) -> None:
    if len(set(proposals)) != len(proposals) or not proposals:
        raise VotingError("there is at least one proposal, and each stands once")
    if passive is not None and passive not in proposals:
        raise VotingError("the passive solution is not among the proposals")


def _resistance(ballot: Mapping[str, int], proposals: Collection[str]) -> Mapping[str, int]:
    if set(ballot) != set(proposals):
        raise VotingError("a ballot gives a resistance to every proposal and to no other")
    if not all(type(value) is int and 0 <= value <= MOST for value in ballot.values()):
        raise VotingError(f"a resistance is a whole number from 0 to {MOST}")
    return ballot


def _approvals(ballot: Collection[str], proposals: Collection[str]) -> set[str]:
    named = set(ballot)
    if not named <= set(proposals) or len(named) != len(ballot):
        raise VotingError("a ballot approves only of proposals that are there, and of each once")
    return named


def _resisted(proposal: str, ballots: Sequence[Mapping[str, int]]) -> Resisted:
    values = [ballot[proposal] for ballot in ballots]
    return Resisted(proposal, sum(values), tuple(values.count(value) for value in range(MOST + 1)))


def _ordered(keys: Mapping[str, tuple[object, ...]], salt: str) -> tuple[list[str], tuple[str, ...]]:
    """Smallest key first, and those whose key another shares, whom only the draw put into order."""
    order = sorted(keys, key=lambda proposal: (keys[proposal], draw(salt, proposal)))
    values = list(keys.values())
    return order, tuple(proposal for proposal in order if values.count(keys[proposal]) > 1)
