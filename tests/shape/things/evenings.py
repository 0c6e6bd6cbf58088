"""An evening to come, with a guest, a duty, a question that waits, and a member's own calendar."""

from datetime import datetime, timedelta

from django.utils import timezone

from fuerwort.evenings import notices
from fuerwort.evenings.actions import agenda, arriving, calendars, ideas, leading, minutes, planning, replies, sessions
from fuerwort.evenings.models import Duty
from tests.cast import Cast


def things(cast: Cast) -> dict[str, str]:
    at = timezone.now()
    begins = at + timedelta(days=7)
    meeting = planning.Meeting("Kreativabend", begins, begins + timedelta(hours=2), "Europe/Berlin", "Küche")
    evening = planning.plan(meeting, by=cast.host, at=at)
    guest = replies.invite_guest(evening, "Gesine", by=cast.owner, at=at)
    calendars.renew_key(by=cast.owner, at=at, token="0wn")
    return running(cast, at) | {
        "meeting": evening.public,
        "duty": Duty.objects.create(evening=evening, task="cooks").public,
        "asks": agenda.ask("Was ist Coworking?", by=cast.owner, at=at).public,
        "invited": guest.public,
        "coming": last(notices.answer_address(evening, cast.owner)),
        "guested": last(notices.guest_address(guest)),
        "own": "0wn",
    }


def running(cast: Cast, at: datetime) -> dict[str, str]:
    """One that runs, with cards on the table."""
    meeting = planning.Meeting("Kreativabend", at - timedelta(hours=1), at + timedelta(hours=2), "Europe/Berlin", "")
    evening = planning.plan(meeting, by=cast.host, at=at)
    asked = agenda.ask("Wie heißen wir Neue willkommen?", by=cast.owner, at=at)
    agenda.choose_question(evening, asked, by=cast.host, at=at)
    evening = leading.lead_to(evening, "writing", by=cast.host, at=at)
    there = arriving.check_in(evening, by=cast.insider, at=at)
    card = ideas.write(evening.question, "Ein Mittagessen in der ersten Woche", by=there, at=at)
    evening = leading.lead_to(evening, "cards", by=cast.host, at=at)
    held = sessions.hold(evening, "Löten", "learning", by=cast.insider, at=at)
    minutes.begin(evening, by=cast.owner, at=at)
    return {"running": evening.public, "door": evening.door, "card": card.public, "session": held.public}


def last(address: str) -> str:
    return address.rstrip("/").rsplit("/", 1)[1]
