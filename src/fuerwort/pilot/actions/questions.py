"""Bring questions of one's own into a plan."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from fuerwort.people.events import record as log
from fuerwort.people.models import Membership
from fuerwort.pilot.actions.states import locked
from fuerwort.pilot.items import Item
from fuerwort.pilot.models import Pilot, Question, State
from fuerwort.pilot.roles import require


@transaction.atomic
def bring(*, pilot: Pilot, items: Sequence[Item], by: Membership, at: datetime) -> Pilot:
    """Ask these beside the bundled ones, instead of any that were brought before.

    Raises
    ------
    PilotRefused
        It is no plan any more: its questions are registered.
    Missing
        ``by`` runs no pilots here.
    """
    require(pilot.space, by)
    found = locked(pilot, State.PLANNED)
    found.questions.all().delete()
    Question.objects.bulk_create(
        Question(pilot=found, number=number, item=asdict(item)) for number, item in enumerate(items, 1)
    )
    log(found.space, by=by, at=at, verb="pilot.questions-brought", about=found.public, number=len(items))
    return found
