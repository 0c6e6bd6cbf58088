"""docs/rules/roster.md, row by row; the columns of Cobot and Nexudus; and what no file can do."""

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from fuerwort.people.roster import Guest, RosterError, guess, read_roster
from tests.tables import table

HEADER = "Membership ID,Name,E-Mail,Confirmed at,Published,About me"


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def said(guest: Guest) -> str:
    return ", ".join(filter(None, (guest.name, guest.email, "about" if guest.about else "")))


@pytest.mark.parametrize("row", table("roster.md"), ids=lambda row: row["row"])
def test_the_table(row: dict[str, str]) -> None:
    found = read_roster(f"{HEADER}\n{row['row'].strip('`')}".encode())
    assert [*(said(g) for g in found.guests), *(p.reason for p in found.problems)] == [row["result"]]
    assert all(problem.line == 2 for problem in found.problems)


def test_cobot() -> None:
    header = "id,name,email,phone,company,confirmedAt,canceledAt,published,birthday,aboutMe,website"
    rows = "m1,Ada,ada@example.org,030 1,Ada GmbH,2024-03-01T10:00:00Z,,true,1980-01-01,Hallo,ada.example\n" \
           "m2,Ben,ben@example.org,,,2024-03-01,2025-01-01,true,,,\n"  # fmt: skip
    found = read_roster(f"{header}\n{rows}".encode())
    (ada,) = found.guests
    assert (ada.outside_id, ada.phone, ada.website, ada.about) == ("m1", "030 1", "https://ada.example", "Hallo")
    assert found.left == 1
    assert "1980" not in repr(found)


def test_nexudus() -> None:
    header = "Full Name;Email;Mobile Phone;Profile Tags;Profile Summary;Profile Is Public;Registration Date"
    found = read_roster(f"{header}\nAda Öz;ada@example.org;;SEO, Figma;Hallo;True;03/01/2024\n".encode("cp1252"))
    (ada,) = found.guests
    assert (ada.name, ada.skills, ada.about) == ("Ada Öz", ("SEO", "Figma"), "Hallo")


def test_the_host_says_what_a_column_means() -> None:
    data = b"Wer,Wohin\nAda,ada@example.org\n"
    with pytest.raises(RosterError, match="No column of this file is the name"):
        read_roster(data)
    found = read_roster(data, {"Wer": "name", "Wohin": "email"})
    assert found.guests == [Guest("Ada", "ada@example.org")]


def test_first_and_last_name_make_a_name() -> None:
    assert read_roster(b"Vorname,Nachname\nAda,Oez\n").guests[0].name == "Ada Oez"


def test_every_problem_has_its_line_and_the_good_rows_are_still_found() -> None:
    rows = [
        "Ada,ada@example.org",
        ",ben@example.org",
        '"Cem\nCan",cem',
        "",
        "Dia,ada@example.org",
        "Eva,eva@example.org",
    ]
    found = read_roster("\n".join(["Name,Email", *rows]).encode())
    assert [g.name for g in found.guests] == ["Ada", "Eva"]
    assert [p.line for p in found.problems] == [3, 4, 7]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \n ", "empty"),
        (b"PK\x03\x04xlsx", "no CSV"),
        ("Name\nAda".encode("utf-16"), "no CSV"),
        (b"Name,Name\nAda,Ada", "same name"),
        (b"x" * (5 * 1024 * 1024 + 1), "larger than 5 MB"),
        (b"Name\n" + b"Ada\n" * 5_001, "more than 5,000 rows"),
        (b"Name\n" + b"A" * 200_000, "Line 2 cannot be read"),
    ],
)
def test_what_is_no_roster(data: bytes, reason: str) -> None:
    with pytest.raises(RosterError, match=reason):
        read_roster(data)


def test_each_meaning_is_guessed_once() -> None:
    assert guess(["Email", "E-Mail"]) == {"Email": "email", "E-Mail": ""}


@given(st.binary(max_size=300))
@settings(deadline=None, max_examples=300)
def test_any_bytes_are_read_or_refused_in_words(data: bytes) -> None:
    try:
        found = read_roster(b"Name,Email\n" + data)
    except RosterError as error:
        assert str(error)
    else:
        assert all(guest.name for guest in found.guests)
