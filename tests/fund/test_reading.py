"""Statements as banks write them are read back to the cent; what is hostile or damaged is refused in one sentence."""

import csv
import random
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fuerwort.fund.reading import Stated, UnknownColumnsError, UnreadableError, read, shapes
from tests.fund import banks
from tests.fund.banks import Paid, Together

DAY = date(2026, 3, 16)
IBAN = "DE75512108001245126199"
PAID = [
    Paid(DAY, 50_00, "Jürgen Müßig", IBAN, "FW KANA-KNPJ Solidarbeitrag März"),
    Paid(DAY, 50_00, "Jürgen Müßig", IBAN, "FW KANA-KNPJ Solidarbeitrag März"),
    Paid(DAY + timedelta(days=1), -1_234_56, "Stadtwerke", IBAN, "Strom; Rechnung \"77\"", "E2E-77"),
    Paid(DAY + timedelta(days=2), 1, "Ämilie O'Neill", "", ""),
]  # fmt: skip
WORDS = st.text(st.characters(codec="cp1252", exclude_categories=["Cc", "Zs"], exclude_characters="\xad"), max_size=30)
PAYMENT = st.builds(
    Paid,
    on=st.dates(date(2020, 1, 1), date(2030, 12, 31)),
    cents=st.integers(-10_000_000_00, 10_000_000_00).filter(bool),
    name=WORDS,
    iban=st.sampled_from(["", IBAN]),
    text=WORDS,
    end_to_end=st.from_regex(r"[A-Z0-9]{0,20}", fullmatch=True),
)
FEW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def said(stated: Stated) -> list[Paid]:
    return [Paid(m.on, m.cents, m.said.name, m.said.iban, m.said.text, m.said.end_to_end) for m in stated.movements]


def reason(data: bytes) -> str:
    with pytest.raises(UnreadableError) as why:
        read(data)
    return str(why.value)


@pytest.mark.parametrize("version", ["02", "04", "08", "12"])
def test_every_version_reads_the_same(version: str) -> None:
    stated = read(banks.camt(PAID, version=version, opening=10_00))
    assert said(stated) == PAID
    assert (stated.iban, stated.opening, stated.closing) == (banks.OWN, 10_00, 10_00 + sum(p.cents for p in PAID))
    assert not stated.problems


@FEW
@given(st.lists(PAYMENT, max_size=12), st.integers(-1_000_00, 1_000_00), st.sampled_from(["02", "08"]))
def test_any_statement_is_read_back_to_the_cent(paid: list[Paid], opening: int, version: str) -> None:
    stated = read(banks.camt(paid, version=version, opening=opening))
    assert said(stated) == paid
    assert stated.opening == opening
    assert stated.closing == opening + sum(one.cents for one in paid)


@FEW
@given(st.lists(PAYMENT, min_size=1, max_size=12), st.sampled_from(sorted(banks.SHAPES)))
def test_any_csv_is_read_back_to_the_cent(paid: list[Paid], shape: str) -> None:
    stated = read(banks.SHAPES[shape](paid))
    assert not stated.problems
    key = sorted((m.on, m.cents, m.said.iban) for m in stated.movements)
    assert key == sorted((one.on, one.cents, one.iban) for one in paid)


@pytest.mark.parametrize("shape", banks.SHAPES)
def test_words_survive_in_every_shape(shape: str) -> None:
    movements = sorted(read(banks.SHAPES[shape](PAID)).movements, key=lambda m: (m.on, m.place))
    assert [m.said.name for m in movements][-2:] == ["Stadtwerke", "Ämilie O'Neill"]
    assert movements[0].said.text == PAID[0].text


def test_payments_booked_together_are_told_apart_when_they_add_up() -> None:
    parts = [Paid(DAY, -800_00, "Ada", IBAN, "Grundeinkommen", f"R1-{at}") for at in range(3)]
    for version in ("02", "08"):
        stated = read(banks.camt([Together(parts)], version=version))
        assert [(m.cents, m.said.end_to_end) for m in stated.movements] == [(-800_00, f"R1-{at}") for at in range(3)]
        torn = banks.camt([Together(parts)], version=version).replace(
            b">800.00</Amt><CdtDbt", b">800.01</Amt><CdtDbt", 2
        )
        whole = read(torn.replace(b'<TxAmt><Amt Ccy="EUR">800.00', b'<TxAmt><Amt Ccy="EUR">800.01'))
        assert sum(m.cents for m in whole.movements) == -2400_00
        assert len(whole.movements) == 1


def test_parts_without_amounts_stay_together() -> None:
    parts = [Paid(DAY, -5_00, "Ada"), Paid(DAY, -6_00, "Ben")]
    bare = banks.camt([Together(parts)]).replace(banks.amount(-5_00).encode() + banks.side(-5).encode(), b"")
    assert [m.cents for m in read(bare).movements] == [-11_00]


def test_a_payment_that_came_back_names_who_did_not_get_it() -> None:
    movement = read(banks.camt([Paid(DAY, 800_00, "Ada", IBAN, "Rückgabe", "R1-7", returned="AC04")])).movements[0]
    assert (movement.said.returned, movement.said.name, movement.said.end_to_end) == ("AC04", "Ada", "R1-7")


def test_what_is_only_announced_is_passed_over() -> None:
    stated = read(banks.camt(PAID, pending=[Paid(DAY, 9_99)]))
    assert (len(stated.movements), stated.pending) == (4, 1)
    pending = banks.sparkasse([*PAID, Paid(DAY, 9_99)]).rsplit(b"Umsatz gebucht", 1)
    assert read(b"Umsatz vorgemerkt".join(pending)).pending == 1


def test_a_structured_reference_and_extra_words_are_read() -> None:
    data = banks.camt([Paid(DAY, 5_00)])
    strd = b"<RmtInf><Strd><CdtrRefInf><Ref>RF18KANA</Ref></CdtrRefInf></Strd></RmtInf></TxDtls>"
    assert read(data.replace(b"</TxDtls>", strd)).movements[0].said.text == "RF18KANA"
    fee = data.replace(b"</NtryDtls>", b"</NtryDtls><AddtlNtryInf>Entgelt Q1</AddtlNtryInf>")
    assert read(fee).movements[0].said.text == "Entgelt Q1"


def test_balances_that_do_not_follow_are_a_problem() -> None:
    assert "führen nicht" in read(banks.camt(PAID, closing=1)).problems[0].reason
    one, two = (banks.camt([Paid(DAY + timedelta(days=d), 5_00)], opening=o).decode() for d, o in ((0, 0), (1, 7_00)))
    both = one.replace("</Stmt>", "</Stmt>" + two[two.index("<Stmt>") : two.index("</BkTo")])
    assert "5,00 €" in read(both.encode()).problems[0].reason
    good = both.replace(banks.balance("OPBD", 7_00, DAY + timedelta(days=1)), "")
    assert not read(good.encode()).problems


@pytest.mark.parametrize(("old", "new", "said"), [
    ('Ccy="EUR">5.00', 'Ccy="USD">5.00', "USD"),
    ('Ccy="EUR">5.00', ">5.00", "?"),
    (">5.00<", ">5.001<", "ganzen Cent"),
    (">5.00<", ">-5.00<", "ganzen Cent"),
    (">5.00<", ">1e9<", "ganzen Cent"),
    (">5.00<", ">999999999999999.00<", "ganzen Cent"),
    ("<CdtDbtInd>CRDT</CdtDbtInd>", "<CdtDbtInd>UP</CdtDbtInd>", "Richtung"),
    ("<BookgDt><Dt>2026-03-16", "<BookgDt><Dt>gestern", "kein Tag"),
])  # fmt: skip
def test_an_entry_that_cannot_be_right_is_a_problem(old: str, new: str, said: str) -> None:
    data = banks.camt([Paid(DAY, 5_00)]).decode()
    cut = data.index("<Ntry>")
    stated = read((data[:cut] + data[cut:].replace(old, new)).encode())
    assert said in " ".join(problem.reason for problem in stated.problems)
    assert not stated.movements
    assert stated.problems[-1].place == 1


def test_a_balance_that_cannot_be_right_is_a_problem() -> None:
    data = banks.camt([Paid(DAY, 5_00)], opening=7_00).replace(b">7.00<", b">x<")
    assert "ganzen Cent" in read(data).problems[0].reason


# Hostile

LAUGHS = "<!DOCTYPE l [<!ENTITY a0 'ha'>" + "".join(
    f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10)
) + "]>"  # fmt: skip
HOSTILE = {
    "billion laughs": LAUGHS + "<Document>&a9;</Document>",
    "file": "<!DOCTYPE d [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><Document>&x;</Document>",
    "net": "<!DOCTYPE d SYSTEM 'http://example.org/x.dtd'><Document/>",
    "parameter": "<!DOCTYPE d [<!ENTITY % p SYSTEM 'http://example.org/'>%p;]><Document/>",
}


@pytest.mark.parametrize("what", HOSTILE)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_and_bombs_are_refused(what: str, encoding: str) -> None:
    assert "abgewiesen" in reason(HOSTILE[what].encode(encoding))


@pytest.mark.parametrize("data", [
    b"<?xml version='1.0' encoding='x-nobody'?><Document/>",
    b"<?xml version='1.0' encoding='UTF-8'?><Document>\xff\xfe\xfd</Document>",
    b"<?xml version='1.0' encoding='UTF-16'?><Document/>",
    b"<Document>", b"<" * 1000, b"<Document><a></b></Document>", b"<\0\0\0",
])  # fmt: skip
def test_damaged_xml_is_refused(data: bytes) -> None:
    assert "beschädigt" in reason(data)


def test_a_hundred_megabytes_are_refused_at_once() -> None:
    assert "20 MB" in reason(b"<Document>" + b"<a/>" * (25 * 1024 * 1024))


def test_a_tower_of_elements_does_no_harm() -> None:
    assert reason(b"<a>" * 100_000 + b"</a>" * 100_000)


def test_too_many_entries_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("camt", "tables"):
        monkeypatch.setattr(f"fuerwort.fund.reading.{module}.MOST", 3)
    assert "zu viele" in reason(banks.camt(PAID))
    assert "zu viele" in reason(banks.sparkasse(PAID))


@pytest.mark.parametrize(("data", "said"), [
    (b"  \n", "leer"), (b"PK\x03\x04....", "gepackt"), (b"%PDF-1.7", "Maschine"),
    (b"<html></html>", "kein Kontoauszug"),
    (b'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.052.001.08"/>', "camt.052"),
    (b'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"/>', "kein Kontoauszug"),
    (b"Hallo", "keine Tabelle"), (b"\xff\xfeH", "Text"), (b"a;b\0;c", "Text"),
    pytest.param(b"a;b\n" + b"x" * 200_000 + b";2\n", "Zeile 2", id="a cell without end"),
])  # fmt: skip
@pytest.mark.parametrize("limit", [131_072, 1_000_000])
def test_what_is_no_statement_says_what_to_do(data: bytes, said: str, limit: int) -> None:
    before = csv.field_size_limit(limit)  # whatever another reader of this process has set
    try:
        assert said in reason(data)
    finally:
        csv.field_size_limit(before)


def test_two_accounts_in_one_file_are_refused() -> None:
    one = banks.camt(PAID).decode()
    other = banks.camt(PAID, iban=IBAN).decode()
    both = one.replace("</Stmt>", "</Stmt>" + other[other.index("<Stmt>") : other.index("</BkTo")])
    assert "mehrerer Konten" in reason(both.encode())
    assert "mehrerer Konten" in reason(banks.sparkasse(PAID[:1]) + banks.sparkasse(PAID[:1], IBAN).split(b"\r\n", 1)[1])


# Tables

HEAD = "Buchungstag;Name;Verwendungszweck;Betrag;Waehrung\n"


@pytest.mark.parametrize(("row", "said"), [
    ("16.03.2026;A;x;fünf;EUR", "kein Betrag"), ("16.03.2026;A;x;-5,00-;EUR", "kein Betrag"),
    ("morgen;A;x;5,00;EUR", "kein Tag"), ("16.03.2026;A;x;5,00;USD", "USD"), ("16.03.2026;A", "kein Betrag"),
    ("16.03.2026;A;x;99999999999999;EUR", "kein Betrag"), (f"16.03.2026;A;{'x' * 10_001};5,00;EUR", "zu lang"),
])  # fmt: skip
def test_a_row_that_cannot_be_right_is_a_problem_with_its_line(row: str, said: str) -> None:
    stated = read((HEAD + "16.03.2026;A;x;5,00;EUR\n" + row).encode())
    assert [(problem.place, said in problem.reason) for problem in stated.problems] == [(3, True)]


@pytest.mark.parametrize(("typed", "cents"), [
    ("5,00", 500), ("-5,5", -550), ("+5", 500), ("5,00-", -500), ("1.234,56", 123456), ("1,234.56", 123456),
    ("0.05", 5), ("1.234", 123400), ("1'234.50", 123450), ("−7,00 €", -700),
])  # fmt: skip
def test_amounts_as_banks_write_them(typed: str, cents: int) -> None:
    assert read((HEAD + f'16.03.2026;A;x;"{typed}";EUR').encode()).movements[0].cents == cents


def test_a_row_with_two_amounts_or_none_is_a_problem_and_zero_is_nothing() -> None:
    stated = read(b"Datum;Soll;Haben\n16.03.2026;5;6\n16.03.2026;;\n16.03.2026;;0,00\n")
    assert [problem.place for problem in stated.problems] == [2, 3]
    assert not stated.movements


def test_debit_and_credit_may_be_a_letter() -> None:
    stated = read(b"Datum;Umsatz;S/H\n16.03.2026;5,00;S\n16.03.2026;6,00;H\n")
    assert [m.cents for m in stated.movements] == [-500, 600]


def test_tags_inside_the_words_are_taken_out() -> None:
    stated = read(HEAD.encode() + b"16.03.2026;A;EREF+77 SVWZ+FW KANA-KNPJ;5,00;EUR")
    assert stated.movements[0].said.text == "77 FW KANA-KNPJ"


def test_a_balance_beside_each_row_gives_the_ends() -> None:
    stated = read(banks.volksbank(PAID, opening=10_00))
    assert (stated.opening, stated.closing) == (10_00, 10_00 + sum(one.cents for one in PAID))
    torn = banks.volksbank(PAID, opening=10_00).replace(b"60,00", b"61,00")
    assert (read(torn).opening, read(torn).closing) == (None, None)
    assert read(banks.dkb(PAID)).opening is None
    assert read(b"Datum;Betrag;Saldo\n16.03.2026;5,00;\n").closing is None


def test_unknown_columns_are_asked_for_and_then_known() -> None:
    data = b"Ein Export\nWann;Wieviel;Wieviel;Wozu\n16.03.2026;5,00;x;Beitrag\n"
    with pytest.raises(UnknownColumnsError) as asked:
        read(data)
    assert asked.value.header == ["Wann", "Wieviel", "Wieviel 3", "Wozu"]
    stated = read(data, {"Wann": "on", "Wieviel": "amount", "Wozu": "text"})
    assert [(m.on, m.cents, m.said.text) for m in stated.movements] == [(DAY, 500, "Beitrag")]


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.binary(max_size=300), st.text(max_size=300).map(str.encode), st.randoms(use_true_random=False)))
def test_whatever_comes_it_is_read_or_refused(data: bytes | random.Random) -> None:
    if isinstance(data, random.Random):
        whole = bytearray(data.choice([banks.camt(PAID), banks.sparkasse(PAID), banks.dkb(PAID)]))
        for _ in range(data.randint(1, 8)):
            whole[data.randrange(len(whole))] = data.randrange(256)
        data = bytes(whole)
    try:
        stated = read(data)
    except UnreadableError as refused:
        assert str(refused)
    else:
        assert all(isinstance(m.cents, int) and m.cents for m in stated.movements)


def test_what_is_stored_of_the_words_reads_back() -> None:
    words = shapes.Said("Jürgen", IBAN, "Beitrag", "R1-7", "AC04")
    assert shapes.Said.of(words.stored()) == words
    assert shapes.Said.of("") == shapes.Said()


def test_the_independent_bank_writes_whole_cents() -> None:
    assert Decimal(banks.money(-1_05)) == Decimal("1.05")
