"""Requests as their owner and hosts see them: suggest, confirm, change with a reason, give away, nobody fits."""

from collections.abc import Callable

import pytest

from fuerwort.people.models import Membership
from fuerwort.referrals.models import Change, Request, State
from tests.referrals.conftest import House

PAGES = "/spaces/kanal/requests/"
As = Callable[[Membership], object]


@pytest.fixture
def as_(client) -> As:
    def log_in(member: Membership):
        client.force_login(member.person)
        return client

    return log_in


def page(request: Request) -> str:
    return f"{PAGES}{request.public}/"


def said(answer) -> str:
    assert answer.status_code == 200, answer
    return answer.content.decode()


def test_the_owner_lets_a_list_be_suggested_and_confirms_it(as_, house: House) -> None:
    request = house.asked()
    client = as_(request.owner)
    assert request.field.name in said(client.get(PAGES))
    assert 'value="suggest"' in said(client.get(page(request)))
    client.post(f"{page(request)}act/", {"verb": "suggest"})
    text = said(client.get(page(request)))
    named = [f">{placing.membership.name}</a>" for placing in request.placings.order_by("place")]
    assert len(named) == 3
    assert [text.index(name) for name in named] == sorted(text.index(name) for name in named)
    client.post(f"{page(request)}act/", {"verb": "choose"})
    request.refresh_from_db()
    assert request.state == State.ASKED
    assert 'value="choose"' not in said(client.get(page(request)))


def test_the_page_shows_the_book_before_and_after_without_names(as_, house: House) -> None:
    request = house.suggested()
    text = said(as_(request.owner).get(page(request)))
    book = text[text.index('id="book"') :]
    assert "0,500" in book
    assert not any(maker.name in book for maker in house.makers)


def test_another_order_needs_a_reason_and_is_kept_as_typed(as_, house: House) -> None:
    request = house.suggested()
    client = as_(request.owner)
    now = [placing.membership.public for placing in request.placings.order_by("place")]
    turned = {f"place{n}": public for n, public in enumerate(reversed(now), 1)}
    text = said(client.post(f"{page(request)}order/", turned))
    assert f'value="{now[2]}" selected' in text
    assert not Change.objects.exists()
    client.post(f"{page(request)}order/", turned | {"why": "Sie kennen sich."})
    fresh = [placing.membership.public for placing in request.placings.order_by("place")]
    assert fresh == now[::-1]
    assert "Sie kennen sich." in said(client.get(page(request)))


def test_nobody_fits_is_said_in_words(as_, house: House, mailoutbox) -> None:
    request = house.asked()
    client = as_(request.owner)
    assert said(client.get(f"{page(request)}nobody/"))
    client.post(f"{page(request)}nobody/", {"words": "Leider passt gerade niemand."})
    request.refresh_from_db()
    assert (request.state, request.said) == (State.NOBODY, "Leider passt gerade niemand.")
    assert client.get(f"{page(request)}nobody/").status_code == 404


def test_a_host_gives_it_to_another_one_and_nobody_in_their_own_field(as_, house: House) -> None:
    request = house.asked()
    other = house.second_host if request.owner == house.host else house.host
    client = as_(house.host)
    form = said(client.get(f"{page(request)}give/"))
    assert other.name in form
    assert not any(maker.name in form for maker in house.makers)
    client.post(f"{page(request)}give/", {"to": other.public})
    request.refresh_from_db()
    assert request.owner == other


def test_a_host_who_offers_the_field_sees_neither_words_nor_order(as_, house: House) -> None:
    request = house.suggested()
    other = house.second_host if request.owner == house.host else house.host
    other.fields.add(house.web)
    client = as_(other)
    assert client.get(page(request)).status_code == 404
    assert client.post(f"{page(request)}act/", {"verb": "take-over"}).status_code == 404
    assert request.text not in said(client.get(f"{PAGES}all/"))


@pytest.mark.parametrize("who", ["makers", "stranger", "insider"])
def test_nobody_else_finds_it(as_, house: House, who: str) -> None:
    request = house.suggested()
    member = house.makers[0] if who == "makers" else house.cast.everybody[who]
    for where in ("", "give/", "nobody/"):
        assert as_(member).get(f"{page(request)}{where}").status_code == 404


def test_the_lists_ask_at_most_twelve(as_, house: House, django_assert_max_num_queries) -> None:
    for _ in range(4):
        house.suggested()
    request = house.chosen()
    client = as_(request.owner)
    for where in (PAGES, f"{PAGES}all/", page(request), f"{page(request)}give/"):
        with django_assert_max_num_queries(12):
            said(client.get(where))
