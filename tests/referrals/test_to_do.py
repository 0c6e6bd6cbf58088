"""What waits for whom, in one query."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.db.models import Exists

from fuerwort.people.models import Membership, News
from fuerwort.people.news import told
from fuerwort.referrals.actions import answers, contests, introductions, needs, outcomes, suggesting
from fuerwort.referrals.queries import has_answered, has_found_work, to_do
from tests.cast import NOW
from tests.referrals.conftest import House, here


@pytest.fixture(autouse=True)
def _pages(monkeypatch) -> None:
    """As if this house had every page."""
    module = import_module("fuerwort.referrals.queries.to_do")
    monkeypatch.setattr(module, "_page", lambda name, *of: f"/{name}/{'/'.join(of)}/")


def holds(one: Exists) -> bool:
    return Membership.objects.annotate(one=one).values_list("one", flat=True).first()


def codes(member, at=NOW) -> list[str]:
    return [one.code for one in to_do(here(member), at)]


def test_the_owner_the_named_and_whoever_asked_each_have_their_part(house: House, django_assert_num_queries) -> None:
    asker = house.cast.insider
    request = needs.record_need(wants=[house.want()], by=asker, at=NOW).requests.get()
    owner = request.owner
    assert codes(owner) == ["request.owned"]
    suggesting.suggest(request=request, by=owner, at=NOW)
    assert codes(owner) == ["request.owned"]
    suggesting.choose(request=request, by=owner, at=NOW)
    assert codes(owner) == [], "it is the others' turn"
    first, *others = [p.membership for p in request.placings.select_related("membership__person").order_by("place")]
    assert [codes(member) for member in (first, *others)] == [["request.placed"]] * 3
    viewer = here(first)
    with django_assert_num_queries(1):
        to_do(viewer, NOW)
    assert not holds(has_answered(viewer))
    for placing in request.placings.select_related("membership"):
        answers.say_yes(placing=placing, by=placing.membership, at=NOW)
    assert holds(has_answered(viewer)) and holds(has_found_work(here(asker)))
    assert (codes(first), codes(asker)) == ([], ["request.shown"])
    placing = request.placings.get(place=1)
    introductions.release(placing=placing, by=asker, at=NOW)
    assert (codes(first), codes(asker)) == ([], [])
    later = NOW + timedelta(days=14)
    assert codes(first, later) == ["request.introduced"]
    outcomes.report(placing=placing, said="open", by=first, at=later)
    assert codes(first, later) == []


def test_when_nobody_said_yes_the_owner_goes_on(house: House) -> None:
    request = house.chosen()
    while placing := request.placings.filter(answer="open").select_related("membership").first():
        assert codes(request.owner) == []
        answers.say_no(placing=placing, by=placing.membership, at=NOW)
    assert codes(request.owner) == ["request.owned"]


def test_whoever_looked_for_somebody_is_asked_whether_they_passed_it_on(house: House) -> None:
    asker = house.cast.insider
    request = needs.look_for(want=house.want(), by=asker, at=NOW)
    assert codes(asker) == []
    suggesting.suggest(request=request, by=asker, at=NOW)
    assert codes(asker) == ["request.looked-for"]


def test_a_doubt_waits_for_hosts_who_are_not_concerned(house: House) -> None:
    request = house.chosen()
    other = house.second_host if request.owner == house.host else house.host
    contests.contest(request=request, text="Warum?", by=request.placings.first().membership, at=NOW)
    assert (codes(request.owner), codes(other)) == ([], ["contest.opened"])


def test_news_cost_the_same_however_many_there_are(cast, django_assert_max_num_queries) -> None:
    facts = {"request": "unknown", "reader": cast.owner.public, "by": cast.insider.public}
    codes = ("request.owned", "request.not-named", "request.late", "request.handed")
    rows = [News(membership=cast.owner, at=NOW, code=code, facts=facts) for code in codes * 3]
    with django_assert_max_num_queries(3):
        assert len(told(rows)) == 12
