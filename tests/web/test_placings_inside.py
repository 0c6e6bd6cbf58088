"""A named member inside the house: answering, the contact once released, what came of it, thanks."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from fuerwort.people.models import Field, Membership
from fuerwort.referrals.actions import answers, clocks, introductions, needs, suggesting
from fuerwort.referrals.actions.needs import Want
from fuerwort.referrals.models import Answer, Outcome, Placing, Request, Thanks
from tests.cast import NOW
from tests.referrals.conftest import TEXT, House
from tests.web.asking import SECRETS


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


def page(request: Request) -> str:
    return f"/spaces/kanal/requests/{request.public}/"


def at(member: Membership) -> Client:
    client = Client()
    client.force_login(member.person)
    return client


def seen(member: Membership, request: Request) -> str:
    answer = at(member).get(page(request))
    return answer.content.decode() if answer.status_code == 200 else ""


def all_say_yes(request: Request) -> None:
    for placing in request.placings.all():
        answers.say_yes(placing=placing, by=placing.membership, at=NOW)


def recorded(house: House, by: Membership, field: Field | None = None) -> Request:
    """Recorded by a member, chosen, and all said yes."""
    made = needs.record_need(wants=[Want(field or house.web, TEXT)], by=by, at=NOW).requests.get()
    suggesting.suggest(request=made, by=made.owner, at=NOW)
    made.refresh_from_db()
    suggesting.choose(request=made, by=made.owner, at=NOW)
    all_say_yes(made)
    made.refresh_from_db()
    return made


@pytest.mark.parametrize(("said", "stored"), [("yes", Answer.YES), ("no", Answer.NO), ("full", Answer.FULL)])
def test_the_named_answer_on_the_page(house: House, said: str, stored: str) -> None:
    request = house.chosen()
    placing = request.placings.get(place=1)
    assert "Ja, stellt mich vor" in seen(placing.membership, request)
    for _ in range(2):
        at(placing.membership).post(page(request) + "answer/", {"answer": said})
    assert "Ja, stellt mich vor" not in seen(placing.membership, request)
    clocks.tick(at=NOW + timedelta(minutes=5))
    placing.refresh_from_db()
    assert placing.answer == stored and "Ja, stellt mich vor" not in seen(placing.membership, request)


def test_nobody_answers_for_somebody_else(house: House) -> None:
    request = house.chosen()
    placed = set(request.placings.values_list("membership", flat=True))
    others = [one for one in (*house.makers, house.host, *house.cast.everybody.values()) if one.pk not in placed]
    for other in others:
        assert at(other).post(page(request) + "answer/", {"answer": "yes"}).status_code == 404
        assert at(other).post(page(request) + "report/", {"said": "work"}).status_code == 404
    assert not request.placings.exclude(answer=Answer.OPEN).exists()


def test_only_the_one_it_was_released_to_sees_the_contact(house: House) -> None:
    request = house.chosen()
    all_say_yes(request)
    one, *others = request.placings.order_by("place")
    everybody = [*house.makers, *house.cast.everybody.values(), house.second_host]
    assert not [member for member in everybody if SECRETS[1] in seen(member, request)], "before the release"
    introductions.release(placing=one, by=None, at=NOW)
    assert all(secret in seen(one.membership, request) for secret in SECRETS)
    assert not [member for member in everybody if member != one.membership and SECRETS[1] in seen(member, request)]
    assert len(others) == 2


def test_one_tap_says_what_came_of_it_and_another_says_it_anew(house: House) -> None:
    request = house.chosen()
    all_say_yes(request)
    one, other, _ = request.placings.order_by("place")
    introductions.release(placing=one, by=None, at=NOW)
    for said in ("open", "work", "nothing", "work"):
        at(one.membership).post(page(request) + "report/", {"said": said})
        assert Outcome.objects.get().said == said
    at(other.membership).post(page(request) + "report/", {"said": "work"})
    at(one.membership).post(page(request) + "report/", {"said": "<b>"})
    assert Outcome.objects.get().said == "work", "not introduced, and no such answer"
    shown = seen(one.membership, request)
    assert 'aria-pressed="true"' in shown and page(request) + "together/" in shown


def test_whoever_passed_it_on_is_thanked_once_in_words(house: House) -> None:
    asker = house.cast.newcomer
    request = recorded(house, asker)
    one = request.placings.first()
    assert f"{asker.name} danken" in seen(one.membership, request)
    for text in ("Danke <b>dir</b>!", "noch einmal"):
        at(one.membership).post(page(request) + "thank/", {"to": asker.public, "text": text})
    assert Thanks.objects.get().text == "Danke <b>dir</b>!"
    shown = seen(one.membership, request)
    assert "&lt;b&gt;dir&lt;/b&gt;" in shown and f"{asker.name} danken" not in shown
    assert at(one.membership).post(page(request) + "thank/", {"to": house.makers[1].public}).status_code == 404


def test_where_professional_law_holds_nothing_is_tied_to_it(house: House) -> None:
    Field.objects.filter(pk=house.web.pk).update(professional_law="lawyer")
    house.web.refresh_from_db()
    asker = house.cast.newcomer
    request = recorded(house, asker)
    one = request.placings.first()
    introductions.release(placing=one, by=asker, at=NOW)
    shown = seen(one.membership, request)
    assert "Berufsrecht" in shown and "danken" not in shown
    at(one.membership).post(page(request) + "thank/", {"to": asker.public, "text": "Danke!"})
    assert not Thanks.objects.exists()


def test_a_sign_no_database_keeps_breaks_nothing(house: House) -> None:
    asker = house.cast.newcomer
    request = recorded(house, asker)
    one = request.placings.first()
    assert at(one.membership).post(page(request) + "thank/", {"to": "\0"}).status_code == 404
    at(one.membership).post(page(request) + "thank/", {"to": asker.public, "text": "Dan\0ke"})
    assert Thanks.objects.get().text == "Danke"


def test_a_colleague_gets_it_in_two_clicks(house: House) -> None:
    request = house.chosen()
    placing = request.placings.get(place=1)
    client = at(placing.membership)
    to = client.get(page(request)).context["seen"].hand_to[0]
    client.post(page(request) + "answer/", {"to": to.public})
    assert Placing.objects.get(membership=to).handed_by == placing
