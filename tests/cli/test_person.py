"""`fuerwort person`: all that is kept about one person, as a file."""

import zipfile

from typer.testing import CliRunner

from fuerwort.cli import app
from tests.cast import Cast


def test_a_file_for_one_person(cast: Cast, tmp_path) -> None:
    file = tmp_path / "olga.zip"
    done = CliRunner().invoke(app, ["person", "OLGA@example.org", str(file)])
    assert done.exit_code == 0, done.output
    with zipfile.ZipFile(file) as packed:
        assert b"Olga Owner" in packed.read("index.html")
    nobody = CliRunner().invoke(app, ["person", "nobody@example.org", str(tmp_path / "x")])
    assert (nobody.exit_code, nobody.output.strip()) == (1, "nobody logs in with this address")
