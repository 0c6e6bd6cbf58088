"""A draw by secrets: each promises the hash of theirs, and gives it when the draw is due (docs/rules/draw.md)."""

import re
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import transaction
from django.utils.translation import gettext as _

from fuerwort.engine.draw import HEX, SECRET
from fuerwort.people.errors import Missing
from fuerwort.people.events import record as log
from fuerwort.people.models import Membership
from fuerwort.pilot import notices
from fuerwort.pilot.actions.states import locked
from fuerwort.pilot.errors import PilotRefused
from fuerwort.pilot.models import Draw, Kind, Pilot, Secret, State
from fuerwort.pilot.roles import require

PATIENCE = timedelta(days=7)
"""So long after a draw is due a secret may come."""


@transaction.atomic
def promise(*, pilot: Pilot, hash: str, by: Membership, at: datetime) -> Secret:
    """Promise a secret for the next draw, by its SHA-256; a hash sent again replaces the one before.

    Raises
    ------
    PilotRefused
        The hash is none, somebody promised the same, or ``by`` kept a secret back before.
    Missing
        ``by`` is no member here.
    """
    if not Membership.objects.active().filter(pk=by.pk, space=pilot.space_id).exists():
        raise Missing
    found, typed = locked(pilot, State.ENROLLING, State.COMMITTED), hash.strip().lower()
    if found.state == State.COMMITTED and found.draws.filter(void_at__isnull=True).exists():
        raise PilotRefused(_("The roster is fixed: whose secrets count is in it."))
    if not re.fullmatch(HEX, typed):
        raise PilotRefused(_("A hash is 64 of the characters 0 to 9 and a to f."))
    if found.secrets.filter(membership=by, draw__void_at__isnull=False, revealed="").exists():
        raise PilotRefused(_("You kept a secret back before: the draw is made without you."))
    found.secrets.filter(membership=by, draw__isnull=True).delete()
    if found.secrets.filter(hash=typed).exists():
        raise PilotRefused(_("Somebody promised exactly this. Please take another secret."))
    made = Secret.objects.create(pilot=found, membership=by, hash=typed, promised_at=at)
    log(found.space, by=None, at=at, verb="pilot.promised", about=found.public)
    return made


@transaction.atomic
def give(*, pilot: Pilot, secret: str, by: Membership, at: datetime) -> Secret:
    """Give the secret that was promised, once the draw is due.

    Raises
    ------
    PilotRefused
        It is not due, or this is another secret.
    Missing
        They promised none.
    """
    found, typed = locked(pilot, State.COMMITTED), secret.strip()
    one = found.secrets.filter(membership=by, draw__void_at__isnull=True, draw__isnull=False).first()
    if one is None or one.draw is None:
        raise Missing
    if at < one.draw.due:
        raise PilotRefused(_("The draw is not due yet. Whoever gives a secret early lets others choose theirs."))
    if not SECRET.fullmatch(typed) or sha256(typed.encode()).hexdigest() != one.hash:
        raise PilotRefused(_("This is not the secret whose hash you promised. Please look again."))
    one.revealed, one.revealed_at = typed, one.revealed_at or at
    one.save(update_fields=["revealed", "revealed_at"])
    log(found.space, by=None, at=at, verb="pilot.revealed", about=found.public)
    return one


@transaction.atomic
def void(*, pilot: Pilot, by: Membership, at: datetime) -> Draw:
    """Give up a draw whose secrets did not all come within a week; it is announced anew, without who kept theirs back.

    Raises
    ------
    PilotRefused
        There is no such draw, all secrets are there, or the week is not over.
    """
    require(pilot.space, by)
    found = locked(pilot, State.COMMITTED)
    draw = found.draws.filter(void_at__isnull=True, kind=Kind.SECRETS).first()
    if draw is None or not draw.secrets.filter(revealed="").exists():
        raise PilotRefused(_("No secret is missing."))
    if at < draw.due + PATIENCE:
        raise PilotRefused(_("Whoever promised a secret has a week to give it."))
    draw.void_at = at
    draw.save(update_fields=["void_at"])
    log(found.space, by=by, at=at, verb="pilot.voided", about=found.public)
    notices.void(found, at)
    return draw
