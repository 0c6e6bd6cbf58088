"""docs/rules/agreements.md: who may do what with an agreement, who reads it, and what it changes."""

from collections.abc import Callable

import pytest
from django.utils import translation

from fuerwort.people import queries
from fuerwort.people.actions import agreements
from fuerwort.people.actions.agreements import AgreementRefused
from fuerwort.people.errors import Missing
from fuerwort.people.models import Agreement, Event, Membership, News
from fuerwort.people.news import told
from fuerwort.people.queries.agreements import (
    agreed_away,
    agreement_for,
    agreements_for,
    desk_agreements,
    names_money,
    neighbours_for,
)
from fuerwort.people.verbs import SENTENCES
from fuerwort.web.forms.agreements import WORDS
from tests.cast import NOW, member
from tests.tables import table

SIDES = {"proposer": "owner", "neighbour": "insider", "another member": "treasurer", "host": "host"}


def propose(cast, **change) -> Agreement:
    wanted = {"neighbour": cast.insider, "field": cast.web_design, "text": "Wir rufen an.", "by": cast.owner, "at": NOW}
    return agreements.propose(**{**wanted, **change})


def do(cast, one: Agreement, who: str, verb: str) -> Agreement:
    return getattr(agreements, verb)(agreement=one, by=getattr(cast, SIDES[who]), at=NOW)


PATHS: dict[str, Callable] = {
    "proposed": lambda cast, one: one,
    "signed": lambda cast, one: do(cast, one, "neighbour", "sign"),
    "declined": lambda cast, one: do(cast, one, "neighbour", "decline"),
    "withdrawn": lambda cast, one: do(cast, one, "proposer", "end"),
    "ended": lambda cast, one: do(cast, do(cast, one, "neighbour", "sign"), "neighbour", "end"),
}


def made(cast, state: str, **change) -> Agreement:
    return PATHS[state](cast, propose(cast, **change))


def state_of(cast, one: Agreement) -> str:
    return agreement_for(queries.here_for(cast.owner.person, "kanal"), one.public).state


@pytest.mark.parametrize("row", table("agreements.md"), ids=lambda row: " ".join(row.values()))
def test_who_may_do_what(cast, row: dict[str, str]) -> None:
    one = made(cast, row["it is"])
    if row["then it is"] == "refused":
        events = Event.objects.count()
        with pytest.raises(AgreementRefused):
            do(cast, one, row["who"], row["does"])
        assert state_of(cast, one) == row["it is"]
        assert Event.objects.count() == events
    else:
        do(cast, one, row["who"], row["does"])
        assert state_of(cast, one) == row["then it is"]


@pytest.mark.parametrize("row", table("agreements.md", "## Who reads it"), ids=lambda row: row["it is"])
def test_who_reads_it(cast, row: dict[str, str]) -> None:
    one = made(cast, row["it is"])
    people = {who: getattr(cast, name) for who, name in SIDES.items()} | {"stranger": cast.stranger}
    reads = {}
    for who, reader in people.items():
        try:
            agreement_for(queries.here_for(reader.person, reader.space.slug), one.public)
            reads[who] = "yes"
        except Missing:
            reads[who] = "no"
    assert reads == {who: row[who] for who in people}


@pytest.mark.parametrize("row", table("agreements.md", "## What seems to name money"), ids=lambda row: row["text"])
def test_what_seems_to_name_money(row: dict[str, str]) -> None:
    assert names_money(row["text"]) == (row["hint"] == "yes")


def test_our_own_words_name_no_money() -> None:
    for language in ("de", "en"):
        with translation.override(language):
            assert not names_money(str(WORDS))


def test_others_cannot_answer_or_end(cast) -> None:
    one = propose(cast)
    for verb in (agreements.sign, agreements.decline, agreements.end):
        for who in (cast.host, cast.stranger, cast.treasurer):
            with pytest.raises(Missing):
                verb(agreement=one, by=who, at=NOW)
    assert state_of(cast, one) == "proposed"


WRONG = {
    "with oneself": lambda cast: {"neighbour": cast.owner},
    "somebody of another field": lambda cast: {"neighbour": cast.treasurer},
    "a field one does not have": lambda cast: {"field": cast.translation},
    "a stranger": lambda cast: {"neighbour": cast.stranger},
    "a third gives way": lambda cast: {"gives_way": cast.host},
    "no words": lambda cast: {"text": "  \n "},
    "a novel": lambda cast: {"text": "x" * 4001},
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_only_neighbours_of_one_field_agree(cast, wrong: Callable) -> None:
    with pytest.raises(AgreementRefused):
        propose(cast, **wrong(cast))
    assert not Agreement.objects.exists()
    assert not Event.objects.exists()


def test_nobody_agrees_in_a_foreign_or_retired_field_or_with_somebody_gone(cast) -> None:
    foreign = cast.elsewhere.fields.create(slug="web-design", name_de="Webdesign", name_en="Web design")
    for who in (cast.owner, cast.insider):
        who.fields.add(foreign)
    with pytest.raises(AgreementRefused):
        propose(cast, field=foreign)
    cast.insider.left_at = NOW
    cast.insider.save()
    with pytest.raises(AgreementRefused):
        propose(cast)
    cast.insider.left_at, cast.web_design.retired_at = None, NOW
    cast.insider.save()
    cast.web_design.save()
    with pytest.raises(AgreementRefused):
        propose(cast)


def test_two_have_one_at_a_time_whoever_proposes(cast) -> None:
    one = propose(cast)
    for by, neighbour in ((cast.owner, cast.insider), (cast.insider, cast.owner)):
        with pytest.raises(AgreementRefused):
            propose(cast, by=by, neighbour=neighbour)
    agreements.decline(agreement=one, by=cast.insider, at=NOW)
    propose(cast, by=cast.insider, neighbour=cast.owner)


def test_what_is_given_away_holds_as_long_as_the_agreement(cast) -> None:
    one = propose(cast, gives_way=cast.insider)
    assert agreed_away(cast.space) == {}
    agreements.sign(agreement=one, by=cast.insider, at=NOW)
    assert agreed_away(cast.space) == {cast.insider.pk: {"web-design"}}
    assert agreed_away(cast.elsewhere) == {}
    cast.owner.left_at = NOW
    cast.owner.save()
    assert agreed_away(cast.space) == {}, "whoever it was given to has gone"
    cast.owner.left_at = None
    cast.owner.save()
    agreements.end(agreement=one, by=cast.insider, at=NOW)
    assert agreed_away(cast.space) == {}


def test_nobody_signs_with_somebody_who_left(cast) -> None:
    one = propose(cast)
    cast.owner.left_at = NOW
    cast.owner.save()
    with pytest.raises(AgreementRefused):
        agreements.sign(agreement=one, by=cast.insider, at=NOW)


def said(to: Membership) -> list[str]:
    with translation.override("en"):
        return [line.text for line in told(News.objects.filter(membership=to).order_by("pk"))]


def test_the_other_one_is_told(cast) -> None:
    made(cast, "ended")
    assert said(cast.insider) == ["Olga Owner proposes an agreement to you."]
    assert said(cast.owner) == [
        "Ines Insider has signed your agreement. It holds from now on.",
        "Ines Insider has ended your agreement. It holds no more.",
    ]


def test_what_was_withdrawn_is_as_if_it_had_not_been(cast) -> None:
    made(cast, "withdrawn")
    assert said(cast.insider) == said(cast.owner) == []


def test_a_no_is_friendly(cast) -> None:
    made(cast, "declined")
    assert said(cast.owner) == [
        "Ines Insider does not want this agreement for now. Nothing changes; perhaps you talk about it."
    ]


def test_every_verb_has_its_sentence() -> None:
    assert set(agreements.VERBS.values()) <= set(SENTENCES)


def test_the_log_does_not_say_who_proposed_what_was_never_signed(cast) -> None:
    made(cast, "declined")
    made(cast, "ended")
    logged = [(event.verb.removeprefix("agreement."), event.by) for event in Event.objects.order_by("pk")]
    assert logged == [
        ("proposed", None), ("declined", None), ("proposed", None), ("signed", cast.insider), ("ended", cast.insider),
    ]  # fmt: skip
    assert all(event.facts == {} for event in Event.objects.all())


def test_ones_own_stand_with_the_open_first_and_hosts_see_the_signed(cast) -> None:
    third = member(cast.space, "Dora Dritte")
    third.fields.set([cast.web_design])
    made(cast, "ended")
    made(cast, "proposed", neighbour=third)
    here, host = (queries.here_for(who.person, "kanal") for who in (cast.owner, cast.host))
    assert [one.state for one in agreements_for(here)] == ["proposed", "ended"]
    assert [one.state for one in desk_agreements(host)] == ["ended"]
    with pytest.raises(Missing):
        desk_agreements(here)


def test_neighbours_are_those_who_share_a_field(cast) -> None:
    here = queries.here_for(cast.insider.person, "kanal")
    assert [(one.member, one.fields) for one in neighbours_for(here)] == [(cast.owner, [cast.web_design])]
    assert neighbours_for(queries.here_for(cast.treasurer.person, "kanal")) == []
