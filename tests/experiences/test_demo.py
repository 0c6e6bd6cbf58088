"""The demo is a space like any other, with somebody to log in as."""

from fuerwort.experiences.demo import log_ins, open_demo
from fuerwort.people.models import Event, Membership, Person, Space
from fuerwort.people.queries import here_for
from fuerwort.people.queries.steps import shows_steps
from fuerwort.pilot.queries.beginning import beginning
from fuerwort.web.to_do import waiting
from tests.cast import NOW


def test_everybody_is_here_and_the_log_ins_work(db) -> None:
    space = open_demo(at=NOW)
    assert Membership.objects.active().filter(space=space).count() == 41
    here = {who: here_for(Person.objects.get(email=email), space.slug) for who, email in log_ins().items()}
    assert here["host"].is_host
    assert not here["member"].is_host
    assert here["newcomer"].membership.is_newcomer(NOW)
    assert (here["treasurer"].is_treasurer, here["signer"].moves_money) == (True, True)


def test_something_waits_for_the_member_and_the_newcomer_is_new(db) -> None:
    space = open_demo(at=NOW)
    here = {who: here_for(Person.objects.get(email=email), space.slug) for who, email in log_ins().items()}
    assert {one.code for one in waiting(here["member"], NOW, [])} == {"experience.asked", "agreement.proposed"}
    assert shows_steps(here["newcomer"], NOW)


def test_most_agreed_to_be_counted_and_whoever_logs_in_can_still_decide(db) -> None:
    space = open_demo(at=NOW)
    counted = Membership.objects.filter(space=space, counted_at__isnull=False)
    assert 25 <= counted.count() < 41
    assert not counted.filter(person__email=log_ins()["member"]).exists()
    assert set(counted.values_list("pk", flat=True)) == set(
        Event.objects.filter(space=space, verb="figures.joined").values_list("by", flat=True)
    )
    begins = beginning(space, NOW)
    assert begins.counted == counted.count()
    assert {one.name for one in begins.values} >= {"members", "fields", "known", "meets"}


def test_it_opens_once(db) -> None:
    assert open_demo(at=NOW) == open_demo(at=NOW)
    assert Space.objects.count() == 1
