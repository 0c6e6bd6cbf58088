"""Both commands on a small community: whole sentences, one JSON object, one helpful line for every mistake."""

import json
import os
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from typer.testing import CliRunner

from fuerwort.cli import app
from fuerwort.engine.shapes import MICRO

MEMBERS = """member,name,fields,skills,available,sponsor,joined
ada,Ada Öz,web,WordPress,,,2024-01-01
ben,Ben Sander,web,,,,2024-01-01
cem,Cem Aydın,web,,,,2024-01-01
dia,Dia Roth,web,,,ada,2025-12-01
eva,Eva Linde,web,,ausgebucht,,2024-01-01
"""


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    pairs = [("ada", "ben"), ("ada", "cem"), ("ben", "cem"), ("ada", "dia"), ("cem", "eva")] * 4
    rows = [f"e{i},2025-{1 + i % 12:02}-10,cooperation,web,8,{a};{b},Website {i}" for i, (a, b) in enumerate(pairs)]
    head = "experience,date,kind,field,hours,participants,text"
    asked = [f"r{i},2026-01-{i + 1:02},web,Website {i},ben,ada;cem" for i in range(10)]
    (tmp_path / "members.csv").write_text(MEMBERS, encoding="utf-8")
    (tmp_path / "experiences.csv").write_text("\n".join([head, *rows]), encoding="utf-8")
    requests = "\n".join(["request,date,field,text,asked_by,served_by", *asked])
    (tmp_path / "requests.csv").write_text(requests, encoding="utf-8")
    return tmp_path


def call(*words: object):
    return CliRunner().invoke(app, [str(word) for word in words])


def test_recommend_answers_in_whole_sentences(bundle: Path) -> None:
    said = call("recommend", bundle, "--field", "web", "--text", "Website für den Verein", "--skills", "WordPress")
    assert said.exit_code == 0
    assert "Bringt mit, was gefragt ist: WordPress." in said.stdout
    assert "  Eva Linde\n     Ist gerade ausgebucht." in said.stdout
    assert "Aus der Sicht von Ada Öz, Ben Sander, Cem Aydın" in said.stdout
    english = call("recommend", bundle, "--field", "web", "--text", "site", "--lang", "en", "--from", "ada")
    assert "Shortlist" in english.stdout
    assert "Is fully booked at the moment." in english.stdout


def test_recommend_gives_one_json_object_whose_book_sums_to_zero(bundle: Path) -> None:
    record = json.loads(call("recommend", bundle, "--field", "web", "--text", "Website", "--json").stdout)
    assert len(record["shown"]) == 3
    assert sum(line["due"] for line in record["book"].values()) == MICRO
    assert all(b["before"] + b["due"] - b["debit"] == b["after"] for b in record["book"].values())


def test_replay_keeps_the_books_at_zero_and_never_names_who_asked(bundle: Path, tmp_path: Path) -> None:
    out = tmp_path / "decisions.jsonl"
    said = json.loads(call("replay", bundle, "--json", "--out", out).stdout)
    assert said["books_sum"] == 0
    assert said["seconds"] >= 0
    assert set(said["Fürwort"]) == {"requests", "hit1", "hit3", "mrr", "drift_field", "drift_member"}
    decisions = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert len(decisions) == 10
    assert all("ben" not in d["order"] for d in decisions)
    assert set(decisions[0]) == {"request", "good_enough", "due", "order", "reasons"}


def test_replay_prints_one_table(bundle: Path) -> None:
    said = call("replay", bundle)
    assert "Books sum to 0." in said.stdout
    assert "round robin" in said.stdout


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["recommend", "{b}", "--field", "x", "--text", "t"], 'nobody offers the field "x"; known: web'),
        (
            ["recommend", "{b}", "--field", "web", "--text", "t", "--at", "2020-01-01"],
            'nobody offers the field "web" on 2020-01-01',
        ),
        (["recommend", "{b}", "--field", "web", "--text", "t", "--from", "z"], 'unknown member "z"'),
        (["recommend", "{b}", "--field", "web", "--text", "t", "--at", "x"], '--at "x" is no date'),
        (["recommend", "{b}", "--field", " ", "--text", "t"], "--field is empty"),
        (["recommend", "{b}", "--field", "web", "--text", ""], "--text is empty"),
        (["replay", "{b}/none"], "there is no folder"),
        (["replay", "{b}/members.csv"], "is a file; a bundle is a folder"),
        (["replay", "x" * 300], "File name too long"),
        (["replay", "{b}", "--out", "{b}/no/where"], "there is no folder"),
        (["replay", "{b}", "--out", "{b}"], "it is a folder"),
    ],
)
def test_a_mistake_gets_one_helpful_line(bundle: Path, words: list[str], line: str) -> None:
    said = call(*(word.replace("{b}", str(bundle)) for word in words))
    assert said.exit_code == 1
    assert line in said.stderr
    assert said.stderr.count("\n") == 1


@pytest.mark.parametrize("words", [["--lang", "fr"], ["--unknown"]])
def test_an_unknown_word_is_refused_without_a_traceback(bundle: Path, words: list[str]) -> None:
    said = call("recommend", bundle, "--field", "web", "--text", "t", *words)
    assert said.exit_code == 2
    assert words[-1] in said.stderr and "Traceback" not in said.stderr


FUERWORT = Path(sys.executable).with_name("fuerwort")


def test_a_closed_pipe_ends_quietly(bundle: Path) -> None:
    words = [FUERWORT, "recommend", bundle, "--field", "web", "--text", "t"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as said:
        said.stdout.close()
        assert said.stderr.read() == b""


def test_an_interrupt_ends_quietly(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "members.csv")
    heard = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)  # whoever starts tests in the background ignores it
    command = [FUERWORT, "replay", tmp_path]
    with subprocess.Popen(command, stderr=subprocess.PIPE, preexec_fn=heard) as said:  # noqa: PLW1509 - no threads here
        with (tmp_path / "members.csv").open("w"):  # opens as soon as the command reads
            said.send_signal(signal.SIGINT)
            assert b"Traceback" not in said.stderr.read()
        assert said.wait() == 130


def test_replay_without_requests_says_so(bundle: Path) -> None:
    (bundle / "requests.csv").unlink()
    said = call("replay", bundle)
    assert said.exit_code == 1
    assert "no request to replay" in said.stderr
