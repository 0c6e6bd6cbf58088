"""What waits for a member."""

from datetime import timedelta

from fuerwort.people import queries
from fuerwort.people.actions import agreements, availability
from fuerwort.people.queries.to_do import ToDo, counted, pressing, to_do_for
from fuerwort.people.queries.to_do import agreements as proposed
from tests.cast import NOW


def test_what_others_wait_for_comes_first_and_the_rest_stays_in_order() -> None:
    own = [ToDo("a", "A.", "/a/", weight=20), ToDo("b", "B.", "/b/")]
    others = [ToDo("c", "C.", "/c/", weight=30), ToDo("d", "D.", "/d/", weight=20)]
    assert [one.code for one in pressing(own, others)] == ["c", "a", "d", "b"]


def waiting(member, at) -> list[ToDo]:
    here = queries.here_for(member.person, "kanal")
    return [*counted(here, proposed(here)), *to_do_for(here, at)]


def codes(member, at=NOW) -> list[str]:
    return [one.code for one in waiting(member, at)]


def test_whoever_said_nothing_for_long_is_asked_about_their_time(cast) -> None:
    assert codes(cast.owner) == ["availability.unknown"]
    availability.say(by=cast.owner, at=NOW, availability="free")
    assert codes(cast.owner) == []
    assert codes(cast.owner, NOW + timedelta(days=60)) == []
    assert codes(cast.owner, NOW + timedelta(days=61)) == ["availability.unknown"]
    availability.say(by=cast.owner, at=NOW, availability="full", until=NOW.date() + timedelta(days=90))
    assert codes(cast.owner, NOW + timedelta(days=61)) == [], "what was said until a day is known until then"


def test_each_answer_is_one_tap(cast) -> None:
    asked = to_do_for(queries.here_for(cast.owner.person, "kanal"), NOW)[0]
    assert [tap.fields["availability"] for tap in asked.taps] == ["free", "little", "full"]


def test_a_profile_that_says_nothing_is_asked_to(cast) -> None:
    assert codes(cast.newcomer) == ["profile.empty"], "and a newcomer is not asked about time at once"
    cast.newcomer.about = "Ich übersetze."
    cast.newcomer.save()
    cast.newcomer.fields.set([cast.translation])
    assert codes(cast.newcomer) == []


def test_a_proposed_agreement_waits_for_the_neighbour_only(cast) -> None:
    for member in (cast.owner, cast.insider):
        availability.say(by=member, at=NOW, availability="free")
    cast.insider.about = "Ich auch."
    cast.insider.save()
    one = agreements.propose(neighbour=cast.insider, field=cast.web_design, text="Wir rufen an.", by=cast.owner, at=NOW)
    assert (codes(cast.owner), codes(cast.insider)) == ([], ["agreement.proposed"])
    found = waiting(cast.insider, NOW)[0]
    assert found.text == "Olga Owner schlägt dir eine Absprache zu Webdesign vor."
    assert (found.url, found.weight) == (f"/spaces/kanal/agreements/{one.public}/", 30)
    agreements.sign(agreement=one, by=cast.insider, at=NOW)
    assert codes(cast.insider) == []
