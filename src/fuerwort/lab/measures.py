"""What a rule reached, measured the same way for every rule."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import log2

DISCOUNT = tuple(1 / log2(place + 2) for place in range(3))


@dataclass
class Drift:
    """The largest |due - got| at any moment so far, in a field and of a member over all fields; micro-chances."""

    in_field: int = 0
    of_member: int = 0
    field_gap: dict[tuple[str, str], int] = field(default_factory=lambda: defaultdict(int))
    member_gap: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def book(self, name: str, due: Mapping[str, int], got: Mapping[str, int]) -> None:
        for member, share in due.items():
            change = share - got.get(member, 0)
            self.field_gap[name, member] += change
            self.member_gap[member] += change
            self.in_field = max(self.in_field, abs(self.field_gap[name, member]))
            self.of_member = max(self.of_member, abs(self.member_gap[member]))


@dataclass
class FirstShown:
    """At which of their requests (1 is the first) each member was first shown; 0 as long as never."""

    asked: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    at: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def book(self, qualified: Mapping[str, int], got: Mapping[str, int]) -> None:
        for member in qualified:
            self.asked[member] += 1
            if member in got and not self.at[member]:
                self.at[member] = self.asked[member]


def ndcg(shown: Sequence[float], everybody: Sequence[float]) -> float:
    """Merit of those shown, discounted by place, as a share of the best list of three there was."""
    ideal = sorted(everybody, reverse=True)
    return _discounted(shown) / _discounted(ideal)


def _discounted(merits: Sequence[float]) -> float:
    return sum(merit * part for merit, part in zip(merits, DISCOUNT, strict=False))
