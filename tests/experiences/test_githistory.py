"""A git history says who worked together; it suggests, confirms nothing, and nothing of it is ever run."""

import os
import subprocess
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from fuerwort.cli import app
from fuerwort.experiences import githistory
from fuerwort.experiences.actions import histories
from fuerwort.experiences.actions.answers import deny
from fuerwort.experiences.githistory import HistoryError, read
from fuerwort.experiences.models import Answer, Experience, Participation
from tests.cast import NOW, Cast

ZAUN = "Zaun\n\nCo-authored-by: Ines <INES@example.org>\nReviewed-by: Hanne <hanne@example.org>"
MAIL = "Mail\n\nReported-by: Olga <olga@example.org>\nSigned-off-by: Hanne <hanne@example.org>"
COMMITS = [
    ("olga@example.org", "2026-03-02", ZAUN),
    ("olga@example.org", "2026-03-09", "Tor\n\nCo-authored-by: Ines <old@example.net>"),
    ("ines@example.org", "2026-04-01", MAIL),
    ("ines@example.org", "2026-04-02", "Allein, nennt Co-authored-by: Olga <olga@example.org> im Text"),
    ("fremd@example.com", "2026-04-03", "Fremd\n\nTested-by: Olga <olga@example.org>\nReviewed-by: kaputt <<>"),
]


def git(where: Path, *words: str, **more: str) -> None:
    env = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", **more}
    subprocess.run(["git", "-C", str(where), *words], check=True, capture_output=True, env=env)


def commit(where: Path, email: str, day: str, text: str) -> None:
    who = {f"GIT_{who}_{what}": said for who in ("AUTHOR", "COMMITTER")
           for what, said in (("NAME", "X"), ("EMAIL", email), ("DATE", f"{day}T12:00:00+0000"))}  # fmt: skip
    git(where, "commit", "-q", "--allow-empty", "-m", text, **who)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    made = tmp_path / "garten"
    made.mkdir()
    git(made, "init", "-q")
    (made / ".mailmap").write_text("Ines <ines@example.org> <old@example.net>\n")
    git(made, "add", ".mailmap")
    for one in COMMITS:
        commit(made, *one)
    return made


def test_trailers_are_read_with_the_mailmap(repository: Path) -> None:
    found = read(repository)
    said = [(t.one.split("@")[0], t.other.split("@")[0], t.month, t.what, t.commits) for t in found.together]
    assert said == [
        ("hanne", "olga", "2026-03", "review", 1),
        ("ines", "olga", "2026-03", "together", 2),
        ("fremd", "olga", "2026-04", "help", 1),
        ("ines", "olga", "2026-04", "help", 1),
    ]
    assert (found.commits, found.people) == (5, 4)
    assert read(repository, since=date(2026, 4, 1)).commits == 3


def test_only_members_are_asked_and_nobody_has_said_yes(repository: Path, cast: Cast) -> None:
    history = read(repository)
    kept = {"project": "garten", "field": cast.web_design, "by": None, "at": NOW}
    made = histories.take_in(cast.space, history, **kept)
    assert sorted((one.kind, one.hours, str(one.on)) for one in made) == [
        ("cooperation", 0.25, "2026-04-01"), ("cooperation", 4.0, "2026-03-09"), ("learning", 0.5, "2026-03-02"),
    ]  # fmt: skip
    assert set(Participation.objects.values_list("answer", flat=True)) == {Answer.OPEN}
    assert not Experience.objects.confirmed().exists()
    assert {part.membership for one in made for part in one.participations.all()} == {
        cast.owner,
        cast.insider,
        cast.host,
    }


def test_a_second_time_nothing_is_new_and_a_no_stays_a_no(repository: Path, cast: Cast) -> None:
    kept = {"project": "garten", "field": None, "by": None, "at": NOW}
    first = histories.take_in(cast.space, read(repository), **kept)
    deny(first[0], by=first[0].participations.first().membership, at=NOW)
    assert histories.take_in(cast.space, read(repository), **kept) == []
    commit(repository, "olga@example.org", "2026-05-01", "Bank\n\nHelped-by: Ines <ines@example.org>")
    assert len(histories.take_in(cast.space, read(repository), **kept)) == 1


def test_nothing_of_a_hostile_repository_is_run(repository: Path, tmp_path: Path) -> None:
    marker, evil = tmp_path / "ran", tmp_path / "evil"
    evil.write_text(f"#!/bin/sh\ntouch {marker}\ncat\n")
    evil.chmod(0o755)
    for name in ("core.pager", "core.fsmonitor", "core.sshCommand", "gpg.program", "diff.external", "core.editor",
                 "core.alternateRefsCommand", "uploadpack.packObjectsHook", "alias.log", "alias.rev-list",
                 "trailer.helped-by.cmd", "log.showSignature", "credential.helper"):  # fmt: skip
        value = "true" if name == "log.showSignature" else f"!{evil}" if "alias" in name else str(evil)
        git(repository, "config", name, value)
    git(repository, "config", "extensions.partialClone", "origin")
    git(repository, "config", "core.repositoryFormatVersion", "1")
    git(repository, "config", "remote.origin.url", f"ext::sh -c {evil}")
    git(repository, "config", "remote.origin.promisor", "true")
    for hook in ("post-checkout", "reference-transaction", "fsmonitor-watchman"):
        (repository / ".git" / "hooks" / hook).write_text(evil.read_text())
        (repository / ".git" / "hooks" / hook).chmod(0o755)
    before = sorted(str(path) for path in repository.rglob("*"))
    assert read(repository).commits == 5
    assert not marker.exists()
    assert sorted(str(path) for path in repository.rglob("*")) == before


def test_what_is_no_history_is_one_line(tmp_path: Path, monkeypatch) -> None:
    with pytest.raises(HistoryError, match="no folder"):
        read(tmp_path / "none")
    with pytest.raises(HistoryError, match="git: "):
        read(tmp_path)
    git(tmp_path, "init", "-q")
    with pytest.raises(HistoryError, match=r"git: |no commit"):
        read(tmp_path)
    commit(tmp_path, "a@example.org", "2026-01-01", "x")
    monkeypatch.setattr(githistory, "MOST_BYTES", 10)
    with pytest.raises(HistoryError, match="too large"):
        read(tmp_path)


def test_the_command_says_first_what_would_happen(repository: Path, cast: Cast) -> None:
    def run(*words: str) -> str:
        return CliRunner().invoke(app, ["import", "git", str(repository), "--space", "kanal", *words]).output

    assert "Would suggest: 3. Suggested before: 0." in run()
    assert not Experience.objects.exists()
    assert "Suggested: 3." in run("--apply", "--field", "web-design")
    assert Experience.objects.filter(text__startswith="garten: ").count() == 3
    assert "Suggested: 0. Suggested before: 3." in run("--apply")
    assert run("--field", "nothing").strip() == 'there is no field "nothing" in this space'
    assert "is no day" in run("--since", "gestern")
