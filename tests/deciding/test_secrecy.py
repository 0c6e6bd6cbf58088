"""Attacks: nobody reads a ballot before closing, votes twice, changes one afterwards, or finds out whose it was."""

import json
from datetime import timedelta

import pytest
from cryptography.fernet import InvalidToken
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from fuerwort.evenings import sealing
from fuerwort.evenings.actions import ballots, closing, votes
from fuerwort.evenings.actions.ballots import BallotRefused
from fuerwort.evenings.actions.effects import Wanted
from fuerwort.evenings.actions.votes import VoteRefused
from fuerwort.evenings.models import Ballot, CheckIn, Method, Receipt, State, Vote, Voted
from fuerwort.evenings.voters import entitled
from fuerwort.people.actions.seals import rotate
from fuerwort.people.errors import Missing
from fuerwort.people.models import Event, News
from fuerwort.people.sealed import unseal
from tests.cast import NOW, member
from tests.deciding.conftest import House, consensing

ROWS = ((0, 9, 5), (1, 2, 8), (7, 7, 7), (3, 0, 10))


def database() -> str:
    """Every column of every table, as whoever copies the database reads it."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            if not table.startswith(("auth_", "django_content")):
                found += [table + repr(row) for row in cursor.fetchall()]
    return "\n".join(found)


def test_no_column_says_what_a_ballot_says_before_closing(house: House) -> None:
    vote = consensing(house)
    receipt = house.cast_(
        vote, house.cast.owner, resistance=dict.fromkeys(vote.proposals.values_list("public", flat=True), 9)
    )
    consent = house.vote(Method.CONSENT, Wanted("Pflanzen"))
    house.cast_(consent, house.cast.owner, stance="objection", words="Ich vertrage keine Pollen.")
    columns = database()
    for trace in (receipt, "resistance", "objection", "Pollen", "stance", f"a key {vote.pk}"):
        assert trace not in columns, trace
    ballot = Ballot.objects.get(vote=vote)
    assert sealing.opened(vote.key, house.cast.owner.public, ballot.sealed).said  # so the search above could find it
    with pytest.raises(InvalidToken):
        unseal(ballot.sealed)  # the house's own seal is not enough


def test_every_ballot_is_equally_long(house: House) -> None:
    vote = house.vote(Method.CONSENT, Wanted("Pflanzen"))
    house.cast_(vote, house.cast.owner, abstain=True)
    house.cast_(vote, house.cast.insider, stance="objection", words="🌿" * 500)
    assert len({len(ballot.sealed) for ballot in Ballot.objects.all()}) == 1


def test_changing_a_ballot_keeps_one_and_its_receipt(house: House) -> None:
    vote = consensing(house)
    first = house.cast_(vote, house.cast.owner, abstain=True)
    keys = vote.proposals.values_list("public", flat=True)
    assert house.cast_(vote, house.cast.owner, resistance=dict.fromkeys(keys, 4)) == first
    assert Ballot.objects.count() == Voted.objects.count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        Ballot.objects.create(vote=vote, membership=house.cast.owner, sealed="x")


def test_after_closing_nothing_is_changed_or_cast(house: House) -> None:
    vote = consensing(house)
    house.resist(vote, *ROWS)
    house.close(vote)
    for one in (house.cast.owner, house.cast.newcomer):
        with pytest.raises(BallotRefused):
            house.cast_(vote, one, abstain=True)
    with pytest.raises(VoteRefused):
        house.close(vote)
    with pytest.raises(VoteRefused):
        votes.call_off(vote, by=house.cast.host, at=NOW)


def test_after_the_time_nothing_is_cast_and_the_clock_closes(house: House) -> None:
    vote = house.vote(Method.APPROVAL, Wanted("A"), Wanted("B"), closes_at=NOW + timedelta(hours=1))
    late = NOW + timedelta(hours=1)
    with pytest.raises(BallotRefused):
        ballots.cast(vote, {"abstain": True}, by=house.cast.owner, at=late, receipt="r")
    assert closing.tick(at=NOW) == 0
    assert closing.tick(at=late) == 1
    assert Vote.objects.get(pk=vote.pk).state == State.CLOSED


def test_only_those_who_may_vote_do(house: House) -> None:
    vote = consensing(house)
    fake = member(house.cast.space, "Freda Frisch", joined=NOW + timedelta(seconds=1))
    CheckIn.objects.create(evening=house.evening, membership=fake, at=NOW)
    for one in (house.home, house.cast.stranger, fake):  # at home, elsewhere, let in while the vote ran
        with pytest.raises(Missing):
            house.cast_(vote, one, abstain=True)
    assert entitled(vote).count() == len(house.room)  # the guest is none of them
    everybody = house.vote(Method.CONSENSING, Wanted("X"), electorate="members")
    house.cast_(everybody, house.home, abstain=True)


def test_the_published_ballots_have_no_name_and_no_order(house: House) -> None:
    vote = consensing(house)
    house.resist(vote, *ROWS)
    closed = house.close(vote)
    assert not Ballot.objects.exists() and closed.key == ""
    rows = list(Receipt.objects.order_by("pk"))
    assert [row.code for row in rows] == sorted(row.code for row in rows)
    assert {f.name for f in Receipt._meta.get_fields()} == {"id", "vote", "round", "code", "said"}
    assert [f.name for f in Voted._meta.get_fields()] == ["id", "vote", "round", "membership"]
    said = database()
    for one in house.room[:4]:
        code = house.receipts[one.public]
        lines = [line for line in said.splitlines() if code in line]
        assert len(lines) == 1 and one.public not in lines[0] and one.name not in lines[0]


def test_neither_log_nor_news_say_who_cast_when(house: House) -> None:
    vote = consensing(house)
    before = Event.objects.count()
    house.cast_(vote, house.cast.owner, abstain=True)
    assert Event.objects.count() == before
    assert not News.objects.filter(membership=house.cast.owner, code="vote.opened").exists()


def test_each_finds_their_own_ballot_and_anybody_counts_again(house: House) -> None:
    vote = consensing(house)
    house.resist(vote, *ROWS)
    closed = house.close(vote)
    keys = list(vote.proposals.order_by("pk").values_list("public", flat=True))
    for one, row in zip(house.room, ROWS, strict=False):
        mine = Receipt.objects.get(vote=vote, code=house.receipts[one.public])
        assert mine.said == {"resistance": dict(zip(keys, row, strict=True))}
    assert closing.recount(closed) == []
    Receipt.objects.filter(code=house.receipts[house.room[0].public]).update(said={"abstain": True})
    assert closing.recount(closed)


@pytest.mark.parametrize("number", [0, 1, 2])
def test_two_ballots_are_not_opened(house: House, number: int) -> None:
    vote = consensing(house)
    house.resist(vote, *ROWS[:number])
    closed = house.close(vote)
    assert closed.result == {"void": "few"}
    assert not Receipt.objects.exists() and not Ballot.objects.exists()


def test_a_quorum_counts_abstentions_and_without_it_nothing_is_opened(house: House) -> None:
    for number, void in ((3, True), (4, False)):
        vote = house.vote(Method.CONSENSING, Wanted("X"), quorum=4)
        for one in house.room[:number]:
            house.cast_(vote, one, abstain=True)
        assert (house.close(vote).result == {"void": "quorum"}) is void
        assert Receipt.objects.filter(vote=vote).exists() is not void


def test_a_ballot_put_into_anothers_row_is_noticed(house: House) -> None:
    vote = consensing(house)
    house.resist(vote, *ROWS)
    mine, other = Ballot.objects.filter(vote=vote)[:2]
    Ballot.objects.filter(pk=other.pk).update(sealed=mine.sealed)
    with pytest.raises(VoteRefused, match=r"Datenbank|database"):
        house.close(vote)
    assert Ballot.objects.count() == 4 and not Receipt.objects.exists()
    assert closing.tick(at=NOW) == 0
    assert votes.call_off(vote, by=house.cast.host, at=NOW).state == State.OFF
    assert not Ballot.objects.exists()


def test_another_votes_key_opens_nothing() -> None:
    text = sealing.sealed("one", "m", sealing.Said("r", {}))
    assert sealing.opened("one", "m", text) == sealing.Said("r", {})
    for key, who, what in (("two", "m", text), ("one", "n", text), ("one", "m", "x"), ("one", "m", "ü")):
        with pytest.raises(sealing.Broken):
            sealing.opened(key, who, what)


def test_sealing_anew_keeps_a_running_vote_open(house: House, settings) -> None:
    vote = consensing(house)
    house.resist(vote, *ROWS)
    settings.SEALS = ["a newer key", *settings.SEALS]
    rotate()
    settings.SEALS = settings.SEALS[:1]
    assert house.close(vote).result["voters"] == 4


def test_who_leads_is_a_host_or_has_a_duty_there(house: House) -> None:
    plan = votes.Plan("Wer?", Method.CONSENT)
    for one in (house.cast.insider, house.cast.stranger):
        with pytest.raises(Missing):
            votes.prepare(plan, by=one, at=NOW, evening=house.evening)
    house.evening.duties.create(task="moderates", membership=house.cast.insider)
    vote = votes.prepare(plan, by=house.cast.insider, at=NOW, evening=house.evening)
    with pytest.raises(Missing):
        votes.prepare(plan, by=house.cast.insider, at=NOW)
    votes.propose(vote, Wanted("Ich"), by=house.cast.insider, at=NOW)
    for act in (votes.open_vote, votes.call_off, closing.close):
        more = {"key": "k"} if act is votes.open_vote else {}
        with pytest.raises(Missing):
            act(vote, by=house.cast.owner, at=NOW, **more)


def test_an_erased_members_ballot_is_gone_unread(house: House) -> None:
    from fuerwort.people.actions.erasing import erase  # noqa: PLC0415

    vote = house.vote(Method.CONSENT, Wanted("Pflanzen"))
    house.cast_(vote, house.cast.owner, stance="objection", words="Weil ich niese.")
    house.cast_(vote, house.cast.insider, stance="concern", words="Wer gießt?")
    house.close(vote)
    votes_open = consensing(house)
    house.cast_(votes_open, house.cast.owner, abstain=True)
    erase(person=house.cast.owner.person, at=NOW)
    assert not Ballot.objects.exists() and not votes_open.voted.exists()
    assert sorted(vote.objections.values_list("words", flat=True)) == ["", "Wer gießt?"]


def test_nothing_else_keeps_ballots() -> None:
    """Whoever adds a column that could tell reads this test first."""
    kept = {field.name for field in apps.get_model("evenings", "Ballot")._meta.get_fields()}
    assert kept == {"id", "vote", "membership", "sealed"}
    assert json.dumps(sorted(kept))
