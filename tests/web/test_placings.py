"""A named member answers by the link in a mail, without logging in."""

from datetime import timedelta

import pytest
import time_machine

from fuerwort.people import links
from fuerwort.people.models import Availability
from fuerwort.referrals.actions import answers, clocks, introductions
from fuerwort.referrals.actions.verifying import verify_book
from fuerwort.referrals.models import Answer, Entry, Placing, State
from fuerwort.referrals.notices import answer_address
from tests.cast import NOW
from tests.letters import delivered, link
from tests.referrals.conftest import TEXT, House
from tests.web.asking import SECRETS


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def placing(house: House) -> Placing:
    return house.chosen().placings.get(place=1)


def page(placing: Placing, said: str = "yes") -> str:
    return answer_address(placing, said).removeprefix("http://localhost:8000")


def answer_of(placing: Placing) -> str:
    return Placing.objects.get(pk=placing.pk).answer


@pytest.mark.parametrize("method", ["get", "head", "options"])
@pytest.mark.parametrize("said", ["yes", "no", "full"])
def test_looking_answers_nothing(client, placing: Placing, method: str, said: str) -> None:
    getattr(client, method)(page(placing, said))
    assert answer_of(placing) == Answer.OPEN


def test_it_says_what_is_needed_why_and_until_when_and_not_by_whom(client, placing: Placing) -> None:
    seen = client.get(page(placing)).content.decode()
    assert (
        TEXT in seen and "Dürfen wir dich vorstellen?" in seen and "21. November" in seen and 'class="reasons"' in seen
    )
    assert not [secret for secret in SECRETS if secret in seen]


@pytest.mark.parametrize(("said", "stored"), [("yes", Answer.YES), ("no", Answer.NO), ("full", Answer.FULL)])
def test_one_button_answers_and_twice_is_once(client, placing: Placing, said: str, stored: str) -> None:
    for _ in range(2):
        seen = client.post(page(placing), {"answer": said}, follow=True).content.decode()
    clocks.tick(at=NOW + timedelta(minutes=5))
    assert answer_of(placing) == stored and "Danke. Du hast" in seen
    placing.membership.refresh_from_db()
    assert (placing.membership.availability == Availability.FULL) == (said == "full")


def test_a_yes_can_be_taken_back_as_long_as_others_are_asked(client, placing: Placing) -> None:
    client.post(page(placing), {"answer": "yes"})
    assert "Lieber doch nicht" in client.get(page(placing)).content.decode()
    client.post(page(placing), {"answer": "no"})
    clocks.tick(at=NOW + timedelta(minutes=5))
    assert answer_of(placing) == Answer.NO
    assert "inzwischen" not in client.get(page(placing)).content.decode()


@pytest.mark.parametrize("said", ["no", "full"])
def test_a_no_can_be_undone_until_the_next_one_is_asked(client, placing: Placing, said: str) -> None:
    """Nobody learns of it, no book moves; afterwards it says why it stands."""
    before = list(Entry.objects.values_list("pk", flat=True)), len(delivered())
    seen = client.post(page(placing), {"answer": said}, follow=True).content.decode()
    assert "Danke. Du hast nein gesagt." in seen and "Rückgängig" in seen and "10:05" in seen
    seen = client.post(page(placing), {"answer": "again"}, follow=True).content.decode()
    assert "Dürfen wir dich vorstellen?" in seen
    clocks.tick(at=NOW + timedelta(minutes=6))
    assert (list(Entry.objects.values_list("pk", flat=True)), len(delivered())) == before
    client.post(page(placing), {"answer": said})
    clocks.tick(at=NOW + timedelta(minutes=6))
    assert len(delivered()) == before[1] + 1, "the next one is asked"
    assert "dabei bleibt es" in client.post(page(placing), {"answer": "again"}, follow=True).content.decode()
    assert verify_book(placing.request.field.book) == []


def test_it_is_handed_over_in_two_clicks(client, placing: Placing) -> None:
    seen = client.get(page(placing))
    colleague = seen.context["seen"].hand_to[0]
    assert f"An {colleague.name}" in seen.content.decode()
    after = client.post(page(placing), {"to": colleague.public}, follow=True).content.decode()
    assert f"An {colleague.name} weitergegeben" in after and answer_of(placing) == Answer.HANDED
    theirs = Placing.objects.get(membership=colleague)
    assert (theirs.handed_by, theirs.answer) == (placing, Answer.OPEN)


def test_it_is_handed_only_to_those_who_are_good_enough_and_not_asked(client, house: House, placing: Placing) -> None:
    asked = placing.request.placings.get(place=2).membership
    for member in (asked, house.host, placing.membership):
        client.post(page(placing), {"to": member.public})
        assert answer_of(placing) == Answer.OPEN
    assert client.post(page(placing), {"to": house.cast.stranger.public}).status_code == 404


def test_whoever_comes_late_reads_that_the_time_has_passed(client, placing: Placing) -> None:
    answers.let_pass(placing=placing, at=placing.deadline)
    seen = client.post(page(placing), {"answer": "yes"}, follow=True).content.decode()
    assert answer_of(placing) == Answer.SILENT and "Die Zeit zum Antworten ist vorbei" in seen


def test_when_it_is_withdrawn_nobody_need_answer(client, placing: Placing) -> None:
    introductions.withdraw(request=placing.request, by=None, at=NOW)
    assert "Diese Anfrage ist vorbei" in client.get(page(placing)).content.decode()
    client.post(page(placing), {"answer": "yes"})
    assert answer_of(placing) == Answer.OPEN


def test_the_link_never_shows_the_contact_not_even_after_the_introduction(client, placing: Placing) -> None:
    request = placing.request
    for one in request.placings.all():
        answers.say_yes(placing=one, by=one.membership, at=NOW)
    introductions.release(placing=placing, by=None, at=NOW)
    seen = client.get(page(placing)).content.decode()
    assert "Du bist vorgestellt" in seen and not [secret for secret in SECRETS if secret in seen]


def test_the_mail_leads_to_the_page(client, placing: Placing) -> None:
    letters = [letter for letter in delivered() if letter.to == [placing.membership.person.email]]
    assert client.get(link(letters[-1], "/a/requests/")).status_code == 200


# Attacks


@pytest.mark.parametrize("forged", ["forged", "x" * 5000, "%00"])
def test_a_forged_link_opens_nothing(client, placing: Placing, forged: str) -> None:
    assert client.get(f"/a/requests/{forged}/").status_code == 404
    assert client.post(f"/a/requests/{forged}/", {"answer": "yes"}).status_code == 404


def test_a_link_of_another_purpose_or_age_opens_nothing(client, placing: Placing) -> None:
    other = links.sign("experience-answer", placing=placing.public, said="yes")
    assert client.post(f"/a/requests/{other}/", {"answer": "yes"}).status_code == 404
    old = page(placing)
    with time_machine.travel(NOW + timedelta(days=61), tick=False):
        assert client.post(old, {"answer": "yes"}).status_code == 404
    assert answer_of(placing) == Answer.OPEN


def test_one_who_was_not_asked_yet_or_has_left_has_no_page(client, house: House, placing: Placing) -> None:
    placing.membership.left_at = NOW
    placing.membership.save(update_fields=["left_at"])
    assert client.get(page(placing)).status_code == 404
    waiting = house.suggested().placings.first()
    assert client.post(page(waiting), {"answer": "yes"}).status_code == 404


def test_it_cannot_be_done_from_another_site(placing: Placing) -> None:
    from django.test import Client  # noqa: PLC0415 - the one client that checks

    strict = Client(enforce_csrf_checks=True)
    assert strict.post(page(placing), {"answer": "yes"}).status_code == 403 and answer_of(placing) == Answer.OPEN


@pytest.mark.parametrize("said", ["", "maybe", "<script>", "yes" * 1000])
def test_what_is_no_answer_changes_nothing(client, placing: Placing, said: str) -> None:
    client.post(page(placing), {"answer": said})
    assert answer_of(placing) == Answer.OPEN and placing.request.state == State.ASKED
