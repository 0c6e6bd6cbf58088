"""Questions to the lab: asked once, played by a worker, kept, forgotten when nobody reads the answer any more.

Whoever asks is not written down anywhere.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from fuerwort.lab.whatif.asked import Asked, answer
from fuerwort.people.errors import Refused
from fuerwort.pilot.modelled import rehearse
from fuerwort.pilot.models import Play

KINDS = {"regimes": answer, "pilot": rehearse}
"""The four regimes side by side; a pilot in the community as it would be."""
WAITING = 6
"""So many questions wait at most: the worker has letters to write, too."""
KEPT = timedelta(days=180)
"""Since it was last read."""
STUCK = timedelta(minutes=30)


class PlayRefused(Refused):
    """Nothing was asked."""


@transaction.atomic
def ask(*, kind: str, asked: Asked, at: datetime) -> tuple[Play, bool]:
    """Put a question down, or find it; also whether a worker has to be told.

    Raises
    ------
    PlayRefused
        Too many wait already.
    """
    key = f"{kind}.{asked.key}"[:64]
    found = Play.objects.filter(key=key).first()
    left = found is not None and (found.step == "failed" or (found.works and found.asked_at < at - STUCK))
    if found and not left:
        return found, False
    if Play.objects.filter(step__in=("waits", "plays"), asked_at__gte=at - STUCK).count() >= WAITING:
        raise PlayRefused(_("Others are asking the lab just now. Nothing is lost: please try again in a minute."))
    said = {"kind": kind, "asked": asked.said(), "step": "waits", "share": 0, "asked_at": at, "read_on": at.date()}
    return Play.objects.update_or_create(key=key, defaults=said)[0], True


def compute(*, play: Play, at: datetime) -> Play:
    """Play it; the same answer whenever it is done."""
    asked, last = Asked.of(play.asked), 0.0

    def tell(share: float) -> None:
        nonlocal last
        if share - last >= 0.05:
            last = share
            Play.objects.filter(pk=play.pk).update(step="plays", share=round(share, 2))

    play.found = KINDS[play.kind](asked, tell)
    play.step, play.share, play.read_on = "done", 1, at.date()
    play.save(update_fields=["found", "step", "share", "read_on"])
    return play


def failed(*, play: Play) -> None:
    """Say that nothing came of it; asked again, it is tried again."""
    play.step = "failed"
    play.save(update_fields=["step"])


def read(*, play: Play, at: datetime) -> None:
    """Note that somebody still reads it, once a day."""
    if play.read_on < at.date():
        Play.objects.filter(pk=play.pk).update(read_on=at.date())


def forget(*, at: datetime) -> int:
    """Forget answers that nobody has read for half a year."""
    return Play.objects.filter(read_on__lt=(at - KEPT).date()).delete()[0]
