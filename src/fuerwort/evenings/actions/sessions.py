"""What one shows the others on an evening, and who took part."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from fuerwort.evenings.actions.leading import touch
from fuerwort.evenings.models import CheckIn, Evening, Session, SessionKind
from fuerwort.people.errors import Missing, Refused
from fuerwort.people.events import record as log
from fuerwort.people.models import Membership

MOST = 20


class SessionRefused(Refused):
    """Something that cannot be noted so."""


@transaction.atomic
def hold(evening: Evening, title: str, kind: str, *, by: Membership, at: datetime, minutes: int = 30) -> Session:
    """Note that ``by`` showed the others something, or did something with them.

    Raises
    ------
    Missing
        ``by`` is no member of its space.
    SessionRefused
        The evening does not run, it has no title, or cannot be.
    """
    if by.left_at or by.space_id != evening.space_id:
        raise Missing
    words = " ".join(title.replace("\0", "").split())[:120]
    if not evening.is_running:
        raise SessionRefused(_("This evening does not run at the moment."))
    if not words or kind not in SessionKind or not 1 <= minutes <= 600:
        raise SessionRefused(_("Please say what it was, and how many minutes it took."))
    if evening.sessions.count() >= MOST:
        raise SessionRefused(_("So much for one evening is enough."))
    session = Session.objects.create(evening=evening, led_by=by, kind=kind, title=words, minutes=minutes, at=at)
    touch(evening)
    log(by.space, by=by, at=at, verb="session.held", about=evening.public)
    return session


@transaction.atomic
def join(session: Session, *, by: CheckIn, took_part: bool) -> None:
    """Say that one took part, or did not.

    Raises
    ------
    Missing
        ``by`` is not there on this evening.
    SessionRefused
        The evening does not run.
    """
    if by.evening_id != session.evening_id:
        raise Missing
    if not by.evening.is_running:
        raise SessionRefused(_("This evening does not run at the moment."))
    if took_part:
        session.took_part.add(by)
    else:
        session.took_part.remove(by)
    touch(by.evening)
