"""The file for the bank: readable letters, the schema of the banks, the same bytes each time."""

from dataclasses import replace
from datetime import date
from xml.etree import ElementTree

import pytest

from fuerwort.fund.sepa import FORMS, Account, FileRefused, Order, Transfer, file_of, readable
from tests.cast import NOW
from tests.fund.paying import IBANS

ORDER = Order("FUERWORT-abc", NOW, date(2026, 12, 3), Account("Verein für Räume e. V.", IBANS[0], "COBADEFFXXX"),
              [Transfer("FW-1", Account("Jürgen Groß", IBANS[1]), 150_00, "Grundeinkommen März"),
               Transfer("FW-2", Account("Łucja Żak", IBANS[2], "ABNANL2A"), 1, "")])  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_it_is_valid_says_every_cent_and_is_the_same_each_time(form: str) -> None:
    made = file_of(ORDER, form)
    assert made == file_of(ORDER, form)
    space = {"p": f"urn:iso:std:iso:20022:tech:xsd:{form}"}
    tree = ElementTree.fromstring(made)
    assert [one.text for one in tree.iterfind(".//p:InstdAmt", space)] == ["150.00", "0.01"]
    assert [one.text for one in tree.iterfind(".//p:EndToEndId", space)] == ["FW-1", "FW-2"]
    assert {one.text for one in tree.iterfind(".//p:CtrlSum", space)} == {"150.01"}
    assert tree.findtext(".//p:MsgId", namespaces=space) == "FUERWORT-abc"
    assert "Juergen Gross" in made.decode()


def test_a_bank_that_is_named_by_its_iban_alone() -> None:
    assert b"NOTPROVIDED" in file_of(replace(ORDER, by=Account("Verein", IBANS[0])))


@pytest.mark.parametrize(
    "wrong",
    [
        replace(ORDER, transfers=[]),
        replace(ORDER, transfers=[Transfer("FW-1", Account("木", IBANS[1]), 1, "x")]),
        replace(ORDER, transfers=[Transfer("FW-1", Account("A", IBANS[1]), 0, "x")]),
        replace(ORDER, message="x" * 36),
    ],
)
def test_what_no_bank_takes_is_no_file(wrong: Order) -> None:
    with pytest.raises(FileRefused):
        file_of(wrong)


def test_an_unknown_form_is_none() -> None:
    with pytest.raises(FileRefused):
        file_of(ORDER, "pain.001.001.99")


def test_letters_stay_readable() -> None:
    assert readable("Übü Straße 5–7_a & Söhne; 3 € *") == "Uebue Strasse 5-7-a + Soehne, 3 EUR ."
    assert readable("x" * 80) == "x" * 70
