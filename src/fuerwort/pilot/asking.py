"""What is asked of whom, and when: the registered plan as questions, waves and outcomes."""

from datetime import date

from fuerwort.people.models import Space
from fuerwort.pilot.analysis.data import Plan
from fuerwort.pilot.items import Item, core
from fuerwort.pilot.items.own import item_from
from fuerwort.pilot.models import Pilot, State
from fuerwort.pilot.schedule import Schedule
from fuerwort.pilot.terms import Terms

CONSENT = 2
"""Version of the text that one agrees to (web/templates/questions/consent-2.html)."""

AFTER = (State.DRAWN, State.RUNNING)
ASKING = (State.ENROLLING, State.COMMITTED, *AFTER)
"""Answers may be given from the first day on which one may join, until they are locked."""


def asks_clients(space: Space) -> bool:
    """Whether a pilot of the space counts what clients say of the work: from the first baseline month to the lock."""
    return Pilot.objects.filter(space=space, state__in=ASKING).exists()


def schedule_of(pilot: Pilot) -> Schedule:
    """When a pilot asks: its registered waves, and the month in which is paid first."""
    return Schedule(pilot.first or date(2100, 1, 1), Terms.of(pilot.terms).waves)


def wave_of(pilot: Pilot, day: date) -> int | None:
    """The wave that can be answered on a day. What is compared with must be said before anybody knows who is drawn."""
    wave = schedule_of(pilot).wave(day) if pilot.state in ASKING else None
    return None if wave is None or (wave < 1 and pilot.state in AFTER) else wave


def items_of(pilot: Pilot) -> tuple[Item, ...]:
    """The bundled questions and the space's own."""
    return (*core(), *(item_from(one.item) for one in pilot.questions.all()))


def plan_of(pilot: Pilot) -> Plan:
    """Primary outcome, family and what else is looked at, as registered."""
    terms = Terms.of(pilot.terms)
    return Plan(terms.primary, tuple(terms.family), tuple(terms.exploratory))
