"""The rules a space runs by are versions; each is what the engine reads back."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse
from typer.testing import CliRunner

from fuerwort.cli import app
from fuerwort.engine.moment import Rules
from fuerwort.referrals.actions import rules
from fuerwort.referrals.actions.rules import RuleRefused
from fuerwort.referrals.models import SpaceRule
from fuerwort.referrals.queries import nearness
from tests.cast import NOW
from tests.referrals.conftest import House, here

CARE = replace(Rules(), chances=replace(Rules().chances, line=400))


def test_the_first_rule_is_the_engines_own(cast) -> None:
    first = rules.running(cast.space, NOW)
    assert (first.version, rules.rules_of(first)) == (1, Rules())
    assert rules.running(cast.space, NOW) == first


def test_a_decision_is_a_new_version_and_the_old_one_stays(cast) -> None:
    first = rules.running(cast.space, NOW)
    second = rules.change_rule(rules=CARE, by=cast.host, at=NOW, why="Beschluss vom 3. November")
    assert (second.version, rules.rules_of(second)) == (2, CARE)
    assert rules.running(cast.space, NOW) == second
    assert rules.running(cast.space, NOW - timedelta(seconds=1)) == first
    assert rules.rules_of(SpaceRule.objects.get(pk=first.pk)) == Rules()


@pytest.mark.parametrize(("new", "why"), [(CARE, " "), (Rules(), "Alles bleibt")])
def test_no_reason_or_no_change_is_refused(cast, new, why) -> None:
    with pytest.raises(RuleRefused):
        rules.change_rule(rules=new, by=cast.host, at=NOW, why=why)
    assert rules.running(cast.space, NOW).version == 1


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("de", "zählt {} % eines Textes über Arbeit, die andere bestätigt haben"),
        ("en", "counts {} % of a text about work that others have confirmed"),
    ],
)
def test_what_members_say_of_themselves_counts_what_the_running_rule_says(cast, client, language, sentence) -> None:
    def page() -> str:
        return client.get(
            reverse("order", args=[cast.space.slug]), headers={"accept-language": language}
        ).content.decode()

    assert sentence.format("10") in page()
    new = replace(Rules(), fit=replace(Rules().fit, profile=0.25))
    rules.change_rule(rules=new, by=cast.host, at=NOW, why="Beschluss vom 3. November")
    assert sentence.format("25") in page() and sentence.format("10") not in page()


def test_another_tie_rule_shows_in_the_next_list_and_old_lists_keep_the_one_they_were_made_by(house: House) -> None:
    old = house.suggested()
    pages = [nearness(here(house.host), house.makers[0], NOW.date()).word]
    quick = replace(Rules(), ties=replace(Rules().ties, half_life=10.0, care=0.0))
    rules.change_rule(rules=quick, by=house.host, at=NOW, why="Was lange her ist, zählt weniger")
    new = house.suggested()
    lonely = replace(quick, ties=replace(quick.ties, cooperation=0.0))
    rules.change_rule(rules=lonely, by=house.host, at=NOW, why="Nur Lernen zählt")
    alone = house.suggested()
    pages.append(nearness(here(house.host), house.makers[0], NOW.date()).word)
    first, second, third = (
        {m: one["standing"] for m, one in r.suggestions.get().weighed.items()} for r in (old, new, alone)
    )
    assert first != second and all(first.values()) and not any(third.values())
    assert pages == ["direct", "new"], "profiles say it by the same rule"
    assert [r.suggestions.get().rule.version for r in (old, new, alone)] == [1, 2, 3]
    for request in (old, new, alone):
        done = CliRunner().invoke(app, ["verify", request.public])
        assert (done.exit_code, done.output) == (0, f"request {request.public}: 1 rounds and its book are equal\n")
