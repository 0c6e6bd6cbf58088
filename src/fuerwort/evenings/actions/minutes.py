"""Write the minutes together. A text written against an older version is kept beside; nobody's words are lost."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from fuerwort.evenings import draft, notices
from fuerwort.evenings.models import Evening, Minutes, Phase, Revision
from fuerwort.people.errors import Missing, Refused
from fuerwort.people.events import record as log
from fuerwort.people.models import Membership

LONGEST = 50_000


class MinutesRefused(Refused):
    """Minutes that cannot be written."""


class Conflict(Refused):
    """Somebody has saved meanwhile: ``now`` is what stands there, ``mine`` what was typed, kept beside it."""

    def __init__(self, now: Revision, mine: Revision) -> None:
        super().__init__(
            _("Somebody saved while you wrote. Nothing is lost: both texts are here. Bring them together, then save.")
        )
        self.now, self.mine = now, mine


@transaction.atomic
def begin(evening: Evening, *, by: Membership, at: datetime) -> Minutes:
    """Begin the minutes with a draft of what the evening knows; what has begun goes on.

    Raises
    ------
    Missing
        ``by`` is no member of its space.
    MinutesRefused
        It was called off or has not begun.
    """
    if by.left_at or by.space_id != evening.space_id:
        raise Missing
    if known := Minutes.objects.filter(evening=evening).first():
        return known
    if evening.cancelled_at or evening.phase == Phase.PLANNED:
        raise MinutesRefused(_("Minutes are written once the evening has begun."))
    try:
        with transaction.atomic():
            minutes = Minutes.objects.create(evening=evening, title=draft.title(evening)[:160], version=1)
    except IntegrityError:  # two began at once
        return Minutes.objects.get(evening=evening)
    Revision.objects.create(minutes=minutes, version=1, text=draft.draft(evening), by=None, at=at)
    log(by.space, by=by, at=at, verb="minutes.saved", about=evening.public)
    return minutes


@transaction.atomic
def _save(minutes: Minutes, title: str, text: str, *, base: int, by: Membership, at: datetime) -> Revision:
    """A new version, or a revision set aside if ``base`` is not the newest."""
    found = Minutes.objects.select_for_update(of=("self",)).select_related("evening").get(pk=minutes.pk)
    if by.left_at or by.space_id != found.evening.space_id:
        raise Missing
    words = text.replace("\0", "").replace("\r\n", "\n").strip() + "\n"
    if len(words) > LONGEST:
        raise MinutesRefused(_("This is too long for minutes: at most %(number)s letters.") % {"number": LONGEST})
    newest = found.revisions.get(version=found.version)
    if newest.text == words and found.title == title:
        return newest
    if base != found.version and newest.text != words:
        return Revision.objects.create(minutes=found, version=None, text=words, by=by, at=at)
    found.version, found.title = found.version + 1, title
    found.save()
    Revision.objects.filter(minutes=found, version=None, by=by).delete()  # brought together now
    log(by.space, by=by, at=at, verb="minutes.saved", about=found.evening.public)
    return Revision.objects.create(minutes=found, version=found.version, text=words, by=by, at=at)


def save(minutes: Minutes, title: str, text: str, *, base: int, by: Membership, at: datetime) -> Revision:
    """Save what was typed into version ``base``.

    Raises
    ------
    Missing
        ``by`` is no member of its space.
    MinutesRefused
        It is too long.
    Conflict
        Another version was saved meanwhile. What was typed is kept, too.
    """
    saved = _save(minutes, " ".join(title.split())[:160], text, base=base, by=by, at=at)
    if saved.version is None:
        now = Revision.objects.select_related("by").get(
            minutes=minutes, version=Minutes.objects.get(pk=minutes.pk).version
        )
        raise Conflict(now, saved)
    return saved


@transaction.atomic
def hand_over(minutes: Minutes, *, by: Membership, at: datetime) -> Minutes:
    """Say that the magazine may have them; its editors hear of it. Saying it twice changes nothing.

    Raises
    ------
    Missing
        ``by`` is no member of its space.
    """
    if by.left_at or by.space_id != minutes.evening.space_id:
        raise Missing
    if minutes.handed_over_at is None:
        minutes.handed_over_at = at
        minutes.save(update_fields=["handed_over_at"])
        log(by.space, by=by, at=at, verb="minutes.handed-over", about=minutes.evening.public)
        notices.minutes_ready(minutes.evening, by, at)
    return minutes
