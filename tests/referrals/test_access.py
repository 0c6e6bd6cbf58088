"""Who sees what of a request: the owner, whoever is named, whoever is not, other hosts, strangers, the client."""

import pytest
from django.urls import reverse

from fuerwort.people.errors import Missing
from fuerwort.people.models import Membership
from fuerwort.referrals import queries
from fuerwort.referrals.actions import answers, contests, introductions, needs, suggesting
from fuerwort.referrals.models import Request
from tests.cast import NOW
from tests.referrals.conftest import TEXT, House, here


def sees(member: Membership, request: Request) -> str:
    """What these eyes see, in words."""
    try:
        seen = queries.request_for(here(member), request.public)
    except Missing:
        return "nothing"
    found = {"words": seen.text, "order": seen.order, "mine": seen.mine, "explained": seen.explained,
             "names": seen.named}  # fmt: skip
    return " ".join(name for name, there in found.items() if there)


def say_yes(request: Request) -> None:
    for placing in request.placings.filter(answer="open").select_related("membership"):
        answers.say_yes(placing=placing, by=placing.membership, at=NOW)


def test_before_the_list_is_out_only_the_owner_the_hosts_and_the_named_know(house: House) -> None:
    request = house.chosen()
    owner, other_host = request.owner, house.second_host if request.owner == house.host else house.host
    named = request.placings.first().membership
    not_named = request.explanations.filter(good_enough=True).first().membership
    assert sees(owner, request) == sees(other_host, request) == "words order"
    assert sees(named, request) == "words mine"
    assert sees(not_named, request) == "nothing", "the explanation comes with the list"
    assert sees(house.cast.insider, request) == sees(house.cast.stranger, request) == "nothing"
    say_yes(request)
    assert sees(not_named, request) == "explained"


def test_a_host_who_may_qualify_sees_neither_words_nor_order(house: House) -> None:
    request = house.chosen()
    other_host = house.second_host if request.owner == house.host else house.host
    other_host.fields.add(house.web)
    assert sees(other_host, request) == "nothing"


def test_an_unconfirmed_request_is_seen_by_nobody(house: House) -> None:
    need = needs.ask(
        space=house.cast.space, wants=[house.want()], client=needs.Client("P", "p@example.org"), at=NOW, token="t"
    )
    assert sees(house.host, need.requests.get()) == "nothing"
    assert not queries.status_for("t").is_confirmed


def test_whoever_recorded_a_need_sees_the_names_when_the_list_is_out(house: House) -> None:
    asker = house.cast.insider
    request = needs.record_need(wants=[house.want()], by=asker, at=NOW).requests.get()
    assert sees(asker, request) == "words"
    suggesting.suggest(request=request, by=request.owner, at=NOW)
    suggesting.choose(request=request, by=request.owner, at=NOW)
    assert sees(asker, request) == "words"
    say_yes(request)
    assert sees(asker, request) == "words names"


def test_the_client_sees_names_and_reasons_without_anybody_elses_name(house: House) -> None:
    request = house.chosen()
    status = queries.status_for("t0")
    assert (status.parts[0].step, status.parts[0].names) == (4, [])
    say_yes(request)
    names = queries.status_for("t0").parts[0].names
    assert len(names) == 3
    everybody = [member.name.split()[0] for member in (*house.makers, house.host)]
    for name in names:
        assert name.reasons
        assert not [one for one in everybody if any(one in reason for reason in name.reasons)]
        assert not name.email
    introductions.release(placing=names[0].placing, by=None, at=NOW)
    assert [name.released for name in queries.status_for("t0").parts[0].names] == [True, False, False]


@pytest.mark.parametrize("token", ["", "t1", "nonsense"])
def test_no_other_token_opens_a_clients_page(house: House, token: str) -> None:
    house.asked()
    with pytest.raises(Missing):
        queries.status_for(token)


def test_the_contact_is_in_no_page_of_a_member_before_and_after_the_release(house: House) -> None:
    request = house.chosen()
    say_yes(request)
    placing = request.placings.first()
    introductions.release(placing=placing, by=None, at=NOW)
    seen = queries.request_for(here(placing.membership), request.public)
    assert (seen.text, {"report", "contest"} <= seen.may) == (TEXT, True)


def test_a_request_costs_few_queries_for_everybody(house: House, django_assert_max_num_queries) -> None:
    request = house.chosen()
    placing = request.placings.select_related("membership__person").first()
    here_is = {who: here(who) for who in (request.owner, placing.membership)}
    with django_assert_max_num_queries(8):
        queries.request_for(here_is[request.owner], request.public)
    with django_assert_max_num_queries(8):
        queries.request_for(here_is[placing.membership], request.public)
    say_yes(request)
    with django_assert_max_num_queries(9):
        queries.request_for(here_is[request.owner], request.public)
    with django_assert_max_num_queries(8):
        queries.status_for("t0")
    with django_assert_max_num_queries(8):
        queries.requests_for(here_is[request.owner])


def test_a_page_with_another_order_and_doubts_costs_no_more_than_others(
    house: House, client, django_assert_max_num_queries
) -> None:
    request = house.suggested()
    shown = [placing.membership for placing in request.placings.order_by("place")]
    suggesting.change_order(request=request, places=shown[::-1], why="Darum", by=request.owner, at=NOW)
    suggesting.choose(request=request, by=request.owner, at=NOW)
    first = request.placings.select_related("membership__person").order_by("place")[0]
    colleague = request.explanations.filter(good_enough=True)[0].membership
    answers.hand_over(placing=first, to=colleague, by=first.membership, at=NOW)
    say_yes(request)
    named = request.placings.select_related("membership__person").get(membership=colleague)
    introductions.release(placing=named, by=None, at=NOW)
    for doubter in (named.membership, first.membership):
        contests.contest(request=request, text="Warum?", by=doubter, at=NOW)
    for viewer in (request.owner, house.second_host, named.membership, first.membership):
        client.force_login(viewer.person)
        with django_assert_max_num_queries(12):
            page = client.get(reverse("request", args=["kanal", request.public]))
        assert ("Warum?" in page.content.decode()) == (page.status_code == 200)
    assert [one.name for one in queries.request_for(here(colleague), request.public).may_thank] == [
        first.membership.name
    ]
