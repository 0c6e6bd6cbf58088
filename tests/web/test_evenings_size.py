"""Evenings, votes, decisions and the magazine at size: every page a member or a host can open asks few questions."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve
from django.utils import timezone

from fuerwort.evenings.actions import ballots, cards, closing, ideas, leading, minutes, sessions, votes
from fuerwort.evenings.actions.effects import Wanted
from fuerwort.evenings.models import CheckIn, Duty, Evening, Guest, Method, Reply, Task, Vote
from fuerwort.magazine.actions import reviewing, talking, writing
from fuerwort.magazine.models import Article, Mention, Rating
from fuerwort.people.models import Membership
from tests.cast import LONG_AGO, NOW, Cast, person
from tests.shape.things import things
from tests.tables import table

MOST = 12
CROWD = 16
PARTS = ("fuerwort.web.views.evenings", "fuerwort.web.views.deciding", "fuerwort.web.views.magazine")
ROWS = [row for row in table("access.md") if row["method"] == "GET" and row["host"] == "200"]


@pytest.fixture
def objects(cast: Cast) -> dict[str, str]:
    """What the table of access opens, with a crowd in it."""
    found = things(cast)
    crowd = Membership.objects.bulk_create(
        Membership(space=cast.space, person=person(f"m{n}@example.org"), name=f"Member {n}", joined_at=LONG_AGO)
        for n in range(CROWD)
    )
    evening = Evening.objects.select_related("question").get(public=found["running"])
    fill_evening(evening, crowd, cast)
    fill_votes(evening, crowd, cast, found)
    fill_magazine(Article.objects.get(public=found["out"]), crowd, cast)
    return found


def fill_evening(evening: Evening, crowd: list[Membership], cast: Cast) -> None:
    at = timezone.now()
    Reply.objects.bulk_create(Reply(evening=evening, membership=one, says="yes", at=at) for one in crowd)
    guests = [
        Guest.objects.create(evening=evening, name=f"G{n}", invited_by=cast.host, says="yes", at=at) for n in range(9)
    ]
    there = CheckIn.objects.bulk_create(
        [CheckIn(evening=evening, membership=one, at=at) for one in [cast.host, *crowd]]
        + [CheckIn(evening=evening, guest=one, at=at) for one in guests]
    )  # fmt: skip
    for task, member in zip(Task.values, crowd, strict=False):
        Duty.objects.create(evening=evening, task=task, membership=member)
    groups = [cards.new_group(evening, f"Group {n}", by=cast.host, at=at) for n in range(4)]
    for n, seat in enumerate(there):
        top, under = (ideas.write(evening.question, f"{word} {n}", by=seat, at=at) for word in ("Over", "Under"))
        cards.put(top, groups[n % 4], by=cast.host, at=at)
        cards.merge(under, top, by=cast.host, at=at)
        ideas.care_for(top, by=crowd[n % CROWD], at=at)
    for n in range(6):
        sessions.hold(evening, f"Something {n}", "learning", by=crowd[n], at=at, minutes=30).took_part.set(there)
    written = minutes.begin(evening, by=cast.owner, at=at)
    for n in range(2, 9):
        minutes.save(written, "T", f"Text {n}", base=n - 1, by=crowd[n], at=at)
    leading.lead_to(evening, "closing", by=cast.host, at=at)


def fill_votes(evening: Evening, crowd: list[Membership], cast: Cast, found: dict[str, str]) -> None:
    for n, method in enumerate(Method.values * 2):
        plan = votes.Plan(f"Vote {n}", method, budget=90_000)
        vote = votes.prepare(plan, by=cast.host, at=NOW, evening=evening)
        for k in range(1 if method == "consent" else 8):
            facts = {"cents": 100 * k + 100}
            votes.propose(vote, Wanted(f"P{k}", facts=facts, owner=crowd[k]), by=cast.host, at=NOW)
        votes.open_vote(vote, by=cast.host, at=NOW, key=vote.public)
        for k, one in enumerate(crowd):
            ballots.cast(vote, ballot(vote, k), by=one, at=NOW, receipt=f"{method[:4]}{n}{k:07}")
        if n > 3:
            closing.close(vote, by=cast.host, at=NOW + timedelta(minutes=1))
        found[f"vote {n}"] = vote.public


def ballot(vote: Vote, n: int) -> dict[str, object]:
    keys = list(vote.proposals.values_list("public", flat=True))
    if vote.method == Method.CONSENT:
        return {"stance": "concern" if n % 2 else "consent", "words": "Because."}
    if vote.method == Method.CONSENSING:
        return {"resistance": dict.fromkeys(keys, n % 11)}
    return {"approve": keys[: n % len(keys) + 1]}


def fill_magazine(article: Article, crowd: list[Membership], cast: Cast) -> None:
    for n, one in enumerate(crowd):
        made = writing.begin(content=writing.Content(f"Article {n}", "Teaser", "Text"), by=one, at=NOW)
        reviewing.submit(article=made, by=one, at=NOW)
        if n % 2:
            reviewing.publish(article=made, by=cast.host, at=NOW - timedelta(days=40 * n))
        said = talking.say(article=article, text=f"Comment {n}", by=one, at=NOW)
        talking.say(article=article, text=f"Reply {n}", by=cast.insider, at=NOW, parent=said)
    Rating.objects.bulk_create(Rating(article=article, by=one, stars=4, at=NOW) for one in crowd)
    Mention.objects.bulk_create(
        Mention(article=article, way="webmention", source=f"https://a.example/{n}", source_hash=str(n), title=f"{n}",
                site="a.example", found="shown" if n % 2 else "waits", at=NOW)
        for n in range(20)
    )  # fmt: skip


def test_each_page_asks_at_most_twelve(cast: Cast, objects: dict[str, str], client) -> None:
    client.force_login(cast.host.person)
    client.post("/e/{door}/check-in/".format(**objects))
    addresses = {row["address"].format(**objects) for row in ROWS}
    addresses = {one for one in addresses if resolve(one).func.__module__.startswith(PARTS)}
    addresses |= {f"/spaces/kanal/votes/{objects[name]}/" for name in objects if name.startswith("vote ")}
    assert len(addresses) > 50
    found = too_many(client, addresses)
    base, door = "/spaces/kanal/evenings/{running}/".format(**objects), "/e/{door}/".format(**objects)
    for phase in ("arriving", "writing", "cards", "deciding"):
        Evening.objects.filter(public=objects["running"]).update(phase=phase)
        pages = {
            base,
            f"{base}wall/",
            f"{base}wall/live/",
            f"{base}lead/",
            f"{base}sort/",
            door,
            f"{door}live/?v={phase}.",
        }
        found |= {f"{phase}: {page}": number for page, number in too_many(client, pages).items()}
    assert found == {}


def too_many(client: Client, addresses: set[str]) -> dict[str, int]:
    found = {}
    for address in sorted(addresses):
        client.get(address)  # what a process reads once
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200, address
        if len(asked) > MOST:
            found[address] = len(asked)
    return found
