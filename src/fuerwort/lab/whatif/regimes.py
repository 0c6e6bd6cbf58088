"""Who names whom, and what is paid: the four regimes of the article, and what a scenario may change of them."""

from dataclasses import dataclass, replace

RULES = ("home", "market", "social")


class RegimeError(ValueError):
    """A regime that cannot be."""


@dataclass(frozen=True, slots=True)
class Regime:
    """How recommendations and money go.

    ``amount``: cents a month, from outside, for each who gets it. ``levy``: thousandths of what is earned, shared among
    all. ``recipients``: thousandths of the members who get the amount; ``public``: the others see it.
    """

    rule: str
    amount: int = 0
    levy: int = 0
    recipients: int = 1000
    public: bool = False

    def __post_init__(self) -> None:
        if self.rule not in RULES:
            raise RegimeError(f"the rule must be one of {', '.join(RULES)}, not {self.rule!r}")
        if self.amount < 0 or not 0 <= self.levy <= 1000 or not 0 <= self.recipients <= 1000:
            raise RegimeError("an amount is not negative; levy and recipients lie between 0 and 1000 thousandths")


REGIMES = {
    "home": Regime("home"),
    "market": Regime("market"),
    "social": Regime("social"),
    "income": Regime("social", amount=1000_00),
}
"""Isolated home office; ordinary network marketing; social referral with chance books; the same with a basic income."""


def without_money(regime: Regime) -> Regime:
    """The same rule with nothing paid."""
    return replace(regime, amount=0, levy=0)
