"""Open a pilot, join it, leave it. Nothing here knows who gives to the fund, how much, or whether at all."""

import json
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from fuerwort.engine.draw import token
from fuerwort.people.errors import Missing
from fuerwort.people.events import record as log
from fuerwort.people.models import Membership
from fuerwort.pilot import notices
from fuerwort.pilot.actions.states import lead, locked
from fuerwort.pilot.errors import PilotRefused
from fuerwort.pilot.models import Participant, Pilot, State
from fuerwort.pilot.roles import require
from fuerwort.pilot.terms import Terms

CONSENT = 1
"""Version of the words that are agreed to when joining (web/templates/pilot/consent.html)."""

BUFFERS = ("less", "more")
"""Less than two months without income, or two and more."""


@transaction.atomic
def open_enrolment(*, pilot: Pilot, by: Membership, at: datetime) -> Pilot:
    """Let members join; everybody hears of it.

    Raises
    ------
    PilotRefused
        It is not registered, or open already.
    """
    require(pilot.space, by)
    found = lead(locked(pilot, State.REGISTERED), State.ENROLLING, by=by, at=at)
    notices.opened(found, at)
    return found


@transaction.atomic
def join(
    *, pilot: Pilot, consent: bool, nonce: str, by: Membership, at: datetime, facts: Mapping[str, str] | None = None
) -> Participant:
    """Take part, by explicit consent.

    Parameters
    ----------
    nonce : str
        A secret of chance letters; with the participant's own random id it makes the token.
    facts : mapping, optional
        ``field`` (a slug) and ``buffer`` (of :data:`BUFFERS`), where strata are cut by them.

    Raises
    ------
    PilotRefused
        It is not open, there was no consent, or a fact is missing.
    Missing
        ``by`` is no member here.
    """
    if not Membership.objects.active().filter(pk=by.pk, space=pilot.space_id).exists():
        raise Missing
    found = locked(pilot, State.ENROLLING)
    if not consent:
        raise PilotRefused(_("Without your explicit consent you do not take part, and that is fine."))
    if found.participants.filter(membership=by).exists():
        raise PilotRefused(_("You take part already."))
    one = Participant(pilot=found, membership=by, nonce=nonce, joined_at=at, consent=CONSENT, consent_at=at)
    one.token = token(one.public, nonce)
    one.facts = json.dumps(_facts(found, by, facts or {}))
    one.save()
    log(found.space, by=None, at=at, verb="pilot.joined", about=found.public)
    return one


def _facts(pilot: Pilot, by: Membership, said: Mapping[str, str]) -> dict[str, str]:
    found = {}
    for stratum in Terms.of(pilot.terms).strata:
        if stratum == "desk":
            found[stratum] = "desk" if by.has_desk else "home"
            continue
        known = BUFFERS if stratum == "buffer" else ("", *by.fields.values_list("slug", flat=True))
        if said.get(stratum, "" if stratum == "field" else None) not in known:
            raise PilotRefused(_("Please answer all questions: they decide with whom you are compared."))
        found[stratum] = said.get(stratum, "")
    return found


@transaction.atomic
def withdraw(*, pilot: Pilot, by: Membership, at: datetime) -> None:
    """Take part no more. Before the roster is fixed nothing is left; afterwards no more is asked, and all is paid.

    Raises
    ------
    Missing
        They do not take part.
    """
    found = locked(pilot)
    one = found.participants.filter(membership=by).first()
    if one is None:
        raise Missing
    if found.state == State.ENROLLING or not one.stratum:
        one.delete()
    elif one.withdrawn_at is None:
        one.withdrawn_at = at
        one.save(update_fields=["withdrawn_at"])
    log(found.space, by=None, at=at, verb="pilot.withdrew", about=found.public)
