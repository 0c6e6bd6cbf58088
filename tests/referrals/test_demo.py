"""The demo has months behind it, and something waits for Hanne and for Mehmet."""

import pytest

from fuerwort.experiences.demo import SLUG, log_ins
from fuerwort.people.models import Event, News, Person
from fuerwort.people.queries import here_for
from fuerwort.referrals.demo import RECENT, open_demo
from fuerwort.referrals.models import Balance, Book, Request, State
from tests.cast import NOW


@pytest.fixture
def opened(db):
    return open_demo(at=NOW)


def test_much_is_behind_it_and_two_wait(opened) -> None:
    hanne, mehmet = (here_for(Person.objects.get(email=log_ins()[who]), SLUG).membership for who in ("host", "member"))
    states = list(Request.objects.order_by("pk").values_list("state", flat=True))
    assert set(states[:-2]) == {State.CLOSED}
    assert Request.objects.get(state=State.OPEN).owner == hanne
    assert mehmet.placings.get(answer="open").request.owner == hanne
    assert len(states) > 20
    for book in Book.objects.all():
        assert sum(Balance.objects.filter(book=book).values_list("micro", flat=True)) == 0
    assert not News.objects.filter(at__lt=NOW - RECENT, read_at=None).exists()
    assert not Event.objects.filter(at__gt=NOW).exists(), "nothing in the log is yet to come"
    assert open_demo(at=NOW) == opened
    assert Request.objects.count() == len(states)
