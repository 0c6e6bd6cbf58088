"""Whoever is erased leaves the ledger whole, and unnamed in it."""

from fuerwort.fund import erasure
from fuerwort.fund.actions import contributions, rounds
from fuerwort.fund.actions.checking import check
from fuerwort.fund.actions.matching import Meaning, match
from fuerwort.fund.exports import as_csv
from fuerwort.fund.models import Bid, Contribution, Kind, Payer, Why
from fuerwort.people.actions.erasing import erase
from tests.cast import NOW
from tests.fund import book


def test_what_goes_and_what_stays(fund, cast) -> None:
    assert erasure.foretell([cast.owner]) == erasure.Foretold([], [])
    contributions.say(fund=fund, cents=50_00, by=cast.owner, at=NOW)
    meaning = Meaning(why=Why.CONTRIBUTION, parts={book.account(fund, Kind.CONTRIBUTIONS): 50_00}, member=cast.owner)
    match(line=book.line(fund, 50_00), meaning=meaning, by=cast.treasurer, at=NOW)
    rounds.bid(round=rounds.open_round(fund=fund, needed=5, about="x", by=cast.treasurer, at=NOW), cents=1,
               by=cast.owner, at=NOW)  # fmt: skip
    told = erasure.foretell([cast.owner])
    assert ("Kennung" in told.goes[0], "zehn Jahre" in told.stays[0]) == (True, True)
    erase(person=cast.owner.person, at=NOW)
    assert not Contribution.objects.exists()
    assert not Payer.objects.exists()
    assert not Bid.objects.exists()
    assert "Olga" not in as_csv(fund)
    assert check(fund) == []
