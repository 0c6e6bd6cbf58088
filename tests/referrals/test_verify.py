"""`fuerwort verify`: equal is one line and success, different is a line each and failure; nightly it is logged."""

from datetime import timedelta

from django.utils import timezone
from typer.testing import CliRunner

from fuerwort.cli import app
from fuerwort.cli.tick import tick
from fuerwort.people.models import Event, News
from fuerwort.referrals.actions import answers, verifying
from fuerwort.referrals.models import Balance, Suggestion
from tests.cast import NOW
from tests.referrals.conftest import House


def verify(*arguments: str):
    return CliRunner().invoke(app, ["verify", *arguments])


def test_what_is_recorded_can_be_recomputed(house: House) -> None:
    request = house.chosen()
    placing = request.placings.select_related("membership").get(place=1)
    answers.say_no(placing=placing, by=placing.membership, at=NOW)
    done = verify(request.public)
    assert (done.exit_code, done.output) == (0, f"request {request.public}: 1 rounds and its book are equal\n")
    done = verify()
    assert (done.exit_code, done.output) == (0, "1 books, 2 entries, 0 votes: all equal\n")


def test_a_difference_fails_and_is_said(house: House) -> None:
    request = house.chosen()
    suggestion = Suggestion.objects.get()
    member = next(iter(suggestion.weighed))
    suggestion.weighed[member]["proof"] += 0.2
    suggestion.save()
    done = verify(request.public)
    assert done.exit_code == 1
    assert f"the merit of {member} is not what its parts make" in done.output
    Balance.objects.update(micro=7)
    done = verify()
    assert done.exit_code == 1
    assert "the balances are not what the journal sums up to" in done.output


def test_an_unknown_request_is_refused(db) -> None:
    done = verify("nobody")
    assert (done.exit_code, done.output) == (1, 'no request "nobody"\n')


def test_every_night_once_and_hosts_hear_of_a_difference(house: House) -> None:
    house.chosen()
    assert verifying.nightly(at=NOW) == 0
    assert verifying.nightly(at=NOW + timedelta(hours=1)) == 0
    log = Event.objects.filter(verb="books.verified")
    assert [row.facts for row in log] == [{"books": 1, "differences": 0}]
    Balance.objects.update(micro=1)
    assert verifying.nightly(at=NOW + timedelta(days=1)) == 1
    assert News.objects.filter(code="books.differ").count() == 2


def test_the_tick_does_all_that_is_due(house: House) -> None:
    house.chosen(at=timezone.now() - timedelta(days=2))
    tick()
    assert Event.objects.filter(verb="books.verified").exists()
    assert Event.objects.filter(verb="placing.passed-by").count() == 3
