"""docs/rules/contributions.md: who gives how much, and rounds of bids in which nobody sees another's."""

from datetime import date, timedelta

import pytest
from django.db import connection

from fuerwort.fund.actions import contributions, rounds
from fuerwort.fund.actions.contributions import ContributionRefused
from fuerwort.fund.actions.rounds import RoundRefused
from fuerwort.fund.models import Bid, Contribution, Fund, Payer, RoundState
from fuerwort.fund.reference import found
from fuerwort.people.models import Event, Membership
from tests import cast as people
from tests.cast import NOW, Cast
from tests.tables import table

LATER = NOW + timedelta(days=40)


@pytest.mark.parametrize("row", table("contributions.md", "## References"), ids=lambda row: row["typed"])
def test_the_table_of_references(row: dict[str, str]) -> None:
    assert found(row["typed"], {"kanaknpj"}) == row["meant"]


def test_what_one_says_holds_from_next_month(fund, cast) -> None:
    said = contributions.say(fund=fund, cents=50_00, by=cast.owner, at=NOW)
    assert (said.since, said.until) == (date(2026, 12, 1), None)
    again = contributions.say(fund=fund, cents=40_00, by=cast.owner, at=NOW)
    assert list(Contribution.objects.all()) == [again]  # the first had not begun
    later = contributions.say(fund=fund, cents=0, by=cast.owner, at=LATER)
    again.refresh_from_db()
    assert (again.until, later.since) == (date(2027, 1, 1), date(2027, 1, 1))
    assert Payer.objects.count() == 1


def test_a_decision_holds_for_all_and_one_may_still_say_another(fund, cast) -> None:
    contributions.say(fund=fund, cents=50_00, by=cast.owner, at=NOW)
    assert contributions.decide_flat(fund=fund, cents=25_00, by=cast.treasurer, at=NOW) == 5
    contributions.say(fund=fund, cents=10_00, by=cast.insider, at=NOW)
    amounts = {c.membership: c.cents for c in Contribution.objects.filter(until__isnull=True)}
    assert amounts[cast.owner] == 25_00
    assert amounts[cast.insider] == 10_00
    assert len(set(Payer.objects.values_list("reference", flat=True))) == 5


@pytest.mark.parametrize("cents", [-1, 100_000_01])
def test_amounts_nobody_gives_are_refused(fund, cast, cents: int) -> None:
    with pytest.raises(ContributionRefused):
        contributions.say(fund=fund, cents=cents, by=cast.owner, at=NOW)


def test_strangers_say_nothing(fund, cast) -> None:
    with pytest.raises(ContributionRefused):
        contributions.say(fund=fund, cents=1, by=cast.stranger, at=NOW)
    one = opened(fund, cast)
    with pytest.raises(RoundRefused):
        rounds.bid(round=one, cents=1, by=cast.stranger, at=NOW)


def test_references_never_collide(fund, cast, monkeypatch: pytest.MonkeyPatch) -> None:
    letters = iter(["aaaaaaaaaaaa", "aaaaaaaaaaaa", "bbbbbbbbbbbb"])
    monkeypatch.setattr(contributions, "public_id", lambda: next(letters))
    for member in (cast.owner, cast.insider):
        contributions.say(fund=fund, cents=1, by=member, at=NOW)
    assert Payer.objects.count() == 2


def opened(fund: Fund, cast: Cast, needed: int = 100_00) -> rounds.Round:
    return rounds.open_round(fund=fund, needed=needed, about="Miete", by=cast.treasurer, at=NOW)


def test_the_worked_table(fund, cast) -> None:
    members = {name: people.member(cast.space, f"{name} Mitglied") for name in ("Ada", "Ben", "Cem", "Dia")}
    one = opened(fund, cast)
    for row in table("contributions.md"):
        one.refresh_from_db()
        assert one.turn == int(row["turn"])
        bidding(one, row, members)
        if row["counted"] == "refused":
            with pytest.raises(RoundRefused):
                rounds.end_turn(round=one, by=cast.treasurer, at=NOW)
            continue
        ended = rounds.end_turn(round=one, by=cast.treasurer, at=NOW)
        assert ended.sums[-1]["cents"] == int(row["counted"]) * 100
        assert (ended.state == RoundState.COVERED) == (row["then"] == "covered")
    amounts = {c.membership.name.split()[0]: c.cents for c in Contribution.objects.all()}
    assert amounts == {"Ada": 20_00, "Ben": 40_00, "Cem": 25_00, "Dia": 15_00}
    assert not Bid.objects.exists()


def bidding(one: rounds.Round, row: dict[str, str], members: dict[str, Membership]) -> None:
    for name, member in members.items():
        if row[name] != "–":
            rounds.bid(round=one, cents=int(row[name]) * 100, by=member, at=NOW)


def test_bids_are_sealed_and_those_who_left_do_not_count(fund, cast) -> None:
    one = opened(fund, cast)
    members = (cast.owner, cast.insider, cast.host, cast.newcomer)
    for member in members:
        rounds.bid(round=one, cents=77_00, by=member, at=NOW)
    with connection.cursor() as cursor:
        cursor.execute("SELECT cents FROM fund_bid")
        assert all("7700" not in row[0] for row in cursor.fetchall())
    Membership.objects.filter(pk=cast.newcomer.pk).update(left_at=NOW)
    ended = rounds.end_turn(round=one, by=cast.treasurer, at=NOW)
    assert ended.sums == [{"bids": 3, "cents": 231_00}]
    assert all("cents" not in event.facts for event in Event.objects.all())


def test_a_round_is_given_up_and_then_over(fund, cast) -> None:
    one = opened(fund, cast)
    with pytest.raises(RoundRefused, match="schon offen"):
        opened(fund, cast)
    rounds.bid(round=one, cents=5, by=cast.owner, at=NOW)
    rounds.end_round(round=one, by=cast.treasurer, at=NOW)
    with pytest.raises(RoundRefused, match="vorbei"):
        rounds.bid(round=one, cents=5, by=cast.owner, at=NOW)
    assert not Bid.objects.exists()


def test_a_round_says_how_much_and_what_for(fund, cast) -> None:
    for needed, about in ((0, "Miete"), (5, ""), (5, "x" * 201)):
        with pytest.raises(RoundRefused):
            rounds.open_round(fund=fund, needed=needed, about=about, by=cast.treasurer, at=NOW)
    with pytest.raises(RoundRefused):
        rounds.bid(round=opened(fund, cast), cents=-1, by=cast.owner, at=NOW)
