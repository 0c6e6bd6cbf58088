"""A whole pilot with invented answers, in the demo community: every step by the real action, on days that lie behind.

Whatever it writes says that it is invented.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import numpy as np
from django.utils.translation import gettext as _

from fuerwort.people.models import Membership, News, RoleName, Space
from fuerwort.pilot.actions import answers, drawing, enrolment, locking, planning
from fuerwort.pilot.actions.drawing import Source
from fuerwort.pilot.asking import CONSENT, items_of, schedule_of
from fuerwort.pilot.items import Item
from fuerwort.pilot.models import Arm, Kind, Participant, Pilot, Report
from fuerwort.pilot.terms import Terms

BEGINNING = "breuninger"
EFFECT = {"ONS1": 0.9, "ONS2": 0.5, "ONS3": 0.6, "ONS4": -0.6, "SEC": 0.7, "HOURS1": 3.0, "HOURS2": -2.0}
"""What the invented income changes, in steps of each answer."""
SILENT, LEAVES = 0.1, 0.06
"""Share of waves somebody leaves out, and of people who end the questions."""


@dataclass(frozen=True)
class Step:
    """How far the rehearsal is: in words, and of how many steps."""

    words: str
    done: int
    of: int


@dataclass
class Rehearsal:
    """One rehearsal; :meth:`steps` lives it, and afterwards ``report`` is there."""

    space: Space
    at: datetime
    seed: int = 2010
    beginning: str = BEGINNING
    report: Report | None = None

    def steps(self) -> Iterator[Step]:
        """Register, join, commit, draw, ask month by month, lock, compare."""
        host = self.space.memberships.active().filter(roles__name=RoleName.HOST).order_by("pk")[0]
        people = list(self.space.memberships.active().order_by("pk"))
        rng = np.random.default_rng(self.seed)
        pilot = self._registered(host, len(people))
        waves = schedule_of(pilot).waves
        of, done = len(waves) + 4, 0
        for one in people:
            self._join(pilot, one, rng)
        yield Step(_("registered, and everybody has joined"), done := done + 1, of)
        voices = {one.pk: _Voice(rng) for one in people}
        for wave in waves:
            if wave == 1:
                pilot = self._drawn(pilot, host, rng)
                yield Step(_("the draw is made"), done := done + 1, of)
            self._asked(pilot, wave, voices, rng)
            yield Step(_("month %(wave)s is answered") % {"wave": wave}, done := done + 1, of)
        locking.lock(pilot=pilot, by=host, at=self.at)
        yield Step(_("the answers are locked"), done := done + 1, of)
        report = locking.order(pilot=pilot, by=host, at=self.at)
        report.invented = True
        report.save(update_fields=["invented"])
        self.report = locking.compute(report=report, at=self.at)
        News.objects.filter(membership__space=self.space, facts__pilot=pilot.public).update(read_at=self.at)
        yield Step(_("the groups are compared"), done + 1, of)

    def _registered(self, host: Membership, people: int) -> Pilot:
        pilot = planning.plan(title=_("Rehearsal: invented answers"), beginning=self.beginning, by=host, at=self.at)
        terms = Terms.of(pilot.terms)
        first = month_before(self.at, terms.months + terms.later)
        said = {"first": first.isoformat(), "publish": True, "people": people}
        at = _noon(month_before(first, terms.before + 1))
        pilot = planning.write(pilot=pilot, values=said, by=host, at=at)
        planning.register(pilot=pilot, by=host, at=at)
        return enrolment.open_enrolment(pilot=pilot, by=host, at=at)

    def _join(self, pilot: Pilot, one: Membership, rng: np.random.Generator) -> None:
        at = _noon(schedule_of(pilot).month(schedule_of(pilot).waves[0]))
        fields = [*one.fields.values_list("slug", flat=True), ""]
        facts = {"field": fields[0], "buffer": str(rng.choice(["less", "more"]))}
        nonce = rng.bytes(16).hex()
        mine = enrolment.join(pilot=pilot, consent=True, nonce=nonce, facts=facts, by=one, at=at)
        answers.agree(participant=mine, version=CONSENT, by=one, at=at)

    def _drawn(self, pilot: Pilot, host: Membership, rng: np.random.Generator) -> Pilot:
        """By invented numbers, the last days before month 1."""
        first = _noon(schedule_of(pilot).first)
        due = first - timedelta(days=2)
        named = _("Invented numbers of the rehearsal")
        source = Source(kind=Kind.NUMBERS, due=due, named=named, check_at="https://fuerwort.example/")
        drawing.commit(pilot=pilot, source=source, by=host, at=due - timedelta(days=3))
        numbers = " ".join(map(str, sorted(rng.choice(np.arange(1, 50), 6, replace=False).tolist())))
        drawing.draw(pilot=pilot, revealed=numbers, by=host, at=due)
        return planning.begin(pilot=pilot, by=host, at=first)

    def _asked(self, pilot: Pilot, wave: int, voices: Mapping[int, "_Voice"], rng: np.random.Generator) -> None:
        schedule = schedule_of(pilot)
        at = _noon(schedule.month(wave)) + timedelta(days=8)
        items = schedule.items(wave, items_of(pilot))
        people = pilot.participants.select_related("membership", "code", "pilot")
        for one in people.filter(withdrawn_at=None, code__ended_at=None):
            if wave > 1 and rng.random() < LEAVES / 30:
                answers.withdraw(participant=one, by=_of(one), at=at)
            elif rng.random() >= SILENT:
                received = one.arm == Arm.DRAWN and wave >= 1
                said = voices[_of(one).pk].says(items, received, rng)
                answers.answer(participant=one, said=said, by=_of(one), at=at, send=True)


class _Voice:
    """An invented person: how they usually answer, and how that drifts."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.level, self.drift = rng.normal(), rng.normal()

    def says(self, items: Sequence[Item], received: bool, rng: np.random.Generator) -> dict[str, int | None]:
        self.drift = 0.8 * self.drift + 0.6 * rng.normal()
        mood = 0.67 * self.level + 0.5 * self.drift
        return {item.id: self._one(item, mood, received, rng) for item in items}

    def _one(self, item: Item, mood: float, received: bool, rng: np.random.Generator) -> int:
        low, high = item.scale.lowest, item.scale.highest
        if item.scale.open:
            low, high = 0, {"HOURS1": 50, "HOURS2": 16}.get(item.id, high)
        turned = -1 if item.reversed or item.id in ("ONS4", "S1", "S2", "LONELY") else 1
        middle = low + (high - low) * (0.58 if turned > 0 else 0.38)
        more = EFFECT.get(item.id, 0.15 * turned) if received else 0.0
        value = middle + (high - low) * 0.17 * (turned * mood + 0.55 * rng.normal()) + more
        return int(np.clip(round(value), low, high))


def _of(one: Participant) -> Membership:
    assert one.membership is not None  # everybody of a rehearsal is here
    return one.membership


def month_before(day: date, months: int) -> date:
    """The first of the month so many months before the one of a day."""
    number = day.year * 12 + day.month - 1 - months
    return date(number // 12, number % 12 + 1, 1)


def _noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
