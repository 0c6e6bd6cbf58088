"""A client says whether it was good work: for a purpose only, sealed, told to nobody, and gone with it."""

import pytest
from django.db import connection

from fuerwort.people.errors import Missing, Refused
from fuerwort.people.models import News
from fuerwort.referrals import forgetting
from fuerwort.referrals.actions import answers, clocks, outcomes
from fuerwort.referrals.models import Outcome, Request
from tests.cast import NOW
from tests.pilot import asked
from tests.referrals.conftest import House
from tests.referrals.test_outcomes import placed, shown


def became_work(house: House) -> Request:
    """A client's request that became work with the first of those named."""
    request = house.chosen()
    for placing in request.placings.select_related("membership"):
        answers.say_yes(placing=placing, by=placing.membership, at=NOW)
    outcomes.close(request=request, said="work", by=None, at=NOW, with_placing=placed(request))
    return request


def test_nobody_asks_how_good_it_was_without_a_purpose(house: House) -> None:
    request = became_work(house)
    with pytest.raises(Missing):
        outcomes.judge(request=request, good="yes")


def test_a_client_says_whether_it_was_good_work_to_nobody_here(house: House) -> None:
    asked.pilot(house.cast.space, house.host)
    request = became_work(house)
    before = News.objects.count(), house.cast.space.events.count()
    outcomes.judge(request=request, good="partly")
    assert Outcome.objects.get().good == "partly"
    assert (News.objects.count(), house.cast.space.events.count()) == before
    with connection.cursor() as cursor:
        cursor.execute("SELECT good FROM referrals_outcome")
        assert "partly" not in str(cursor.fetchall())
    outcomes.close(request=request, said="work", by=None, at=NOW, with_placing=placed(request))
    assert Outcome.objects.get().good == "partly", "the same said anew"
    outcomes.close(request=request, said="work", by=None, at=NOW, with_placing=placed(request, 2))
    assert Outcome.objects.get().good == "", "of somebody else nothing was said"
    outcomes.judge(request=request, good="no")
    outcomes.judge(request=request, good="")
    assert Outcome.objects.get().good == ""
    with pytest.raises(Refused):
        outcomes.judge(request=request, good="five stars")


@pytest.mark.parametrize("said", ["nothing", "open"])
def test_only_work_is_judged_and_only_by_a_client(house: House, said: str) -> None:
    asked.pilot(house.cast.space, house.host)
    request = became_work(house)
    outcomes.judge(request=request, good="no")
    outcomes.close(request=request, said=said, by=None, at=NOW)
    assert Outcome.objects.get().good == ""
    with pytest.raises(Missing):
        outcomes.judge(request=request, good="yes")
    mine = shown(house, house.cast.insider)
    outcomes.close(request=mine, said="work", by=house.cast.insider, at=NOW, with_placing=placed(mine))
    with pytest.raises(Missing):
        outcomes.judge(request=mine, good="yes")


def test_what_was_said_of_somebody_goes_with_them_and_with_the_client(house: House) -> None:
    asked.pilot(house.cast.space, house.host)
    request = became_work(house)
    for forget in (
        lambda: forgetting.forget(placed(request).membership, NOW),
        lambda: clocks.forget(need=request.need, at=NOW),
    ):
        outcomes.judge(request=request, good="yes")
        forget()
        assert Outcome.objects.get().good == ""
