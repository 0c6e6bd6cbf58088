"""A human says what a line of the bank is."""

import pytest

from fuerwort.fund.actions.documents import DocumentRefused, keep
from fuerwort.fund.actions.ledger import LedgerRefused, reverse
from fuerwort.fund.actions.matching import MatchRefused, Meaning, match, name_purpose
from fuerwort.fund.models import Kind, Why
from tests.cast import NOW, Cast
from tests.fund import book


def said(fund, cast: Cast, cents: int, why: str, kind: Kind, **more: object):
    account = book.account(fund, kind)
    meaning = Meaning(**{"why": why, "parts": {account: abs(cents)}} | more)
    return match(line=book.line(fund, cents), meaning=meaning, by=cast.treasurer, at=NOW)


def test_a_contribution_names_whose_it_is(fund, cast) -> None:
    one = said(fund, cast, 50_00, Why.CONTRIBUTION, Kind.CONTRIBUTIONS, member=cast.owner)
    assert (one.member, one.text) == (cast.owner, "Solidarbeitrag")
    for member in (None, cast.stranger):
        with pytest.raises(MatchRefused, match="wessen"):
            said(fund, cast, 50_00, Why.CONTRIBUTION, Kind.CONTRIBUTIONS, member=member)


def test_a_donation_can_be_split(fund, cast) -> None:
    beamer = name_purpose(fund=fund, title=" Ein Beamer ", for_income=False, by=cast.treasurer, at=NOW)
    parts = {beamer: 60_00, book.account(fund, Kind.RESERVE): 40_00}
    meaning = Meaning(why=Why.DONATION, parts=parts, text="Spende der Stiftung", member=cast.owner)
    one = match(line=book.line(fund, 100_00), meaning=meaning, by=cast.treasurer, at=NOW)
    assert one.member is None
    assert book.held(fund) == {"bank": 1_100_00, "reserve": 1_040_00, "purpose": 60_00}


def test_a_cost_leaves_one_account_with_its_paper(fund, cast) -> None:
    paper = keep(fund=fund, file="rechnung.pdf", data=b"%PDF-1.7 ...", by=cast.treasurer, at=NOW)
    one = said(fund, cast, -30_00, Why.COST, Kind.RESERVE, text="Strom", document=paper)
    assert (one.document.type, book.held(fund)["bank"]) == ("application/pdf", 970_00)


@pytest.mark.parametrize(("cents", "why", "kind", "reason"), [
    (50_00, Why.COST, Kind.RESERVE, "keine Ausgabe"),
    (-50_00, Why.DONATION, Kind.RESERVE, "keine Ausgabe"),
    (50_00, Why.GRANT, Kind.INCOME, "nicht dafür"),
    (50_00, Why.OPENING, Kind.RESERVE, "keine Ausgabe"),
])  # fmt: skip
def test_what_cannot_be_is_refused(fund, cast, cents: int, why: str, kind: Kind, reason: str) -> None:
    with pytest.raises(MatchRefused, match=reason):
        said(fund, cast, cents, why, kind)


def test_the_parts_are_the_whole_line(fund, cast) -> None:
    reserve = book.account(fund, Kind.RESERVE)
    for parts in ({}, {reserve: 0}, {reserve: 49_00}, {reserve: -5}):
        with pytest.raises(LedgerRefused):
            match(line=book.line(fund, 50_00), meaning=Meaning(why=Why.OTHER, parts=parts), by=cast.treasurer, at=NOW)


def test_a_reversed_line_waits_again(fund, cast) -> None:
    line, reserve = book.line(fund, 50_00), book.account(fund, Kind.RESERVE)
    meaning = Meaning(why=Why.OTHER, parts={reserve: 50_00})
    one = match(line=line, meaning=meaning, by=cast.treasurer, at=NOW)
    with pytest.raises(LedgerRefused):
        match(line=line, meaning=meaning, by=cast.treasurer, at=NOW)
    reverse(one=one, reason="War eine Spende", on=NOW.date(), by=cast.treasurer, at=NOW)
    assert match(line=line, meaning=meaning, by=cast.treasurer, at=NOW)


@pytest.mark.parametrize("title", ["", "x" * 121])
def test_a_purpose_has_words(fund, cast, title: str) -> None:
    with pytest.raises(MatchRefused):
        name_purpose(fund=fund, title=title, for_income=False, by=cast.treasurer, at=NOW)


@pytest.mark.parametrize("data", [b"<html>", b"%PDF-" + b"x" * 6_000_000])
def test_a_paper_is_a_pdf_or_a_picture(fund, cast, data: bytes) -> None:
    with pytest.raises(DocumentRefused):
        keep(fund=fund, file="x", data=data, by=cast.treasurer, at=NOW)
