"""Requests as members see them: named, weighed, asking, recommending; their chances, and whether it is fair."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from fuerwort.people.models import Membership
from fuerwort.referrals.actions import answers
from fuerwort.referrals.models import Balance, Contest, Line, Outcome, Request, State
from tests.cast import NOW
from tests.referrals.conftest import TEXT, House

SPACE = "/spaces/kanal/"
As = Callable[[Membership], object]
NEED = {"text": TEXT, "field": "web-design", "size": "normal"}


@pytest.fixture
def as_(client) -> As:
    def log_in(member: Membership):
        client.force_login(member.person)
        return client

    return log_in


def said(answer) -> str:
    assert answer.status_code == 200, answer
    return answer.content.decode()


def shown(house: House) -> Request:
    """A list that went out: everybody named said yes."""
    request = house.chosen()
    for placing in request.placings.all():
        answers.say_yes(placing=placing, by=placing.membership, at=NOW)
    request.refresh_from_db()
    return request


def not_named(request: Request) -> Membership:
    return request.explanations.filter(good_enough=True)[0].membership


def test_whoever_is_not_named_reads_one_sentence_and_nothing_of_the_client(as_, house: House) -> None:
    request = shown(house)
    client = as_(not_named(request))
    page = f"{SPACE}requests/{request.public}/"
    assert page in said(client.get(f"{SPACE}requests/"))
    text = said(client.get(page))
    assert "andere standen vorn" in text
    assert request.text not in text
    assert not any(placing.membership.name in text for placing in request.placings.all())


def test_a_doubt_is_answered_by_a_host_who_did_not_decide(as_, house: House) -> None:
    request = shown(house)
    doubter = not_named(request)
    as_(doubter).post(f"{SPACE}requests/{request.public}/contest/", {"text": "Ich war doch an der Reihe?"})
    doubt = Contest.objects.get(by=doubter)
    page = f"{SPACE}contests/{doubt.public}/"
    other = house.second_host if request.owner == house.host else house.host
    assert "<textarea" not in said(as_(doubter).get(page))
    assert as_(request.owner).get(page).status_code == 404
    assert as_(house.makers[0] if house.makers[0] != doubter else house.makers[1]).get(page).status_code == 404
    client = as_(other)
    assert page in said(client.get(f"{SPACE}desk/contests/"))
    assert "<textarea" in said(client.get(page))
    client.post(page, {"text": "Zwei anderen stand mehr zu."})
    doubt.refresh_from_db()
    assert doubt.answered_by == other
    assert "Zwei anderen stand mehr zu." in said(as_(doubter).get(page))


def test_an_empty_doubt_is_none(as_, house: House) -> None:
    request = shown(house)
    as_(not_named(request)).post(f"{SPACE}requests/{request.public}/contest/", {"text": " "})
    assert not Contest.objects.exists()


def test_recommending_books_only_when_passed_on(as_, house: House) -> None:
    client = as_(house.cast.treasurer)
    assert said(client.get(f"{SPACE}recommend/"))
    page = client.post(f"{SPACE}recommend/", NEED)["Location"]
    request = Request.objects.get()
    text = said(client.get(page))
    names = [placing.membership for placing in request.placings.order_by("place")]
    mail = text[text.index("<textarea") : text.index("</textarea>")]
    assert all(member.name in mail for member in names)
    assert house.cast.treasurer.name in mail
    assert not Line.objects.exists()
    client.post(f"{page}pass-on/", {"name": [names[0].public]})
    request.refresh_from_db()
    assert request.state == State.SHOWN
    assert Balance.objects.get(membership=names[0]).micro < 0
    assert "pass-on" not in said(client.get(page))


def test_passing_on_nobody_books_nothing(as_, house: House) -> None:
    client = as_(house.cast.treasurer)
    page = client.post(f"{SPACE}recommend/", NEED)["Location"]
    client.post(f"{page}pass-on/")
    assert not Line.objects.exists()


def test_a_form_keeps_what_was_typed(as_, house: House) -> None:
    for where in ("recommend/", "requests/need/"):
        text = said(as_(house.cast.treasurer).post(SPACE + where, {"text": TEXT, "size": "normal"}))
        assert TEXT in text
    assert not Request.objects.exists()


def test_a_need_is_noted_and_its_names_introduced_and_closed(as_, house: House) -> None:
    client = as_(house.cast.treasurer)
    page = client.post(f"{SPACE}requests/need/", NEED)["Location"]
    request = Request.objects.get()
    assert request.owner in (house.host, house.second_host)
    owner = as_(request.owner)
    for verb in ("suggest", "choose"):
        owner.post(f"{page}act/", {"verb": verb})
    assert 'name="with"' not in said(as_(house.cast.treasurer).get(page))
    for placing in request.placings.all():
        answers.say_yes(placing=placing, by=placing.membership, at=timezone.now())
    client = as_(house.cast.treasurer)
    first = request.placings.order_by("place").first()
    assert first.membership.name in said(client.get(page))
    client.post(f"{page}release/{first.public}/")
    assert request.placings.get(introduction__isnull=False) == first
    client.post(f"{page}close/", {"said": "work", "with": first.public})
    assert Outcome.objects.get().with_placing == first
    assert said(client.get(page))


def test_ones_own_chances_line_by_line_and_nobody_elses_name(as_, house: House) -> None:
    request = shown(house)
    member = request.placings.get(place=1).membership
    client = as_(member)
    assert "Webdesign" in said(client.get(f"{SPACE}books/"))
    text = said(client.get(f"{SPACE}books/web-design/"))
    assert 'class="sum"' in text
    assert not any(maker.name in text for maker in house.makers)
    assert client.get(f"{SPACE}books/nothing/").status_code == 404


def test_a_list_nobody_confirmed_yet_is_not_read_from_the_book(as_, house: House) -> None:
    request = house.suggested()
    member = request.placings.get(place=1).membership
    assert 'class="sum"' not in said(as_(member).get(f"{SPACE}books/web-design/"))


def test_how_the_order_comes_about_is_for_everybody(client, house: House) -> None:
    text = said(client.get(f"{SPACE}order/"))
    assert "50 %, 30 %, 20 %" in text
    assert client.get("/spaces/nowhere/order/").status_code == 404


def test_fairness_as_page_figures_and_sheet(as_, house: House) -> None:
    shown(house)
    client = as_(house.cast.insider)
    text = said(client.get(f"{SPACE}fairness/"))
    assert "1 Liste" in text
    assert "<svg" in text
    figures = said(client.get(f"{SPACE}fairness/figures/"))
    assert "requests,,1," in figures
    month = f"{NOW:%Y-%m}"
    sheets = [client.get(f"{SPACE}fairness/sheet/?month={month}") for _ in range(2)]
    assert sheets[0].content.startswith(b"%PDF-")
    assert sheets[0].content == sheets[1].content
    names = (b"Ada", *(maker.name.encode() for maker in house.makers))
    assert not any(name in text.encode() or name in figures.encode() for name in names)


def test_an_empty_space_is_fair_too(as_, cast) -> None:
    for where in ("fairness/", "fairness/figures/", "fairness/sheet/", "books/", "requests/"):
        assert as_(cast.insider).get(SPACE + where).status_code == 200, where


def test_the_pages_of_members_ask_at_most_twelve(as_, house: House, django_assert_max_num_queries) -> None:
    for _ in range(3):
        request = shown(house)
    for member in (not_named(request), request.placings.get(place=1).membership):
        client = as_(member)
        for where in (
            "requests/",
            f"requests/{request.public}/",
            "books/",
            "books/web-design/",
            "recommend/",
            "order/",
            "fairness/",
            "fairness/figures/",
            "fairness/sheet/",
        ):
            with django_assert_max_num_queries(12):
                assert client.get(SPACE + where).status_code == 200, where


def test_an_order_can_be_doubted_long_after(as_, house: House) -> None:
    request = shown(house)
    assert 'name="text"' in said(as_(not_named(request)).get(f"{SPACE}requests/{request.public}/"))
    assert request.shown_at < NOW + timedelta(days=1)


def test_a_book_of_two_shows_nobody_the_other(as_, house: House) -> None:
    """Whose account is whose would be plain; a third member ends that."""
    for gone in house.makers[2:]:
        gone.fields.clear()
    shown(house)
    two = house.makers[0]
    page = f"{SPACE}books/web-design/"
    text = said(as_(two).get(page))
    assert "Weniger als drei Mitglieder haben in diesem Fachgebiet ein Konto" in text
    assert "<svg" not in text[text.index('id="whole"') :]
    assert "Weniger als drei" in said(as_(house.cast.insider).get(page))
    house.makers[2].fields.set([house.web])
    shown(house)
    text = said(as_(two).get(page))
    assert "Weniger als drei" not in text and "<svg" in text[text.index('id="whole"') :]
