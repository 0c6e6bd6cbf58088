"""An evening to come, with a guest, a duty, a question that waits, and a member's own calendar."""

from datetime import timedelta

from django.utils import timezone

from fuerwort.evenings import notices
from fuerwort.evenings.actions import agenda, calendars, planning, replies
from fuerwort.evenings.models import Duty
from tests.cast import Cast


def things(cast: Cast) -> dict[str, str]:
    at = timezone.now()
    begins = at + timedelta(days=7)
    meeting = planning.Meeting("Kreativabend", begins, begins + timedelta(hours=2), "Europe/Berlin", "Küche")
    evening = planning.plan(meeting, by=cast.host, at=at)
    guest = replies.invite_guest(evening, "Gesine", by=cast.owner, at=at)
    calendars.renew_key(by=cast.owner, at=at, token="0wn")
    return {
        "meeting": evening.public,
        "duty": Duty.objects.create(evening=evening, task="cooks").public,
        "asks": agenda.ask("Was ist Coworking?", by=cast.owner, at=at).public,
        "invited": guest.public,
        "coming": last(notices.answer_address(evening, cast.owner)),
        "guested": last(notices.guest_address(guest)),
        "own": "0wn",
    }


def last(address: str) -> str:
    return address.rstrip("/").rsplit("/", 1)[1]
