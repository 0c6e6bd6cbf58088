"""docs/rules/ledger.md: posting, setting aside, reversing, and what is refused with which words."""

import pytest
from django.utils import translation

from fuerwort.fund.actions import ledger
from fuerwort.fund.actions.checking import check
from fuerwort.fund.actions.funds import OpeningRefused, describe, open_fund
from fuerwort.fund.actions.ledger import Entry, LedgerRefused, post, reverse, set_aside
from fuerwort.fund.models import Kind, Why
from fuerwort.fund.money import cents, euros
from fuerwort.people.models import Event
from tests.cast import NOW
from tests.fund import book
from tests.fund.conftest import IBAN

TODAY = NOW.date()


def refused(**entry: object) -> str:
    fund = entry.pop("fund")
    with pytest.raises(LedgerRefused) as why:
        post(fund=fund, entry=Entry(**{"on": TODAY, "text": "Etwas", **entry}), by=None, at=NOW)
    return str(why.value)


def test_a_fund_opens_with_what_it_holds(fund) -> None:
    assert book.held(fund) == {"bank": 1_000_00, "reserve": 1_000_00}
    assert check(fund) == []


def test_money_comes_in_is_set_aside_and_leaves(fund, cast) -> None:
    book.receive(fund, 50_00)
    reserve, income = (book.account(fund, kind) for kind in (Kind.RESERVE, Kind.INCOME))
    set_aside(source=reserve, target=income, cents=300_00, text="Für den Start", by=cast.treasurer, at=NOW)
    book.spend(fund, 20_00, Kind.RESERVE)
    assert book.held(fund) == {"bank": 1_030_00, "reserve": 680_00, "income": 300_00, "contributions": 50_00}
    assert check(fund) == []


def test_a_reversal_takes_back_exactly_what_was_and_once(fund, cast) -> None:
    wrong = book.receive(fund, 50_00)
    reverse(one=wrong, reason="Falsches Mitglied", on=TODAY, by=cast.treasurer, at=NOW)
    assert book.held(fund) == {"bank": 1_000_00, "reserve": 1_000_00}
    with pytest.raises(LedgerRefused, match="schon"):
        reverse(one=wrong, reason="Noch einmal", on=TODAY, by=cast.treasurer, at=NOW)
    back = fund.transactions.get(reverses=wrong)
    with pytest.raises(LedgerRefused):
        reverse(one=back, reason="Doch nicht", on=TODAY, by=cast.treasurer, at=NOW)
    amounts = {book.account(fund, Kind.BANK): 50_00, book.account(fund, Kind.CONTRIBUTIONS): 50_00}
    right = Entry(why=Why.CONTRIBUTION, on=TODAY, text="Noch einmal", line=wrong.line, amounts=amounts)
    post(fund=fund, entry=right, by=cast.treasurer, at=NOW)
    assert check(fund) == []


def test_a_reversal_says_why_and_needs_what_it_takes_back(fund, cast) -> None:
    came = book.receive(fund, 50_00)
    with pytest.raises(LedgerRefused):
        reverse(one=came, reason=" ", on=TODAY, by=cast.treasurer, at=NOW)
    book.spend(fund, 40_00, Kind.CONTRIBUTIONS)
    with pytest.raises(LedgerRefused, match="10,00 €"):
        reverse(one=came, reason="Zurück", on=TODAY, by=cast.treasurer, at=NOW)


def test_nothing_is_taken_that_is_not_held_and_the_figures_are_said(fund) -> None:
    said = refused(fund=fund, why=Why.ALLOCATION, amounts={book.account(fund, Kind.RESERVE): -1_000_01,
                                                           book.account(fund, Kind.INCOME): 1_000_01})  # fmt: skip
    assert "1.000,00 €" in said
    assert "1.000,01 €" in said


def test_what_does_not_balance_is_refused(fund) -> None:
    assert refused(fund=fund, why=Why.ALLOCATION, amounts={book.account(fund, Kind.RESERVE): -5})
    assert refused(fund=fund, why=Why.ALLOCATION, amounts={})
    assert refused(fund=fund, why=Why.ALLOCATION, text=" ", amounts={})


def test_the_bank_moves_only_as_the_bank_says(fund) -> None:
    bank, target = book.account(fund, Kind.BANK), book.account(fund, Kind.CONTRIBUTIONS)
    assert refused(fund=fund, why=Why.CONTRIBUTION, amounts={bank: 500, target: 500})
    line = book.line(fund, 500)
    assert "4,00 €" in refused(fund=fund, why=Why.CONTRIBUTION, amounts={bank: 400, target: 400}, line=line)
    post(fund=fund, entry=Entry(why=Why.CONTRIBUTION, on=TODAY, text="Da", amounts={bank: 500, target: 500}, line=line),
         by=None, at=NOW)  # fmt: skip
    assert refused(fund=fund, why=Why.CONTRIBUTION, amounts={bank: 500, target: 500}, line=line)


def test_a_donors_purpose_is_spent_for_nothing_else(fund, cast) -> None:
    beamer, pot = book.purpose(fund), book.purpose(fund, "Grundeinkommen", for_income=True)
    book.receive(fund, 200_00, beamer, Why.DONATION)
    book.receive(fund, 300_00, pot, Why.DONATION)
    reserve, transit, bank = (book.account(fund, kind) for kind in (Kind.RESERVE, Kind.TRANSIT, Kind.BANK))
    for one in (beamer, pot):
        with pytest.raises(LedgerRefused, match="nur dafür"):
            set_aside(source=one, target=reserve, cents=1, text="Umwidmen", by=cast.treasurer, at=NOW)
    assert refused(fund=fund, why=Why.COST, amounts={beamer: -100, reserve: 100})
    assert refused(fund=fund, why=Why.INCOME, amounts={beamer: -100, transit: 100})
    assert refused(fund=fund, why=Why.COST, amounts={pot: -100, bank: -100}, line=book.line(fund, -100))
    assert refused(fund=fund, why=Why.INCOME, amounts={pot: -100, reserve: 100})
    book.spend(fund, 150_00, beamer)
    entry = Entry(why=Why.INCOME, on=TODAY, text="Juni", amounts={pot: -300_00, transit: 300_00})
    post(fund=fund, entry=entry, by=None, at=NOW)
    assert refused(fund=fund, why=Why.ALLOCATION, amounts={transit: -100, reserve: 100})
    book.spend(fund, 300_00, transit, Why.ARRIVED)
    assert book.held(fund) == {"bank": 1_050_00, "reserve": 1_000_00, "purpose": 50_00}
    assert check(fund) == []


def test_money_is_only_set_aside_above_zero(fund, cast) -> None:
    reserve, income = (book.account(fund, kind) for kind in (Kind.RESERVE, Kind.INCOME))
    with pytest.raises(LedgerRefused):
        set_aside(source=reserve, target=income, cents=0, text="Nichts", by=cast.treasurer, at=NOW)


def test_the_log_names_no_amount_and_nobody(fund) -> None:
    book.receive(fund, 50_00)
    assert Event.objects.filter(verb="fund.posted").last().facts == {"number": 2}


def test_accounts_are_found_by_kind(fund) -> None:
    assert set(ledger.accounts_of(fund, [Kind.BANK, Kind.RESERVE])) == {"bank", "reserve"}


def test_a_fund_is_opened_once_and_its_account_is_checked(fund, cast) -> None:
    with pytest.raises(OpeningRefused, match="schon eine Kasse"):
        open_fund(holder="e. V.", iban=IBAN, by=cast.treasurer, at=NOW)
    for part, facts in {
        "holder": {"holder": " "},
        "iban": {"iban": "DE02120300000000202052"},
        "bic": {"bic": "X"},
    }.items():
        with pytest.raises(OpeningRefused) as why:
            describe(**{"fund": fund, "holder": "e. V.", "iban": IBAN, "by": cast.treasurer, "at": NOW} | facts)
        assert why.value.part == part
    described = describe(fund=fund, holder=" Neuer  Verein ", iban="DE75 5121 0800 1245 1261 99", bic="BYLADEM1001",
                         by=cast.treasurer, at=NOW)  # fmt: skip
    assert (described.holder, described.iban) == ("Neuer Verein", "DE75512108001245126199")


@pytest.mark.parametrize(("typed", "meant"), [
    ("12", 12_00), ("12,5", 12_50), ("1.234,56", 1234_56), ("1,234.56", 1234_56), (" 50 € ", 50_00), ("0", 0),
])  # fmt: skip
def test_amounts_as_people_type_them(typed: str, meant: int) -> None:
    assert cents(typed) == meant


@pytest.mark.parametrize("typed", ["", "-5", "fünf", "1,23,4", "9999999999999", "1.2.3"])
def test_what_is_no_amount_is_said(typed: str) -> None:
    with pytest.raises(ValueError, match=r"Betrag|Kasse"):
        cents(typed)


@pytest.mark.parametrize(("language", "thousand", "slip"), [("de", "30.555", "30,555"), ("en", "30,555", "30.555")])
def test_three_digits_after_a_mark_are_a_thousand_only_where_the_mark_means_that(
    language: str, thousand: str, slip: str
) -> None:
    with translation.override(language):
        assert (cents(thousand), cents("1.000.000"), cents("1,000,000")) == (30_555_00, 1_000_000_00, 1_000_000_00)
        with pytest.raises(ValueError, match=r"25"):
            cents(slip)


def test_amounts_are_shown_in_the_language_that_is_read() -> None:
    assert (euros(1_234_56), euros(-5)) == ("1.234,56 €", "−0,05 €")
    with translation.override("en"):
        assert euros(1_234_56) == "€1,234.56"
