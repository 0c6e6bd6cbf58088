"""The steps of docs/rules/chances.md as plainly as they can be said: the slow twin of ``chances.decide``."""

from collections.abc import Mapping
from fractions import Fraction
from hashlib import sha256

from fuerwort.engine.shapes import ChanceRule


def good_enough(rule: ChanceRule, merits: Mapping[str, int]) -> list[str]:
    best = max(merits.values(), default=0)
    return sorted(m for m in merits if Fraction(merits[m]) >= Fraction(rule.line * best, 1000))


def dues(rule: ChanceRule, merits: Mapping[str, int], total: int) -> dict[str, int]:
    """Cut off the group that would get most for its places, until nobody is left."""
    best = max(merits.values(), default=0)
    weight = {m: max(1000 * merits[m] - rule.line * best, rule.floor * best) for m in merits}
    left, places, due = sorted(merits, key=lambda m: (-weight[m], m)), list(rule.places[: len(merits)]), {}
    while left:

        def demand(count: int) -> Fraction:
            return Fraction(sum(weight[m] for m in left[:count]), sum(places[:count]))  # noqa: B023 - used at once

        count = max([len(left), *range(1, min(len(left), len(places)))], key=demand)
        amount = total * sum(places[:count]) // sum(places)
        due |= split(amount, {m: weight[m] for m in sorted(left[:count])})
        total, left, places = total - amount, left[count:], places[count:]
    return due


def split(total: int, weight: Mapping[str, int]) -> dict[str, int]:
    whole, run, parts = sum(weight.values()), 0, {}
    for member, share in weight.items():
        parts[member] = total * (run + share) // whole - total * run // whole
        run += share
    return parts


def decide(
    rule: ChanceRule, balances: Mapping[str, int], request: str, merits: Mapping[str, int], total: int, salt: str
) -> tuple[list[str], dict[str, int], dict[str, int]]:
    """The order, what each is due, and every balance of the good enough afterwards."""
    good = good_enough(rule, merits)
    best = max(merits.values(), default=0)
    due = dues(rule, {m: merits[m] for m in good}, total)
    score = {m: balances.get(m, 0) + due[m] + rule.pull * merits[m] // best for m in good}
    order = sorted(good, key=lambda m: (-score[m], sha256(f"{salt}|{request}|{m}".encode()).hexdigest()))
    after = {m: balances.get(m, 0) + due[m] for m in good}
    worths = split(total, dict(enumerate(rule.places[: len(good)])))
    for member, worth in zip(order, worths.values(), strict=False):
        after[member] -= worth
    return order, due, after
