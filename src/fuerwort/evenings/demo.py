"""The demo space with an evening behind it, minutes and all, and the next one ahead; everything by the real actions."""

from datetime import datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import translation
from django_tasks_db.models import DBTaskResult

from fuerwort.evenings.actions import (
    agenda,
    arriving,
    cards,
    harvest,
    ideas,
    leading,
    minutes,
    planning,
    replies,
    rota,
    sessions,
    telling,
)
from fuerwort.evenings.models import CheckIn, Evening, Series
from fuerwort.evenings.models.dates import SECOND_WEDNESDAY
from fuerwort.experiences.actions import confirm
from fuerwort.experiences.models import Experience
from fuerwort.people import mail
from fuerwort.people.models import Membership, News, Space

WILLING = {
    "opens": ("hanne", "jonas"),
    "moderates": ("amira", "hanne"),
    "cooks": ("tom", "aylin", "jonas"),
    "writes": ("mehmet", "amira"),
}
THERE = ("hanne", "jonas", "amira", "tom", "aylin", "mehmet")
QUESTION = "Wie kommen Neue bei uns an, ohne dass es an einer Person hängt?"
LATER = ("Was geben wir einander weiter, das kein Auftrag ist?", "Wofür soll die Gemeinschaftskasse zuerst da sein?")
CARDS = (
    ("amira", "Jede Woche ein Mittagessen, bei dem niemand allein sitzt", "Essen"),
    ("tom", "Ein fester Mittagstisch am Dienstag", ""),
    ("aylin", "Wer neu ist, kocht nicht als Erstes, sondern wird bekocht", "Essen"),
    ("jonas", "Eine Patin oder ein Pate für die ersten drei Monate", "Begleiten"),
    ("mehmet", "Die Neuen stellen am Kreativabend eine eigene Frage", "Begleiten"),
    ("hanne", "Ein Zettel an der Tür: wen fragst du wonach?", "Zeigen"),
    ("guest", "Von außen sieht man die Klingel nicht", "Zeigen"),
    ("amira", "Eine kleine Führung, jedes Mal von jemand anderem", "Zeigen"),
)
TAKEN = {"Ein Zettel an der Tür: wen fragst du wonach?": "tom"}
AFTERWORD = "\nEs gab Linsensuppe von Tom. Um halb zehn war die Küche wieder sauber.\n"


@transaction.atomic
def open_demo(space: Space, *, at: datetime) -> None:
    """An evening that was, and the one to come; once."""
    if Series.objects.filter(space=space).exists():
        return
    written = set(_mails().values_list("pk", flat=True))
    people = {m.outside_id: m for m in space.memberships.exclude(outside_id="")}
    for name in THERE:
        rota.say_willing([task for task, willing in WILLING.items() if name in willing], by=people[name], at=at)
    start = at.date() - timedelta(days=70)
    rhythm = planning.Rhythm("Kreativabend", SECOND_WEDNESDAY, start, time(19), 150, "Europe/Berlin", "in der Küche")
    series = planning.set_series(rhythm, by=people["hanne"], at=at - timedelta(days=70))
    for weeks in range(10, 0, -1):
        telling.tell_those_due(series, at=at - timedelta(weeks=weeks))
    _was(space, people, at)
    News.objects.filter(membership__space=space, at__lt=at - timedelta(days=1), read_at=None).filter(
        code__in=("evening.invited", "duty.yours", "experience.asked", "experience.suggested")
    ).update(read_at=at, mailed_at=at)
    telling.tell_those_due(series, at=at - timedelta(hours=1))
    _comes(space, people, at)
    _mails().exclude(pk__in=written).delete()


def _mails() -> Any:
    """Letters of weeks ago that nobody needs to get now."""
    return DBTaskResult.objects.filter(task_path=mail.send.module_path)


def _was(space: Space, people: dict[str, Membership], now: datetime) -> None:
    """The last one that is over, from the open door to the minutes."""
    evening = Evening.objects.filter(space=space, ends_at__lt=now - harvest.AFTERWARDS).order_by("-begins_at").first()
    assert evening
    Evening.objects.filter(space=space, begins_at__lt=evening.begins_at).update(phase="over", followed_up_at=now)
    at, host = evening.begins_at, people["hanne"]
    asked = agenda.ask(QUESTION, by=people["jonas"], at=at - timedelta(days=3))
    agenda.choose_question(evening, asked, by=host, at=at - timedelta(days=1))
    leading.lead_to(evening, "arriving", by=host, at=at)
    evening.refresh_from_db()
    seats = {name: arriving.check_in(evening, by=people[name], at=at) for name in THERE}
    seats["guest"] = arriving.walk_in(evening, "Gesine", at=at)
    _wrote(evening, seats, people, at + timedelta(minutes=15))
    held = sessions.hold(evening, "In zehn Minuten ein Kabel löten", "learning", by=people["jonas"], at=at, minutes=10)
    for name in ("mehmet", "aylin"):
        sessions.join(held, by=seats[name], took_part=True)
    leading.lead_to(evening, "closing", by=host, at=at + timedelta(minutes=130))
    _confirmed(evening, people, at + timedelta(minutes=140))
    leading.lead_to(evening, "over", by=host, at=at + timedelta(minutes=150))
    _written_up(evening, people["mehmet"], at + timedelta(days=1))
    harvest.follow_up(at=now)


def _wrote(evening: Evening, seats: dict[str, CheckIn], people: dict[str, Membership], at: datetime) -> None:
    host = people["hanne"]
    leading.lead_to(evening, "writing", by=host, at=at, minutes=10)
    evening = Evening.objects.select_related("question").get(pk=evening.pk)
    for seat in seats.values():
        seat.evening = evening
    found = {text: ideas.write(evening.question, text, by=seats[who], at=at) for who, text, _group in CARDS}
    leading.lead_to(evening, "cards", by=host, at=at + timedelta(minutes=10))
    groups = {title: cards.new_group(evening, title, by=host, at=at) for title in ("Essen", "Begleiten", "Zeigen")}
    for _who, text, title in CARDS:
        if title:
            cards.put(found[text], groups[title], by=host, at=at)
        else:
            cards.merge(found[text], found[CARDS[0][1]], by=host, at=at)
    for text, who in TAKEN.items():
        ideas.care_for(found[text], by=people[who], at=at)


def _confirmed(evening: Evening, people: dict[str, Membership], at: datetime) -> None:
    """All but one say on the spot: yes, that was so."""
    said = [people[name] for name in THERE if name != "mehmet"]
    for experience in Experience.objects.filter(space=evening.space, source__contains=evening.public):
        for member in said:
            if experience.participations.filter(membership=member).exists():
                confirm(experience, by=member, at=at)


def _written_up(evening: Evening, by: Membership, at: datetime) -> None:
    with translation.override("de"):  # as they read
        begun = minutes.begin(Evening.objects.select_related("question").get(pk=evening.pk), by=by, at=at)
    text = begun.revisions.get(version=1).text
    minutes.save(begun, begun.title, text + AFTERWORD, base=1, by=by, at=at)
    begun.refresh_from_db()
    minutes.hand_over(begun, by=by, at=at + timedelta(hours=1))


def _comes(space: Space, people: dict[str, Membership], at: datetime) -> None:
    """The next one: its question, its agenda, and who comes so far."""
    evening = Evening.objects.told().filter(space=space, ends_at__gt=at).order_by("begins_at").first()
    assert evening
    asked = [agenda.ask(text, by=people[who], at=at) for text, who in zip(LATER, ("amira", "aylin"), strict=True)]
    agenda.choose_question(evening, asked[0], by=people["hanne"], at=at)
    items = [agenda.Item(str(title), length) for length, title in agenda.USUAL]
    agenda.set_agenda(evening, items, by=people["hanne"], at=at)
    for name in ("jonas", "amira", "tom", "aylin"):
        replies.reply(evening, "yes", by=people[name], at=at)
