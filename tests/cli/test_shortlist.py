"""The page of a shortlist: the point of view, whole sentences, who reads the same named together, the book."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from fuerwort.bundle.shapes import Availability, Community, Experience, Member
from fuerwort.bundle.write import write
from fuerwort.cli import app

DAY = datetime(2026, 3, 2, tzinfo=UTC)
ADA, BEN = Member("ada", "Ada Öz", fields=("web",)), Member("ben", "Ben Sander")
BUILT = Experience("e1", DAY, "cooperation", "web", 12.0, ("ada", "ben"), ("ada", "ben"), "die Seite des Chors gebaut")


def page(tmp_path: Path, *members: Member, lang: str = "de", words: tuple[str, ...] = ()) -> str:
    write(Community((ADA, BEN, *members), (BUILT,)), tmp_path)
    asked = ["recommend", str(tmp_path), "--field", "web", "--text", "Website", "--from", "ben", "--lang", lang]
    said = CliRunner().invoke(app, [*asked, *words])
    assert said.exit_code == 0
    return said.stdout


@pytest.mark.parametrize(
    ("lang", "lines"),
    [
        (
            "de",
            ["Aus der Sicht von Ben Sander, am 2026-03-02.", "Hat mit Ben Sander die Seite des Chors gebaut.", "0,00"],
        ),
        ("en", ["As seen by Ben Sander, on 2026-03-02.", "with Ben Sander: “die Seite des Chors gebaut”.", "0.00"]),
    ],
)
def test_it_names_the_shared_experience_in_both_languages(tmp_path: Path, lang: str, lines: list[str]) -> None:
    said = page(tmp_path, lang=lang)
    assert [line for line in lines if line not in " ".join(said.split())] == []


def test_who_reads_the_same_is_named_together_and_many_are_counted(tmp_path: Path) -> None:
    said = page(tmp_path, *(Member(f"m{i:02}", f"Mitglied {i:02}", fields=("web",)) for i in range(20)))
    assert said.count("Am meisten würde") == 1
    assert "Mitglied 11 und 8 weitere In deinem" in " ".join(said.split())


def test_the_record_carries_the_facts_behind_every_sentence(tmp_path: Path) -> None:
    record = json.loads(page(tmp_path, words=("--json",)))
    assert record["seen_from"] == [{"member": "ben", "name": "Ben Sander"}]
    (direct,) = (r for r in record["shown"][0]["reasons"] if r["code"] == "tie.direct")
    assert (direct["experience"], direct["with"]) == ("e1", ["ben"])
    assert record["book"]["ada"] == {"name": "Ada Öz", "before": 0, "due": 1_000_000, "debit": 1_000_000, "after": 0}


def test_it_says_when_nobody_fits(tmp_path: Path) -> None:
    write(Community((replace(ADA, available=Availability.FULL), BEN), (BUILT,)), tmp_path)
    said = CliRunner().invoke(app, ["recommend", str(tmp_path), "--field", "web", "--text", "Website"])
    assert "  Niemand hier passt gerade.\n" in said.stdout
    assert "  Ada Öz\n     Ist gerade ausgebucht." in said.stdout
