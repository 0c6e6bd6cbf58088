"""The ledger as files: CSV that adds up, beancount that a second program accepts, GiroCode that a camera reads."""

import csv
import io
from datetime import timedelta
from decimal import Decimal

import pytest
import qrcode
import zxingcpp
from beancount import loader
from beancount.core.data import Transaction as Said

from fuerwort.fund.actions import budgets
from fuerwort.fund.actions.documents import keep
from fuerwort.fund.actions.funds import open_fund
from fuerwort.fund.actions.ledger import reverse
from fuerwort.fund.actions.matching import Meaning, match
from fuerwort.fund.exports import as_beancount, as_csv, plain, quoted
from fuerwort.fund.girocode import girocode
from fuerwort.fund.models import Kind, Why
from tests.cast import NOW
from tests.fund import book
from tests.fund.conftest import IBAN
from tests.fund.second import accepted


@pytest.fixture
def lived(fund, cast):
    wrong = book.receive(fund, 50_00)
    reverse(one=wrong, reason='=HYPERLINK("x")', on=NOW.date() + timedelta(days=2), by=cast.treasurer, at=NOW)
    book.receive(fund, 300_00, book.purpose(fund, 'Ein "Beamer" \\ groß'), Why.DONATION)
    budgets.allocate(space=cast.space, cents=100_00, purpose="Rad", by=cast.host, at=NOW)
    return fund


def test_beancount_accepts_it_and_has_the_same_balances(lived) -> None:
    assert accepted(lived) == []
    entries, errors, _options = loader.load_string(as_beancount(lived))
    assert not errors
    assert sum(isinstance(entry, Said) for entry in entries) == 5


def test_beancount_refuses_it_when_a_cent_is_changed(lived) -> None:
    _entries, errors, _options = loader.load_string(as_beancount(lived).replace("300.00", "300.01", 1))
    assert errors


def test_a_fund_without_transactions_is_a_ledger_too(cast) -> None:
    fund = open_fund(holder="e. V.", iban=IBAN, by=cast.treasurer, at=NOW)
    assert accepted(fund) == []
    assert len(as_csv(fund).splitlines()) == 1


def test_csv_adds_up_and_no_cell_is_a_formula(lived) -> None:
    rows = list(csv.DictReader(io.StringIO(as_csv(lived))))
    assert sum(Decimal(row["amount"]) for row in rows) == 0
    bank = sum(Decimal(row["amount"]) for row in rows if row["account"] == "Bankkonto")
    assert bank == Decimal("1300.00")
    assert not any(cell.startswith("=") for row in rows for cell in row.values())


def test_csv_says_whose_and_by_what_and_what_it_reverses(fund, cast) -> None:
    paper = keep(fund=fund, file="brief.pdf", data=b"%PDF-1", by=cast.treasurer, at=NOW)
    meaning = Meaning(why=Why.CONTRIBUTION, parts={book.account(fund, Kind.CONTRIBUTIONS): 5_00}, member=cast.owner,
                      document=paper)  # fmt: skip
    one = match(line=book.line(fund, 5_00), meaning=meaning, by=cast.treasurer, at=NOW)
    reverse(one=one, reason="Doch nicht", on=NOW.date(), by=cast.treasurer, at=NOW)
    rows = list(csv.DictReader(io.StringIO(as_csv(fund))))
    assert (rows[2]["member"], rows[2]["document"]) == ("Olga Owner", paper.public)
    assert rows[-1]["reverses"] == "2"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx"])
def test_what_begins_like_a_formula_is_words(text: str) -> None:
    assert plain(text) == f"'{text}"
    assert plain("Strom") == "Strom"


def test_words_of_beancount_are_quoted() -> None:
    assert quoted('a "b" \\ c\nd') == '"a \\"b\\" \\\\ c d"'


def scanned(said: str) -> str:
    """What an independent reader sees on the picture of a code."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M)
    code.add_data(said.encode())
    code.make(fit=True)
    assert code.version <= 13
    return zxingcpp.read_barcode(code.make_image().get_image()).bytes.decode()


def test_a_girocode_is_read_by_a_camera_as_the_standard_says(fund) -> None:
    fund.bic, fund.holder = "BYLADEM1001", "Bürohaus Müggel & Söhne e. V."
    lines = scanned(girocode(fund, 12_34, "FW KANA-KNPJ Solidarbeitrag")).split("\n")
    assert lines == ["BCD", "002", "1", "SCT", "BYLADEM1001", "Bürohaus Müggel & Söhne e. V.", fund.iban, "EUR12.34",
                     "", "", "FW KANA-KNPJ Solidarbeitrag"]  # fmt: skip


def test_a_girocode_without_an_amount_leaves_it_to_whoever_pays(fund) -> None:
    assert scanned(girocode(fund, 0, "FW")).split("\n")[7] == ""


def test_a_girocode_never_says_more_than_the_standard_lets_it(fund) -> None:
    fund.holder = "ü" * 70
    assert len(girocode(fund, 99_999_999_99, "ä" * 200).encode()) <= 331
    with pytest.raises(ValueError, match="-1"):
        girocode(fund, -1, "x")
