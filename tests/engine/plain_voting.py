"""The steps of docs/rules/deciding.md said another way, slowly: twins of ``engine.voting`` and ``engine.shares``."""

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction
from hashlib import sha256


def earlier(salt: str, one: str, other: str) -> bool:
    """The draw between two."""
    return sha256(f"{salt}|{one}".encode()).digest() < sha256(f"{salt}|{other}".encode()).digest()


def consensing(
    proposals: Collection[str], passive: str, ballots: Sequence[Mapping[str, int] | None], salt: str
) -> tuple[str | None, list[str]]:
    """A tournament: each proposal meets each other; who wins all its duels is first, and so on."""
    said = [ballot for ballot in ballots if ballot]

    def beats(one: str, other: str) -> bool:
        difference = sum(ballot[one] - ballot[other] for ballot in said)
        if difference:
            return difference < 0
        if passive in (one, other):
            return one == passive
        for strength in range(10, -1, -1):
            more = sum((b[one] == strength) - (b[other] == strength) for b in said)
            if more:
                return more < 0
        return earlier(salt, one, other)

    wins = {one: sum(beats(one, other) for other in proposals if other != one) for one in proposals}
    order = sorted(proposals, key=lambda one: -wins[one])
    assert sorted(wins.values()) == list(range(len(wins)))
    return (order[0] if said else None), order


def approval(
    proposals: Collection[str], ballots: Sequence[Collection[str] | None], salt: str, passive: str | None
) -> str | None:
    """Whoever has more than half, and whom nobody beats."""
    said = [ballot for ballot in ballots if ballot is not None]

    def yes(proposal: str) -> int:
        return len([ballot for ballot in said if proposal in ballot])

    for one in proposals:
        others = [other for other in proposals if other != one]
        if yes(one) > len(said) - yes(one) and all(
            yes(one) > yes(other)
            or (yes(one) == yes(other) and other != passive and (one == passive or earlier(salt, one, other)))
            for other in others
        ):
            return one
    return None


def consent(stances: Sequence[str]) -> bool:
    return set(stances) in ({"consent"}, {"concern"}, {"consent", "concern"}, {"consent", "abstain"},
                            {"concern", "abstain"}, {"consent", "concern", "abstain"})  # fmt: skip


def most_paid(cost: int, purses: Sequence[Fraction]) -> Fraction | None:
    """Where the broken line x -> sum(min(purse, x)) reaches the cost: look between its bends."""
    low = Fraction(0)
    for high in sorted(purses):
        below, above = (sum((min(purse, x) for purse in purses), Fraction(0)) for x in (low, high))
        if above >= cost:
            return low + (high - low) * (cost - below) / (above - below)
        low = high
    return None


def equal_shares(
    costs: Mapping[str, int], budget: int, ballots: Sequence[Collection[str] | None], salt: str
) -> tuple[list[str], int]:
    said = [ballot for ballot in ballots if ballot is not None]
    purse = [Fraction(budget, len(said)) for _ in said]
    fans = {p: [v for v, ballot in enumerate(said) if p in ballot] for p in costs}
    bought: list[str] = []
    while True:
        best: tuple[Fraction, int, int] | None = None
        first, pays = "", Fraction(0)
        for one in costs:
            price = None if one in bought else most_paid(costs[one], [purse[v] for v in fans[one]])
            if price is None:
                continue
            key = (price / costs[one], -len(fans[one]), costs[one])
            if best is None or key < best or (key == best and earlier(salt, one, first)):
                best, first, pays = key, one, price
        if not first:
            break
        bought.append(first)
        for voter in fans[first]:
            purse[voter] = max(Fraction(0), purse[voter] - pays)
    return finish(bought, budget, costs, {one: len(fans[one]) for one in costs}, len(said), salt)


def finish(
    bought: list[str], budget: int, costs: Mapping[str, int], fans: Mapping[str, int], voters: int, salt: str
) -> tuple[list[str], int]:
    """What is left goes to what more than half want, one after the other."""
    left = budget - sum(costs[one] for one in bought)
    rest = [one for one in costs if one not in bought and fans[one] * 2 > voters]
    while rest:
        first = rest[0]
        for one in rest[1:]:
            mine, theirs = (-fans[one], costs[one]), (-fans[first], costs[first])
            if mine < theirs or (mine == theirs and earlier(salt, one, first)):
                first = one
        rest.remove(first)
        if costs[first] <= left:
            bought.append(first)
            left -= costs[first]
    return bought, left
