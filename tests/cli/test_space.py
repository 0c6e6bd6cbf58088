"""`fuerwort space create`: from nothing to a link that lets the first host in."""

import re

import pytest
from typer.testing import CliRunner

from fuerwort.cli import app
from fuerwort.people.models import Space
from tests import letters

GRETA = {"name": "Greta Gut", "email": "greta@example.org", "language": "de", "consent": "on"}


def run(*arguments: str):
    return CliRunner().invoke(app, ["space", "create", *arguments])


def test_the_printed_link_lets_the_first_host_in(client, transactional_db) -> None:
    done = run("Häuschen am See", "--host", "greta@example.org", "--host-name", "Greta", "--place", "Schwerin")
    assert done.exit_code == 0, done.output
    path = re.search(r"https?://[^/]+(/i/\S+/)", done.output)[1]
    assert "Häuschen am See: http://localhost:8000/spaces/haeuschen-am-see/" in done.output
    assert "du eröffnest diesen Raum" in client.get(path).content.decode()
    client.post(path, GRETA)
    client.post("/invitation/code/", {"code": letters.code(letters.delivered()[-1])})
    assert client.get("/spaces/haeuschen-am-see/desk/").status_code == 200
    assert Space.objects.get().place == "Schwerin"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("Haus", "--host", "greta"), '--host "greta" is no mail address'),
        (("!", "--host", "g@example.org"), "at least one letter"),
    ],
)
def test_what_cannot_be_is_one_line(transactional_db, arguments: tuple[str, ...], said: str) -> None:
    done = run(*arguments)
    assert done.exit_code == 1
    assert said in done.output
    assert not Space.objects.exists()
