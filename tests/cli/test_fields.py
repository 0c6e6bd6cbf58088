"""fuerwort fields: the list, the suggestion, and one helpful line where nothing is recognised."""

import json

import pytest
from typer.testing import CliRunner

from fuerwort.cli import app
from fuerwort.fields.catalogue import catalogue


def call(*words: str):
    return CliRunner().invoke(app, ["fields", *words])


def test_it_lists_every_field_with_label_and_law() -> None:
    lines = call().stdout.splitlines()
    assert len(lines) == len(catalogue())
    assert "legal-advice                Rechtsberatung                              lawyer" in lines
    assert any(
        line.split(maxsplit=1) == ["translation", "Translation"] for line in call("--lang", "en").stdout.splitlines()
    )


def test_the_list_as_json_holds_what_the_lines_hold() -> None:
    records = json.loads(call("--json").stdout)
    assert {"field": "tax-advice", "label": "Steuerberatung", "professional_law": "tax-adviser"} in records


@pytest.mark.parametrize("text", ["Kann jemand unsere Steuererklärung machen?", "Help with my tax return"])
def test_it_suggests_the_best_field_first(text: str) -> None:
    assert call("suggest", text).stdout.startswith("tax-advice ")
    found = json.loads(call("suggest", text, "--json", "--lang", "en").stdout)
    assert found[0] == {"field": "tax-advice", "label": "Tax advice", "professional_law": "tax-adviser"}


@pytest.mark.parametrize("text", ["", "hallo"])
def test_where_nothing_is_recognised_it_says_so_in_one_line(text: str) -> None:
    said = call("suggest", text)
    assert said.exit_code == 1
    assert said.stderr == f'no field recognised in "{text}"; fuerwort fields lists all\n'


@pytest.mark.parametrize("name", ["Homepage", "webdesign", "web-desing"])
def test_a_field_that_nobody_offers_is_answered_with_those_that_may_be_meant(name: str) -> None:
    said = CliRunner().invoke(app, ["recommend", "demo", "--field", name, "--text", "t"])
    assert said.exit_code == 1
    question, known = said.stderr.split("? known: ")
    assert question.startswith(f'nobody offers the field "{name}", did you mean "web-de')
    assert '"web-design"' in question
    assert "web-design" in known
