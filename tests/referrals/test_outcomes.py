"""What came of it, thanks without amounts, fields of professional law, and objections."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fuerwort.people.errors import Missing, Refused
from fuerwort.people.models import Membership, News, Role, RoleName
from fuerwort.people.queries import here_for
from fuerwort.referrals.actions import answers, contests, introductions, needs, outcomes, suggesting
from fuerwort.referrals.models import Contest, Outcome, Placing, Request
from fuerwort.referrals.queries.contests import to_answer
from tests.cast import NOW
from tests.referrals.conftest import House
from tests.referrals.test_life import news


def shown(house: House, asker: Membership) -> Request:
    """A need of a member with all names out and the first introduced."""
    request = needs.record_need(wants=[house.want()], by=asker, at=NOW).requests.get()
    suggesting.suggest(request=request, by=request.owner, at=NOW)
    suggesting.choose(request=request, by=request.owner, at=NOW)
    for placing in request.placings.select_related("membership"):
        answers.say_yes(placing=placing, by=placing.membership, at=NOW)
    introductions.release(placing=placed(request), by=asker, at=NOW)
    return request


def placed(request: Request, place: int = 1) -> Placing:
    return request.placings.select_related("membership__person", "request").get(place=place)


def test_whoever_passed_it_on_learns_what_became_of_it_and_is_thanked(house: House) -> None:
    asker = house.cast.insider
    request = shown(house, asker)
    first = placed(request)
    outcomes.report(placing=first, said="open", by=first.membership, at=NOW)
    assert news("request.outcome") == {"Ines": "Was du in Webdesign weitergegeben hast, ist noch offen."}
    outcomes.report(placing=first, said="work", by=first.membership, at=NOW)
    assert news("request.outcome") == {"Ines": "Was du in Webdesign weitergegeben hast, ist Arbeit geworden."}
    outcomes.thank(request=request, to=asker, by=first.membership, at=NOW, text="Danke dir!")
    outcomes.thank(request=request, to=asker, by=first.membership, at=NOW)
    assert request.thanks.count() == 1
    assert list(news("thanks.given")) == ["Ines"]
    assert Outcome.objects.count() == 1


def test_only_who_has_a_part_in_it_reports_and_thanks(house: House) -> None:
    asker = house.cast.insider
    request = shown(house, asker)
    first, second = placed(request), placed(request, 2)
    for member, to in ((house.cast.owner, asker), (first.membership, second.membership), (asker, first.membership)):
        with pytest.raises(Missing):
            outcomes.thank(request=request, to=to, by=member, at=NOW)
    with pytest.raises(Missing):
        outcomes.report(placing=first, said="work", by=second.membership, at=NOW)
    with pytest.raises(Refused):
        outcomes.report(placing=second, said="work", by=second.membership, at=NOW)
    with pytest.raises(Missing):
        outcomes.close(request=request, said="work", by=None, at=NOW)
    with pytest.raises(Refused):
        outcomes.close(request=request, said="money", by=asker, at=NOW)


def test_whoever_handed_it_over_is_thanked_too(house: House) -> None:
    request = house.chosen()
    giver = placed(request)
    to = request.explanations.filter(good_enough=True).select_related("membership").first().membership
    theirs = answers.hand_over(placing=giver, to=to, by=giver.membership, at=NOW)
    assert theirs.place == 1, "in the very place of whoever gave it"
    for placing in request.placings.filter(answer="open").select_related("membership"):
        answers.say_yes(placing=placing, by=placing.membership, at=NOW)
    outcomes.thank(request=request, to=giver.membership, by=to, at=NOW)
    assert News.objects.filter(code="thanks.given", membership=giver.membership).exists()


def test_in_a_field_of_lawyers_nobody_is_thanked(house: House) -> None:
    house.web.professional_law = "lawyer"
    house.web.save()
    request = shown(house, house.cast.insider)
    with pytest.raises(Refused, match="nichts einbringen"):
        outcomes.thank(request=request, to=house.cast.insider, by=placed(request).membership, at=NOW)


def test_no_doctor_is_recommended_unasked(house: House) -> None:
    house.web.professional_law = "doctor"
    house.web.save()
    with pytest.raises(Refused, match="ungefragt"):
        needs.look_for(want=house.want(), by=house.cast.insider, at=NOW)
    assert house.suggested().placings.count() == 3, "whoever asks is answered"


def test_an_objection_is_answered_once_by_a_host_who_is_not_concerned(house: House) -> None:
    request = house.chosen()
    named = placed(request).membership
    owner = request.owner
    other = house.second_host if owner == house.host else house.host
    doubt = contests.contest(request=request, text="Warum stehe ich auf dem dritten Platz?", by=named, at=NOW)
    assert list(news("contest.opened")) == [other.name.split()[0]]
    with pytest.raises(Refused):
        contests.contest(request=request, text="Noch einmal", by=named, at=NOW)
    with pytest.raises(Missing):
        contests.answer(contest=doubt, text="Nein", by=house.cast.treasurer, at=NOW)
    with pytest.raises(Refused, match="betrifft dich selbst"):
        contests.answer(contest=doubt, text="Nein", by=owner, at=NOW)
    contests.answer(contest=doubt, text="Andere passten besser.", by=other, at=NOW)
    assert "Andere passten besser." in news("contest.answered")[named.name.split()[0]]
    with pytest.raises(Refused):
        contests.answer(contest=doubt, text="Doch anders", by=other, at=NOW)


def test_only_who_knows_of_it_can_doubt_it(house: House) -> None:
    request = house.chosen()
    not_told = request.explanations.select_related("membership").first().membership
    for member in (not_told, house.cast.insider, house.cast.stranger):
        with pytest.raises(Missing):
            contests.contest(request=request, text="Warum?", by=member, at=NOW)


def test_when_every_host_may_qualify_one_of_them_answers(house: House) -> None:
    request = house.chosen()
    doubt = contests.contest(request=request, text="Warum?", by=placed(request).membership, at=NOW)
    for host in (house.host, house.second_host):
        host.fields.add(house.web)
    assert contests.impartial_hosts(doubt) == [house.host, house.second_host]


@given(offers=st.lists(st.booleans(), min_size=3, max_size=3), owner=st.integers(0, 3), doubts=st.integers(0, 3))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_who_may_answer_is_the_same_asked_for_one_or_for_all(house: House, offers, owner: int, doubts: int) -> None:
    with transaction.atomic():
        request = house.chosen()
        hosts = [house.host, house.second_host, house.makers[0]]
        Role.objects.get_or_create(membership=hosts[2], name=RoleName.HOST)
        for host, field in zip(hosts, offers, strict=True):
            host.fields.set([house.web] if field else [])
        Request.objects.filter(pk=request.pk).update(owner=[*hosts, None][owner])
        by = [*hosts, house.makers[1]][doubts]
        doubt = Contest.objects.create(request=request, by=by, text="Warum?", at=NOW)
        doubt = Contest.objects.get(pk=doubt.pk)
        may = [host for host in hosts if to_answer(here_for(host.person, "kanal")).exists()]
        assert may == [host for host in hosts if host in contests.impartial_hosts(doubt)]
        transaction.set_rollback(True)
