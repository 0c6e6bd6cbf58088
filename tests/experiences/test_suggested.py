"""Experiences that the house suggests: docs/rules/experiences.md, row by row, and what surrounds them."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from fuerwort.experiences import actions, moving, queries
from fuerwort.experiences.actions import AnswerRefused, RecordRefused
from fuerwort.experiences.models import Dispute, Experience, Participation
from fuerwort.people.actions import erasing
from fuerwort.people.errors import Missing
from fuerwort.people.models import Membership, News
from tests.cast import NOW, member
from tests.experiences.conftest import SITE, here
from tests.experiences.test_notices import mails
from tests.experiences.test_rule import People, do, pairs, people  # noqa: F401 - a fixture
from tests.tables import table

SOURCE = "request:abc"


def suggest(*members: Membership, **how: object) -> Experience:
    return actions.suggest(**{"occasion": SITE, "people": members, "source": SOURCE, "at": NOW} | how)


def step(what: str, members: list[Membership], people: People) -> None:  # noqa: F811
    found = Experience.objects.get()
    if what == "again":
        suggest(*members)
    elif what == "away":
        actions.take_away(found.space, source=SOURCE)
    elif " says " in what:
        name, hours = what.split(" says ")
        try:
            actions.adjust(found, replace(SITE, hours=float(hours)), by=people[name], at=NOW)
        except AnswerRefused:
            assert len(found.participations.filter(answer="confirmed")) > 1
    else:
        do(found, what, people)


@pytest.mark.parametrize("row", table("experiences.md", "## Suggested"), ids=lambda row: row["case"])
def test_what_comes_of_a_suggestion(cast, people: People, row: dict[str, str]) -> None:  # noqa: F811
    members = [people[name] for name in row["with"].split(", ")]
    suggest(*members)
    for what in filter(None, row["then"].split(", ")):
        step(what, members, people)
    asked = [name for name, one in people.items() if queries.open_questions(here(one), NOW)]
    assert ", ".join(asked) == row["asked still"]
    assert Dispute.objects.count() == int(row["hosts settle"])
    assert pairs(cast, people) == row["pairs that count"]
    assert [f"{one.hours:g}" for one in Experience.objects.all()] == [row["hours"]] * bool(row["hours"])


def test_each_source_suggests_once_and_follows_what_is_said_until_somebody_answers(cast) -> None:
    first = suggest(cast.owner, cast.insider)
    again = suggest(cast.owner, cast.host, occasion=replace(SITE, hours=2.0))
    assert first.pk == again.pk and again.hours == 2.0
    assert {p.membership for p in again.participations.all()} == {cast.owner, cast.host}
    assert not News.objects.filter(membership=cast.insider).exists()
    actions.confirm(again, by=cast.host, at=NOW)
    late = suggest(cast.owner, cast.insider)
    assert late.hours == 2.0 and late.participations.count() == 2
    assert News.objects.filter(membership=cast.owner, code="experience.suggested").count() == 1


def test_another_space_has_its_own_sources(cast) -> None:
    other = member(cast.elsewhere, "Otto")
    here_, there = suggest(cast.owner, cast.insider), suggest(cast.stranger, other)
    assert here_.pk != there.pk


@pytest.mark.parametrize("members", ["owner", "owner owner", "owner stranger"])
def test_two_members_of_one_space_take_part(cast, members: str) -> None:
    with pytest.raises(RecordRefused):
        suggest(*(cast.everybody[name] for name in members.split()))
    assert not Experience.objects.exists()


def test_only_those_it_is_about_may_say_how_it_was(cast) -> None:
    found, recorded = suggest(cast.owner, cast.insider), actions.record(SITE, [cast.owner], by=cast.insider, at=NOW)
    for about, by in ((found, cast.host), (found, cast.stranger), (recorded, cast.owner)):
        with pytest.raises(Missing):
            actions.adjust(about, replace(SITE, hours=9.0), by=by, at=NOW)
    with pytest.raises(RecordRefused):
        actions.adjust(found, replace(SITE, on=NOW.date() + timedelta(days=1)), by=cast.owner, at=NOW)


def test_all_are_written_to_with_two_links_each_and_it_says_who(cast) -> None:
    suggest(cast.owner, cast.insider)
    for mail, other in zip(sorted(mails(), key=lambda m: m["to"]), ("Olga", "Ines"), strict=True):
        assert other in mail["subject"] and len(set(re.findall(r"/a/experiences/([\w:.-]+)/", mail["text"]))) == 2
    assert News.objects.filter(code="experience.suggested", mailed_at=NOW).count() == 2


def test_whoever_said_yes_first_hears_of_the_second_yes(cast) -> None:
    found = suggest(cast.owner, cast.insider)
    actions.confirm(found, by=cast.owner, at=NOW)
    assert not News.objects.filter(code="experience.confirmed").exists()
    actions.confirm(found, by=cast.insider, at=NOW)
    assert News.objects.get(code="experience.confirmed").membership == cast.owner


def test_home_asks_by_name_and_one_tap_answers(client, cast) -> None:
    found = suggest(cast.owner, cast.insider)
    client.force_login(cast.owner.person)
    page = client.get("/spaces/kanal/").content.decode()
    assert "Du und Ines Insider" in page and f"/experiences/{found.public}/answer/" in page
    client.post(f"/spaces/kanal/experiences/{found.public}/answer/", {"answer": "yes"})
    assert found.participations.get(membership=cast.owner).counts


def test_a_link_in_the_mail_says_how_it_was_without_a_log_in_and_keeps_what_was_typed(client, cast) -> None:
    found = suggest(cast.owner, cast.insider)
    link = re.findall(r"(/a/experiences/[\w:.-]+/)", sorted(mails(), key=lambda m: m["to"])[0]["text"])[0]
    wrong = client.post(link, {"hours": "many", "on": "2026-11-19", "text": "ein Plakat"}).content.decode()
    assert "ein Plakat" in wrong and "many" in wrong
    client.post(link, {"hours": "2,5", "on": "2026-11-19", "text": "ein Plakat"})
    found.refresh_from_db()
    assert (found.hours, found.text, str(found.on)) == (2.5, "ein Plakat", "2026-11-19")
    assert found.participations.get(answer="confirmed").membership == cast.insider


def test_what_nobody_has_said_leaves_with_no_bundle_and_goes_with_who_is_erased(cast) -> None:
    alone = suggest(cast.owner, cast.insider)
    three = suggest(cast.owner, cast.insider, cast.host, source="request:three")
    assert not moving.pack(cast.space).experiences
    erasing.erase(person=cast.owner.person, at=NOW)
    assert not Experience.objects.filter(pk=alone.pk).exists()
    assert set(Participation.objects.filter(experience=three).values_list("membership", flat=True)) == {
        cast.insider.pk,
        cast.host.pk,
    }


def test_whoever_left_can_say_nothing_so_the_other_is_not_asked(cast) -> None:
    suggest(cast.owner, cast.insider)
    cast.owner.left_at = NOW
    cast.owner.save()
    assert not queries.open_questions(here(cast.insider), NOW)
