"""What a pilot plans, field by field: the template of a registration, version 1 (docs/rules/pilot.md)."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from fuerwort.pilot.analysis import power
from fuerwort.pilot.analysis.regression import AnalysisError

VERSION = 1

STEPS: Mapping[str, tuple[str, ...]] = {
    "question": ("question", "population", "sites", "funder", "conflicts"),
    "payment": ("amount", "months", "payday", "guarantee", "allowance"),
    "outcomes": ("primary", "family", "exploratory"),
    "size": ("people", "drawn", "compared", "strata", "first", "before", "every", "later", "silent", "leave"),
    "care": ("moderators", "spill_over", "harms", "review", "data", "publish"),
}
"""The steps of the wizard and what each asks."""

OUTCOMES: Mapping[str, Promise] = {
    "ONS1": pgettext_lazy("outcome", "Satisfied with life"),
    "ONS2": pgettext_lazy("outcome", "What one does is worthwhile"),
    "ONS3": pgettext_lazy("outcome", "Happy yesterday"),
    "ONS4": pgettext_lazy("outcome", "Anxious yesterday"),
    "authentic": pgettext_lazy("outcome", "Recommending authentically"),
    "openness": pgettext_lazy("outcome", "Openness among competitors"),
    "strain": pgettext_lazy("outcome", "Strain between members"),
    "fairness": pgettext_lazy("outcome", "Fairness of how enquiries are passed on"),
    "care": pgettext_lazy("outcome", "Care for the community"),
    "quality": pgettext_lazy("outcome", "Quality of one's own work"),
    "trust": pgettext_lazy("outcome", "Trust in people"),
    "self-efficacy": pgettext_lazy("outcome", "Confidence in oneself"),
    "loneliness": pgettext_lazy("outcome", "Loneliness"),
    "buffer": pgettext_lazy("outcome", "Months one could do without income"),
    "hours": pgettext_lazy("outcome", "Hours worked"),
    "seen.reason consistency": pgettext_lazy("outcome", "Seen by the house: reasons given are the reasons there were"),
    "seen.fit of those recommended": pgettext_lazy("outcome", "Seen by the house: fit of those recommended"),
    "seen.openness": pgettext_lazy("outcome", "Seen by the house: enquiries passed on, as free as one was"),
    "seen.strain": pgettext_lazy("outcome", "Seen by the house: strain events"),
    "seen.quality": pgettext_lazy("outcome", "Said by clients: it was good work"),
    "seen.experiences: cooperation": pgettext_lazy("outcome", "Seen by the house: cooperation confirmed by both"),
    "seen.experiences: learning": pgettext_lazy("outcome", "Seen by the house: learning confirmed by both"),
    "seen.experiences: care": pgettext_lazy("outcome", "Seen by the house: care confirmed by both"),
    "seen.own field": pgettext_lazy("outcome", "Seen by the house: hours in one's own field"),
}
"""Item ids and scales of docs/rules/questions.md; what begins with ``seen.`` is of docs/rules/measures.md."""

STRATA: Mapping[str, Promise] = {
    "field": gettext_lazy("field of work"),
    "buffer": gettext_lazy("whether one could do without income for two months"),
    "desk": gettext_lazy("whether one works here or at home"),
}
FAMILY, MODERATORS, LONGEST = 5, 200, 2000
"""Secondary outcomes; letters of moderators, and of any other text."""

BOUNDS: Mapping[str, tuple[int, int]] = {
    "amount": (1_00, 10_000_00), "months": (1, 120), "payday": (1, 28), "people": (8, 2000), "drawn": (1, 99),
    "compared": (1, 99), "before": (1, 12), "every": (1, 3), "later": (0, 24), "silent": (0, 60), "leave": (0, 60),
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Terms:
    """The plan. Euros are whole cents, ``silent`` and ``leave`` whole per cent; ``drawn`` to ``compared`` is the ratio.

    ``before``: monthly waves before the draw; after it one wave each ``every`` months while is paid; ``later``: months
    of waves after the last payment. ``first``: the first of month 1.
    """

    question: str = ""
    population: str = ""
    sites: str = ""
    funder: str = ""
    conflicts: str = ""
    amount: int = 0
    months: int = 12
    payday: int = 1
    guarantee: str = ""
    allowance: str = ""
    primary: str = ""
    family: list[str] = field(default_factory=list)
    exploratory: list[str] = field(default_factory=list)
    people: int = 40
    drawn: int = 1
    compared: int = 1
    strata: list[str] = field(default_factory=list)
    first: str = ""
    before: int = 3
    every: int = 1
    later: int = 6
    silent: int = 10
    leave: int = 15
    moderators: str = ""
    spill_over: bool = True
    harms: str = ""
    review: str = ""
    data: str = ""
    publish: bool = False

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> "Terms":
        """From what a pilot stores; what is not there has its default."""
        known = {one.name for one in fields(cls)}
        return cls(**{name: value for name, value in stored.items() if name in known})

    def json(self) -> dict[str, Any]:
        """As it is stored."""
        return asdict(self)

    def changed(self, **values: Any) -> "Terms":
        """The same with some values changed."""
        return replace(self, **values)

    @property
    def month(self) -> date | None:
        """The first of month 1."""
        return date.fromisoformat(self.first) if self.first else None

    @property
    def waves(self) -> tuple[int, ...]:
        """Months in which is asked: 1 is the first of payment, those before the draw are 0 or less."""
        paid = range(self.every, self.months + 1, self.every)
        after = range(self.months + self.every, self.months + self.later + 1, self.every)
        return (*range(1 - self.before, 1), *paid, *after)

    def power(self) -> power.Plan:
        """What the planner computes with: waves before the draw, and those while is paid.

        Raises
        ------
        AnalysisError
            No pilot can be like that.
        """
        paid = tuple(one for one in self.waves if 0 < one <= self.months)
        share = self.drawn / (self.drawn + self.compared)
        return power.Plan(
            self.people, tuple(range(1 - self.before, 1)), paid, share, self.silent / 100, self.leave / 100
        )


@dataclass(frozen=True)
class Outlook:
    """What a pilot of this size can see, in standard deviations of one monthly measure.

    ``chance``: so far two groups like these are apart by chance alone in 19 of 20 draws. ``smallest``: effect found
    four times in five; None below 40 people, of whom nothing of the kind may be said.
    """

    people: int
    waves: int
    answering: int
    chance: float
    smallest: float | None

    @property
    def descriptive(self) -> bool:
        return self.smallest is None


def outlook(terms: Terms) -> Outlook:
    """Look ahead.

    Raises
    ------
    AnalysisError
        No pilot can be like that: too few would answer, or nobody is asked after the draw.
    """
    plan = terms.power()
    low, high = plan.effect.interval()
    small = power.descriptive(terms.people)
    return Outlook(
        terms.people, len(terms.waves), int(plan.answering), (high - low) / 2, None if small else plan.smallest_effect()
    )


def problems(terms: Terms) -> dict[str, list[str]]:
    """By step, what keeps a plan from being registered, in whole sentences; empty when nothing does."""
    found: dict[str, list[str]] = {step: [] for step in STEPS}
    texts = {"question": ("question", "population", "funder"), "payment": ("guarantee",), "care": ("harms", "data")}
    for step, names in texts.items():
        if any(not getattr(terms, name).strip() for name in names):
            found[step].append(_("Something here has no answer yet."))
    for name, (low, high) in BOUNDS.items():
        if not low <= getattr(terms, name) <= high:
            step = next(step for step, names in STEPS.items() if name in names)
            found[step].append(_("A figure here is missing, or out of bounds."))
    found["outcomes"] += _outcomes(terms)
    found["size"] += _size(terms)
    if not terms.publish:
        found["care"].append(_("A pilot is registered only with the promise to publish whatever comes out."))
    return {step: list(dict.fromkeys(said)) for step, said in found.items() if said}


def _outcomes(terms: Terms) -> list[str]:
    named = [terms.primary, *terms.family, *terms.exploratory]
    if terms.primary not in OUTCOMES:
        return [_("Please name the one outcome that counts first.")]
    if len(terms.family) > FAMILY:
        return [_("At most five outcomes are judged together with the first.")]
    if len(set(named)) < len(named) or not set(named) <= set(OUTCOMES):
        return [_("Each outcome is named once.")]
    return []


def _size(terms: Terms) -> list[str]:
    if not terms.first:
        return [_("Please say in which month is paid first.")]
    if not set(terms.strata) <= set(STRATA):
        return [_("There is a stratum nobody knows.")]
    try:
        outlook(terms)
    except AnalysisError:
        return [_("With so few people, or so few who stay, there is nothing to compare.")]
    return []
