"""Reports: the space reads figures with no cell below five, everybody else with none below ten."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fuerwort.people.errors import Missing
from fuerwort.people.models import Membership, Person
from fuerwort.people.queries import Here
from fuerwort.pilot.models import Deviation, Lock, Pilot, Report, State
from fuerwort.pilot.queries.answers import answered
from fuerwort.pilot.roles import runs
from fuerwort.pilot.terms import Terms


@dataclass(frozen=True)
class Read:
    """A report as somebody may read it; ``inside``: they are of the space."""

    pilot: Pilot
    report: Report
    lock: Lock
    figures: Mapping[str, Any]
    inside: bool
    deviations: Sequence[Deviation]

    @property
    def terms(self) -> Terms:
        """What was registered."""
        return Terms.of(self.pilot.terms)


@dataclass(frozen=True)
class Collected:
    """What those who run a pilot see of its answers: counts per wave, the lock, how far the analysis is."""

    pilot: Pilot
    counts: Sequence[tuple[int, int | None, int | None]]
    lock: Lock | None
    report: Report | None

    @property
    def may_lock(self) -> bool:
        return self.pilot.state == State.RUNNING

    @property
    def may_ask(self) -> bool:
        return self.lock is not None and (self.report is None or self.report.step == "failed")

    @property
    def works(self) -> bool:
        """Whether a worker has it in hand."""
        return self.report is not None and self.report.step not in ("done", "failed")


def collected_for(here: Here, public: str) -> Collected:
    """For hosts and researchers.

    Raises
    ------
    Missing
        There is no such pilot here, or it is not for them.
    """
    pilot = Pilot.objects.select_related("space").filter(space=here.space, public=public).first()
    if pilot is None or not runs(here):
        raise Missing
    lock = Lock.objects.defer("data", "beside").filter(pilot=pilot).first()
    return Collected(pilot, answered(pilot), lock, Report.objects.filter(pilot=pilot).first())


def report_for(person: Person | None, public: str) -> Read:
    """A finished report, as this person may read it.

    Raises
    ------
    Missing
        There is none yet.
    """
    found = Report.objects.select_related("pilot__space").filter(pilot__public=public, step="done").first()
    if found is None:
        raise Missing
    pilot = found.pilot
    inside = bool(person) and Membership.objects.active().filter(person=person, space=pilot.space_id).exists()
    lock = Lock.objects.defer("data", "beside").get(pilot=pilot)
    figures = found.inside if inside else found.outside
    return Read(pilot, found, lock, figures, inside, list(pilot.deviations.all()))
