"""What the demo space decided, and a vote that waits for whoever logs in; everything by the real actions."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from fuerwort.evenings.actions import ballots, closing, decisions, votes
from fuerwort.evenings.actions.effects import COWORKING, Wanted
from fuerwort.evenings.models import Decision, Electorate, Evening, Idea, Method, Vote
from fuerwort.people.models import Membership, News, Space, public_id

ROOM = ("hanne", "jonas", "amira", "tom", "aylin", "mehmet")
EARLIER = "Coworking ist ein Schreibtisch unter vielen, an dem man nicht allein ist."
NOW_SAID = """Coworking ist soziales Empfehlungsmarketing unter Menschen, die mit dem Kopf arbeiten: Wir empfehlen einander, weil wir zusammen gearbeitet, voneinander gelernt und uns um den Ort gekümmert haben.

Wer mitmacht, muss dafür keinen Schreibtisch hier haben."""  # noqa: E501 - one paragraph is one line
TABLE = "Ein fester Mittagstisch am Dienstag"
GUIDE = "Eine kleine Führung, jedes Mal von jemand anderem"


@transaction.atomic
def open_demo(space: Space, *, at: datetime) -> None:
    """Decisions of two evenings, one vote that runs; once."""
    if Vote.objects.filter(space=space).exists():
        return
    people = {m.outside_id: m for m in space.memberships.exclude(outside_id="")}
    last = Evening.objects.filter(space=space, check_ins__isnull=False).order_by("begins_at").last()
    _before(people, at - timedelta(days=190))
    if last:
        _on_the_evening(last, people, last.begins_at + timedelta(minutes=90))
    News.objects.filter(membership__space=space, at__lt=at - timedelta(days=8)).update(read_at=at, mailed_at=at)
    _waiting(people, at)


def _before(people: dict[str, Membership], at: datetime) -> None:
    wanted = Wanted("Was wir sagen, wenn jemand fragt", EARLIER, "text", {"heading": COWORKING})
    _agreed(people, "Was ist Coworking?", wanted, at, None)
    _agreed(people, "Wer schreibt, wenn Amira weg ist?", Wanted("Mehmet springt ein", owner=people["mehmet"]), at, None)
    stands_in = Decision.objects.get(proposal__title="Mehmet springt ein")
    words = "Im Sommer zweimal gebraucht, hat gut geklappt."
    decisions.settle(stands_in, fate="done", words=words, by=people["mehmet"], at=at + timedelta(days=60))


def _on_the_evening(evening: Evening, people: dict[str, Membership], at: datetime) -> None:
    """The question of the evening by consensing, the definition by consent in two rounds, and a rule from a day on."""
    host = people["hanne"]
    vote = votes.prepare(votes.Plan(evening.question.text, Method.CONSENSING, Electorate.PRESENT), by=host, at=at,
                         evening=evening)  # fmt: skip
    due = (at + timedelta(days=35)).date()
    for title, owner in ((TABLE, "tom"), (GUIDE, "amira")):
        idea = Idea.objects.filter(question__evening=evening, text=title).first()
        votes.propose(vote, Wanted(title, owner=people[owner], due=due), by=host, at=at, idea=idea)
    said = ((0, 3, 8), (2, 6, 7), (1, 0, 9), (0, 4, 6), (3, 2, 5), (1, 8, 10))
    _opened(vote, host, at)
    keys = list(vote.proposals.order_by("pk").values_list("public", flat=True))
    for name, row in zip(ROOM, said, strict=True):
        _cast(vote, people[name], at, resistance=dict(zip(keys, row, strict=True)))
    closing.close(vote, by=host, at=at + timedelta(minutes=6))
    text = Wanted("Was wir sagen, wenn jemand fragt", NOW_SAID.split("\n", 1)[0], "text", {"heading": COWORKING})
    _objected(people, text, at + timedelta(minutes=10), evening)
    facts = {"parameters": {"care": 1.25}, "since": _first_of_next_month(at + timedelta(days=30)).isoformat()}
    rule = Wanted("Sorge zählt ein Viertel mehr", "Wer kocht, aufräumt und Neue begrüßt, soll das wiederfinden.",
                  "rule", facts)  # fmt: skip
    _agreed(people, "Was zählt bei uns?", rule, at + timedelta(minutes=25), evening)


def _objected(people: dict[str, Membership], wanted: Wanted, at: datetime, evening: Evening) -> None:
    """One round with an objection, and the next with it taken in."""
    host = people["hanne"]
    vote = votes.prepare(votes.Plan(COWORKING, Method.CONSENT, Electorate.PRESENT), by=host, at=at, evening=evening)
    votes.propose(vote, wanted, by=host, at=at)
    _opened(vote, host, at)
    _cast(vote, people["aylin"], at, stance="objection", words="Ich arbeite zu Hause und gehöre trotzdem dazu.")
    for name in ROOM[:4]:
        _cast(vote, people[name], at, stance="consent")
    closing.close(vote, by=host, at=at + timedelta(minutes=4))
    later = at + timedelta(minutes=9)
    closing.next_round(vote, title=wanted.title, text=NOW_SAID, by=host, at=later, key=f"{public_id()}{public_id()}")
    for name in ROOM:
        _cast(vote, people[name], later, stance="consent")
    closing.close(vote, by=host, at=later + timedelta(minutes=3))


def _agreed(people: dict[str, Membership], title: str, wanted: Wanted, at: datetime, evening: Evening | None) -> None:
    """Consent at once."""
    host = people["hanne"]
    electorate = Electorate.PRESENT if evening else Electorate.MEMBERS
    vote = votes.prepare(votes.Plan(title, Method.CONSENT, electorate), by=host, at=at, evening=evening)
    votes.propose(vote, wanted, by=host, at=at)
    _opened(vote, host, at)
    for name in ROOM:
        _cast(vote, people[name], at, stance="consent")
    closing.close(vote, by=host, at=at + timedelta(minutes=4))


def _waiting(people: dict[str, Membership], at: datetime) -> None:
    """A budget to share; some have voted, and whoever logs in has not."""
    host, began = people["jonas"], at - timedelta(days=1)
    plan = votes.Plan("600 € für das Haus", Method.SHARES, quorum=8, budget=60_000, closes_at=at + timedelta(days=6))
    vote = votes.prepare(plan, by=host, at=began)
    for title, cents, owner in (
        ("Lampen für die Nordseite", 24_000, "jonas"),
        ("Ein Fest im Hof", 9_000, "aylin"),
        ("Eine gute Kaffeemühle", 26_000, "tom"),
        ("Kurs: Erste Hilfe", 20_000, "amira"),
    ):
        votes.propose(vote, Wanted(title, facts={"cents": cents}, owner=people[owner]), by=host, at=began)
    _opened(vote, host, began)
    keys = list(vote.proposals.order_by("pk").values_list("public", flat=True))
    for name, yes in (("tom", (0, 2)), ("amira", (0, 2, 3)), ("jonas", (0,)), ("aylin", (0, 1))):
        _cast(vote, people[name], began, approve=[keys[number] for number in yes])


def _opened(vote: Vote, by: Membership, at: datetime) -> None:
    votes.open_vote(vote, by=by, at=at, key=f"{public_id()}{public_id()}")


def _cast(vote: Vote, by: Membership, at: datetime, **said: Any) -> None:
    ballots.cast(vote, said, by=by, at=at, receipt=public_id())


def _first_of_next_month(at: datetime) -> date:
    return (at.replace(day=1) + timedelta(days=32)).replace(day=1).date()
