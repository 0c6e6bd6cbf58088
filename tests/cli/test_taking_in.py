"""`fuerwort import members`: a list of members becomes guests, all or none."""

import pytest
from typer.testing import CliRunner

from fuerwort.cli import app
from fuerwort.people.models import Membership
from tests.cast import Cast

COBOT = """Membership ID;Name;E-Mail;Published;About me
17;Ada Öz;ada@example.net;true;Websites
18;Olga;OLGA@example.org;true;
"""


@pytest.fixture
def run():
    return lambda *words: CliRunner().invoke(app, list(map(str, ["import", *words])))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_first_what_would_happen_then_it_happens(run, cast: Cast, tmp_path, encoding: str) -> None:
    file = tmp_path / "members.csv"
    file.write_bytes(COBOT.encode(encoding))
    assert "Would invite: 1. Here already: 1." in run("members", file, "--space", "kanal").output
    assert not Membership.objects.invited().exists()
    assert "Invited: 1. Here already: 1." in run("members", file, "--space", "kanal", "--apply").output
    assert Membership.objects.invited().get().name == "Ada Öz"
    assert "Invited: 0. Here already: 2." in run("members", file, "--space", "kanal", "--apply").output


def test_a_problem_is_told_with_file_line_and_reason_and_nobody_is_invited(run, cast: Cast, tmp_path) -> None:
    file = tmp_path / "members.csv"
    file.write_text(COBOT + "19;;eva@example.net;true;\n")
    done = run("members", file, "--space", "kanal", "--apply")
    assert (done.exit_code, done.output.strip().partition(" ")[0]) == (1, "members.csv:4:")
    assert not Membership.objects.invited().exists()
    assert "cannot read" in run("members", tmp_path / "no.csv", "--space", "kanal").output
    assert "no host" in run("members", file, "--space", "kanal", "--by", "olga@example.org").output
