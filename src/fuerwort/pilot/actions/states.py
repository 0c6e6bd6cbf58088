"""Lead a pilot on, one step at a time, behind a lock; part of other actions."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from fuerwort.people.events import record as log
from fuerwort.people.models import Membership
from fuerwort.pilot.errors import PilotRefused
from fuerwort.pilot.models import NEXT, Pilot, State

SINCE: Mapping[str, str] = {
    State.REGISTERED: "registered_at", State.ENROLLING: "opened_at", State.COMMITTED: "committed_at",
    State.DRAWN: "drawn_at", State.RUNNING: "began_at", State.LOCKED: "locked_at", State.REPORTED: "reported_at",
    State.OFF: "off_at",
}  # fmt: skip
"""Since when a pilot is in a state."""


def locked(pilot: Pilot, *states: str) -> Pilot:
    """The pilot as it stands, locked until the transaction ends; whoever comes second waits.

    Raises
    ------
    PilotRefused
        It is in none of these states.
    """
    found = Pilot.objects.select_for_update().get(pk=pilot.pk)
    if states and found.state not in states:
        raise PilotRefused(_("This pilot is %(state)s. Nothing was changed.") % {"state": State(found.state).label})
    return found


def lead(pilot: Pilot, state: str, *, by: Membership | None, at: datetime, **facts: object) -> Pilot:
    """Set the next state of a locked pilot, with its moment, and log it.

    Raises
    ------
    PilotRefused
        It is not the next one.
    """
    if state not in NEXT[pilot.state]:
        raise PilotRefused(
            _("A pilot that is %(state)s cannot become %(next)s. Nothing was changed.")
            % {"state": State(pilot.state).label, "next": State(state).label}
        )
    pilot.state = state
    setattr(pilot, SINCE[state], at)
    pilot.save(update_fields=["state", SINCE[state]])
    log(pilot.space, by=by, at=at, verb=f"pilot.{state}", about=pilot.public, **facts)
    return pilot
