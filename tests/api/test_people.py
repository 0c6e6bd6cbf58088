"""Oneself and the others, as the pages show them."""

from tests.api.asking import Program
from tests.cast import Cast


def test_the_directory_in_pages(cast: Cast) -> None:
    program = Program(cast.owner)
    first = program.get("/spaces/kanal/members", limit=2).said
    rest = program.get("/spaces/kanal/members", limit=2, page=3).said
    assert (first["total"], first["next"], len(first["items"])) == (5, 2, 2)
    assert (rest["next"], len(rest["items"])) == (None, 1)
    found = program.get("/spaces/kanal/members", words="Webdesign").said["items"]
    assert {one["name"] for one in found} == {"Olga Owner", "Ines Insider"}


def test_bad_input_is_named(cast: Cast) -> None:
    program = Program(cast.owner)
    many = program.get("/spaces/kanal/members", limit=1000)
    assert many.status_code == 422
    assert many.said["errors"][0]["where"] == "query.limit"
    wrong = program.ask("PUT", "/spaces/kanal/availability", {"availability": "perhaps"})
    assert wrong.said["errors"][0]["where"] == "body.availability"
    assert program.ask("PUT", "/spaces/kanal/availability", "\0").status_code == 400
    assert program.ask("DELETE", "/spaces/kanal/members").status_code == 405


def test_say_all_about_oneself(cast: Cast) -> None:
    program = Program(cast.owner)
    said = {"name": "Olga O.", "work": [{"slug": "translation", "skills": ["Dänisch"]}], "email": "olga@example.org"}
    made = program.ask("PUT", "/spaces/kanal/profile", said)
    assert made.status_code == 200, made.said
    assert made.said["work"] == said["work"]
    assert Program(cast.insider).get(f"/spaces/kanal/members/{cast.owner.public}").said["email"] == ""
    unknown = program.ask("PUT", "/spaces/kanal/profile", {"name": "O", "work": [{"slug": "nothing"}]})
    assert unknown.status_code == 422
