"""A budget for several proposals: the Method of Equal Shares, in whole cents and exact fractions of them.

Rule page: docs/rules/deciding.md. Source: Peters, Pierczyński, Skowron, "Proportional participatory budgeting with
additive utilities" (2021), with cost as utility.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from fuerwort.engine.voting import VotingError, draw


@dataclass(frozen=True, slots=True)
class Bought:
    """One proposal that gets its money, and what it took."""

    proposal: str
    cost: int
    approvals: int
    each: Fraction | None
    """Cents that whoever could afford it paid at most; None when it was bought from what was left."""


@dataclass(frozen=True, slots=True)
class Shared:
    """What is bought, in the order in which it was, and what is left of the budget."""

    bought: tuple[Bought, ...]
    left: int
    """Cents that stay where they are."""
    approvals: tuple[tuple[str, int], ...]
    """Every proposal and how many approve of it, most first."""
    voters: int
    abstained: int
    draws: tuple[str, ...]
    """Proposals between which only the draw decided."""


@dataclass(slots=True)
class _Purses:
    """What each voter has left, in whole numbers of cents / ``parts``, so that nothing is ever rounded."""

    cents: list[int]
    parts: int

    def price(self, cost: int, supporters: Sequence[int]) -> tuple[int, int] | None:
        """Smallest most-anybody-pays that brings the cost together, as (numerator, denominator) cents, or None."""
        need = cost * self.parts
        if sum(self.cents[voter] for voter in supporters) < need:
            return None
        purses = sorted((self.cents[voter] for voter in supporters), reverse=True)
        while purses[-1] * len(purses) < need:  # whoever cannot pay as much as the others gives all they have
            need -= purses.pop()
        return need, len(purses) * self.parts

    def pay(self, price: tuple[int, int], supporters: Sequence[int]) -> None:
        """Take the price from whoever has it, and all they have from the others."""
        amount, payers = price[0], price[1] // self.parts
        self.cents, self.parts = [purse * payers for purse in self.cents], self.parts * payers
        for voter in supporters:
            self.cents[voter] -= min(self.cents[voter], amount)


def equal_shares(costs: Mapping[str, int], budget: int, ballots: Sequence[Collection[str] | None], salt: str) -> Shared:
    """Give every voter the same share of the budget, and buy what they approve of together.

    Next is always the affordable proposal whose supporters pay the smallest part of its cost each (the most
    supporters who can still pay). Ties: more approvals, then cheaper, then the draw. What is left afterwards belongs to
    all: it goes to proposals of which more than half approve, most approvals first (then cheaper, then the draw), as
    long as they fit. The rest stays.

    Parameters
    ----------
    costs
        Proposal -> whole cents, more than none.
    budget
        Whole cents.
    ballots
        Each the proposals approved of (none: that share stays), or None to abstain (no share).
    salt
        For :func:`fuerwort.engine.voting.draw`.

    Raises
    ------
    VotingError
        A cost or the budget is no whole number of cents, or a ballot names a proposal that is not there.

    >>> done = equal_shares({"a": 600, "b": 400}, 1000, [["a"], ["a"], ["a"], ["b"], ["b"]], "s")
    >>> [bought.proposal for bought in done.bought], done.left
    (['a', 'b'], 0)
    """
    _check(costs, budget)
    said = [_approved(ballot, costs) for ballot in ballots if ballot is not None]
    supporters = {p: [voter for voter, ballot in enumerate(said) if p in ballot] for p in costs}
    counted = {proposal: len(voters) for proposal, voters in supporters.items()}
    ties: set[str] = set()
    bought = _buy(costs, supporters, _Purses([budget] * len(said), max(1, len(said))), salt, ties)
    left = budget - sum(one.cost for one in bought)
    more = _complete({p: costs[p] for p in costs if p not in {b.proposal for b in bought}}, left, counted, len(said))
    for proposal in _by_draw(more, costs, counted, salt, ties):
        if costs[proposal] <= left:
            left -= costs[proposal]
            bought.append(Bought(proposal, costs[proposal], counted[proposal], None))
    order = sorted(costs, key=lambda p: (-counted[p], costs[p], draw(salt, p)))
    return Shared(
        bought=tuple(bought),
        left=left,
        approvals=tuple((proposal, counted[proposal]) for proposal in order),
        voters=len(said),
        abstained=len(ballots) - len(said),
        draws=tuple(sorted(ties, key=lambda proposal: draw(salt, proposal))),
    )


def _buy(
    costs: Mapping[str, int], supporters: Mapping[str, list[int]], purses: _Purses, salt: str, ties: set[str]
) -> list[Bought]:
    bought: list[Bought] = []
    wanted = dict(costs)
    while True:
        prices = {p: price for p in wanted if (price := purses.price(costs[p], supporters[p])) is not None}
        wanted = {p: costs[p] for p in prices}  # purses only shrink: what is too dear now stays so
        if not prices:
            return bought
        keys = {p: (Fraction(each, of * costs[p]), -len(supporters[p]), costs[p]) for p, (each, of) in prices.items()}
        best = min(keys.values())
        first = sorted((p for p in keys if keys[p] == best), key=lambda proposal: draw(salt, proposal))
        ties.update(first if len(first) > 1 else ())
        price = prices[first[0]]
        bought.append(Bought(first[0], costs[first[0]], len(supporters[first[0]]), Fraction(*price)))
        purses.pay(price, supporters[first[0]])
        del wanted[first[0]]


def _complete(costs: Mapping[str, int], left: int, counted: Mapping[str, int], voters: int) -> list[str]:
    return [proposal for proposal in costs if 2 * counted[proposal] > voters and costs[proposal] <= left]


def _by_draw(
    more: Sequence[str], costs: Mapping[str, int], counted: Mapping[str, int], salt: str, ties: set[str]
) -> list[str]:
    """Most approvals first, then cheaper, then the draw."""
    keys = {proposal: (-counted[proposal], costs[proposal]) for proposal in more}
    values = list(keys.values())
    ties.update(proposal for proposal in more if values.count(keys[proposal]) > 1)
    return sorted(more, key=lambda proposal: (keys[proposal], draw(salt, proposal)))


def _check(costs: Mapping[str, int], budget: int) -> None:
    if not all(type(cents) is int and cents > 0 for cents in costs.values()):
        raise VotingError("a proposal costs a whole number of cents, more than none")
    if type(budget) is not int or budget < 0:
        raise VotingError("a budget is a whole number of cents")


def _approved(ballot: Collection[str], costs: Mapping[str, int]) -> set[str]:
    named = set(ballot)
    if not named <= set(costs) or len(named) != len(ballot):
        raise VotingError("a ballot approves only of proposals that are there, and of each once")
    return named
