"""docs/rules/requests.md, clocks: what happens when nobody does anything."""

from datetime import timedelta

import pytest

from fuerwort.people.actions import leaving
from fuerwort.people.models import News, Role, RoleName
from fuerwort.referrals.actions import answers, clocks, introductions, needs, outcomes, owners, suggesting
from fuerwort.referrals.models import Need, Request, State
from tests.cast import NOW
from tests.referrals.conftest import CLIENT, House
from tests.tables import table

DEFAULTS = {row["clock"]: row["default"] for row in table("requests.md", "## Clocks")}


def after(clock: str) -> timedelta:
    number, unit = DEFAULTS[clock].split()
    return timedelta(**{"h": {"hours": int(number)}, "days": {"days": int(number)}}[unit])


def test_a_silent_owner_is_followed_by_the_next(house: House) -> None:
    request, late = house.asked(), NOW + after("first answer")
    first = request.owner
    assert clocks.tick(at=late - timedelta(seconds=1)) == 0
    assert clocks.tick(at=late) == 1
    request.refresh_from_db()
    assert request.owner not in (None, first)
    assert {news.membership for news in News.objects.filter(code="request.late")} == {house.host, house.second_host}
    assert clocks.tick(at=late + timedelta(hours=1)) == 0, "whoever is reminded is left alone for a day"


def test_an_owner_who_cares_keeps_it_and_is_reminded_of_a_late_list(house: House) -> None:
    request = house.asked()
    owners.take(request=request, by=request.owner, at=NOW)
    assert clocks.tick(at=NOW + after("first answer")) == 0
    late = NOW + after("list")
    assert [clocks.tick(at=late + timedelta(hours=hours)) for hours in (0, 23, 24)] == [1, 0, 1]
    assert Request.objects.get(pk=request.pk).owner == request.owner


def test_a_request_is_never_without_an_owner(house: House) -> None:
    request = house.asked()
    leaving.leave(by=request.owner, at=NOW)
    clocks.tick(at=NOW)
    request.refresh_from_db()
    assert request.owner.left_at is None


def test_without_a_host_nothing_is_asked_and_what_runs_waits_for_the_next(house: House) -> None:
    running = house.asked()
    asked = needs.ask(space=house.cast.space, wants=[house.want()], client=CLIENT, at=NOW, token="t-late")
    Role.objects.filter(membership__in=[house.host, house.second_host]).delete()
    with pytest.raises(owners.Ownerless, match="Nichts wurde"):
        needs.record_need(wants=[house.want()], by=house.cast.insider, at=NOW)
    with pytest.raises(owners.Ownerless):
        needs.confirm(need=asked, at=NOW)
    asked.refresh_from_db()
    assert asked.confirmed_at is None and Need.objects.count() == 2
    house.cast.space.memberships.filter(pk=running.owner_id).update(left_at=NOW)
    assert [clocks.escalate(at=NOW + timedelta(hours=hour)) for hour in (0, 1, 2)] == [1, 0, 0]
    running.refresh_from_db()
    assert running.owner is None
    Role.objects.create(membership=house.second_host, name=RoleName.HOST)
    assert clocks.escalate(at=NOW + timedelta(hours=3)) == 1
    running.refresh_from_db()
    assert running.owner == house.second_host


def test_no_answer_by_the_deadline_uses_the_place_and_nobody_moves_up(house: House) -> None:
    request = house.chosen()
    assert clocks.tick(at=NOW + after("reply")) == 3
    request.refresh_from_db()
    assert request.state == State.ASKED
    assert request.placings.filter(answer="silent", place__isnull=False).count() == 3
    assert News.objects.filter(code="request.nobody-left", membership=request.owner).exists()
    suggestion = suggesting.suggest(request=request, by=request.owner, at=NOW)
    assert suggestion.round == 2
    assert set(suggestion.weighed) == {m.public for m in house.makers} - {
        p.membership.public for p in request.placings.filter(answer="silent")
    }


def test_whoever_left_did_not_keep_silent(house: House) -> None:
    request = house.chosen()
    gone = request.placings.select_related("membership__space").get(place=1)
    leaving.leave(by=gone.membership, at=NOW)
    clocks.tick(at=NOW + after("reply"))
    gone.refresh_from_db()
    assert (gone.answer, gone.place) == ("no", None)


def test_what_nobody_confirmed_is_deleted(house: House) -> None:
    needs.ask(space=house.cast.space, wants=[house.want()], client=CLIENT, at=NOW, token="t")
    late = NOW + after("link in the first mail")
    assert clocks.tick(at=late - timedelta(seconds=1)) == 0
    assert clocks.tick(at=late) == 1
    assert not Need.objects.exists()


def test_contact_and_words_are_deleted_and_nothing_else(house: House) -> None:
    request = house.chosen()
    for placing in request.placings.select_related("membership"):
        answers.say_yes(placing=placing, by=placing.membership, at=NOW)
    outcomes.close(request=request, said="nothing", by=None, at=NOW)
    late = NOW + after("contact data and words")
    assert clocks.purge(at=late - timedelta(seconds=1)) == 0
    assert clocks.purge(at=late) == 1
    request.refresh_from_db()
    need = request.need
    assert (need.client, need.email, need.phone, need.token, need.token_hash, request.text) == (
        "",
        "",
        "",
        "",
        None,
        "",
    )
    assert (request.state, request.placings.count(), need.purged_at) == (State.CLOSED, 3, late)
    assert clocks.purge(at=late) == 0


def test_a_need_of_two_fields_is_kept_until_both_have_ended(house: House) -> None:
    house.cast.translation.members.add(house.makers[0])
    wants = [house.want(), house.want(field=house.cast.translation)]
    need = needs.confirm(need=needs.ask(space=house.cast.space, wants=wants, client=CLIENT, at=NOW, token="t"), at=NOW)
    first, second = need.requests.order_by("pk")
    introductions.withdraw(request=first, by=None, at=NOW)
    assert clocks.purge(at=NOW + timedelta(days=400)) == 0
    introductions.nobody_fits(request=second, words="Leider nein.", by=second.owner, at=NOW + timedelta(days=1))
    assert clocks.purge(at=NOW + after("contact data and words")) == 0
    assert clocks.purge(at=NOW + timedelta(days=1) + after("contact data and words")) == 1


def test_lists_nobody_speaks_of_are_closed(house: House) -> None:
    request = house.chosen()
    for placing in request.placings.select_related("membership"):
        answers.say_yes(placing=placing, by=placing.membership, at=NOW)
    assert clocks.close_quietly(at=NOW + after("outcome") - timedelta(seconds=1)) == 0
    assert clocks.close_quietly(at=NOW + after("outcome")) == 1
    looked = needs.look_for(want=house.want(), by=house.cast.insider, at=NOW)
    assert clocks.close_quietly(at=NOW + timedelta(days=30)) == 1
    looked.refresh_from_db()
    assert looked.state == State.WITHDRAWN
