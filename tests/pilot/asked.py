"""Pilots that ask, for tests: through every state one after the other, as the database wants it."""

import hashlib
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from fuerwort.people.models import Membership, Space
from fuerwort.pilot.actions import answers
from fuerwort.pilot.asking import CONSENT
from fuerwort.pilot.models import Arm, Draw, Participant, Pilot, Registration, State
from tests.cast import NOW

FIRST = date(2026, 11, 1)
PATH = (State.REGISTERED, State.ENROLLING, State.COMMITTED, State.DRAWN, State.RUNNING)


def pilot(space: Space, by: Membership, *, first: date = FIRST, **terms: object) -> Pilot:
    """A running pilot; nobody takes part yet."""
    made = Pilot.objects.create(
        space=space,
        title="Ein Jahr ohne Sorge",
        terms={"before": 1, "months": 2, "later": 0, "primary": "ONS1"} | terms,
        first=first,
        planned_at=NOW,
        planned_by=by,
    )
    for state in PATH:
        made.state, made.registered_at = state, NOW
        made.save(update_fields=["state", "registered_at"])
    Registration.objects.create(pilot=made, text="{}", sha256="0" * 64, at=NOW, by=by)
    return made


def drawn(one: Pilot, members: Sequence[Membership], by: Membership) -> list[Participant]:
    """Members in a pilot, every other one drawn; the draw itself is tried elsewhere."""
    Draw.objects.create(
        pilot=one,
        kind="numbers",
        roster="",
        commitment="0" * 64,
        committed_at=NOW - timedelta(days=9),
        committed_by=by,
        due=NOW - timedelta(days=7),
    )
    Draw.objects.filter(pilot=one).update(revealed="1 2 3 4 5 6", seed="a" * 64, drawn_at=NOW - timedelta(days=7))
    made = []
    for number, member in enumerate(members):
        token = hashlib.sha256(f"{one.pk}|{number}".encode()).hexdigest()
        arm = (Arm.DRAWN, Arm.COMPARED)[number % 2]
        made.append(
            Participant.objects.create(
                pilot=one, membership=member, token=token, stratum="s1", arm=arm, joined_at=NOW - timedelta(days=20)
            )
        )
    return made


def agreed(participant: Participant, at: datetime = NOW) -> Participant:
    return answers.agree(participant=participant, version=CONSENT, by=participant.membership, at=at)
