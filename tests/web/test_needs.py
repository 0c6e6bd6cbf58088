"""The client's page: opened by a secret link, from the confirmation to the outcome, in the client's language."""

from datetime import timedelta

import pytest
import time_machine

from fuerwort.people.errors import Refused
from fuerwort.referrals.actions import answers, clocks, introductions, suggesting
from fuerwort.referrals.models import Answer, Entry, Introduction, Need, Outcome, Placing, Request, State
from tests.cast import NOW
from tests.letters import delivered, link
from tests.pilot import asked
from tests.referrals.conftest import House
from tests.web.asking import SECRETS, TEXT, send


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def page(client, house: House) -> str:
    """The address of a client's page; nothing is confirmed yet."""
    assert send(client).status_code == 302
    return link(delivered()[-1], "/a/needs/")


def chosen() -> Request:
    """The first request, confirmed by its owner; those named are asked."""
    request = Request.objects.order_by("pk")[0]
    suggesting.suggest(request=request, by=request.owner, at=NOW)
    request.refresh_from_db()
    suggesting.choose(request=request, by=request.owner, at=NOW)
    request.refresh_from_db()
    return request


def named() -> Request:
    """The same, and all said yes."""
    request = chosen()
    for placing in request.placings.all():
        answers.say_yes(placing=placing, by=placing.membership, at=NOW)
    request.refresh_from_db()
    return request


@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_looking_confirms_nothing(client, page: str, method: str) -> None:
    getattr(client, method)(page)
    getattr(client, method)(page + "confirm/")
    assert Need.objects.get().confirmed_at is None and Request.objects.get().state == State.UNCONFIRMED


def test_one_button_confirms_and_somebody_has_it(client, house: House, page: str) -> None:
    assert TEXT in client.get(page).content.decode()
    for _ in range(2):
        seen = client.post(page + "confirm/", follow=True).content.decode()
    request = Request.objects.get()
    assert (request.state, request.owner in (house.host, house.second_host)) == (State.OPEN, True)
    assert request.owner.name in seen and "21. November" in seen
    assert len([letter for letter in delivered() if "wartet auf dich" in letter.subject]) == 1


def test_each_step_says_who_has_it_and_by_when(client, house: House, page: str) -> None:
    client.post(page + "confirm/")
    request = Request.objects.get()
    suggesting.suggest(request=request, by=request.owner, at=NOW)
    assert "sieht ihn durch" in client.get(page).content.decode()
    request.refresh_from_db()
    suggesting.choose(request=request, by=request.owner, at=NOW)
    asked = client.get(page).content.decode()
    assert "wird gerade gefragt" in asked
    assert not [maker.name for maker in house.makers if maker.name in asked], "nobody is named before they said yes"


def test_names_come_with_reasons_and_without_what_is_not_public(client, house: House, page: str) -> None:
    client.post(page + "confirm/")
    request = named()
    seen = client.get(page).content.decode()
    for placing in request.placings.select_related("membership"):
        assert placing.membership.name in seen
        assert placing.membership.about not in seen, "members see it, not everybody"
        assert placing.membership.person.email not in seen
    assert "Diese drei passen" in seen and 'class="reasons"' in seen and SECRETS[1] in seen


def test_the_contact_goes_to_whom_it_is_released_and_to_nobody_else(client, house: House, page: str) -> None:
    client.post(page + "confirm/")
    one, other, _third = named().placings.order_by("place")
    assert "mindestens einen Namen" in client.post(f"{page}release/{one.request.public}/", follow=True).content.decode()
    before = len(delivered())
    for _ in range(2):
        seen = client.post(f"{page}release/{one.request.public}/", {"name": [one.public]}, follow=True)
    assert Introduction.objects.get().placing == one and other.membership.name in seen.content.decode()
    letters = delivered()[before:]
    assert [letter.to for letter in letters] == [[one.membership.person.email]]
    assert all(secret in letters[0].body for secret in SECRETS)


def test_it_closes_with_one_question_that_may_be_answered_anew(client, house: House, page: str) -> None:
    client.post(page + "confirm/")
    request = named()
    one = request.placings.first()
    address = f"{page}close/{request.public}/"
    client.post(address, {"said": "open"})
    request.refresh_from_db()
    assert (Outcome.objects.get().said, request.state) == ("open", State.SHOWN)
    seen = client.post(address, {"said": f"work:{one.public}"}, follow=True).content.decode()
    request.refresh_from_db()
    assert (Outcome.objects.get().with_placing, request.state) == (one, State.CLOSED)
    assert "18. Februar 2027" in seen, "when all is deleted"
    client.post(address, {"said": "nothing"})
    assert (Outcome.objects.get().said, Outcome.objects.get().with_placing) == ("nothing", None)


def test_it_asks_whether_it_was_good_work_only_while_a_pilot_counts_it(client, house: House, page: str) -> None:
    client.post(page + "confirm/")
    request = named()
    one = request.placings.select_related("membership").first()
    client.post(f"{page}close/{request.public}/", {"said": f"work:{one.public}"})
    assert "War es gute Arbeit?" not in client.get(page).content.decode(), "without a purpose nobody is asked"
    asked.pilot(house.cast.space, house.host)
    assert "War es gute Arbeit?" in client.get(page).content.decode()
    seen = client.post(f"{page}good/{request.public}/", {"good": "partly"}, follow=True).content.decode()
    assert Outcome.objects.get().good == "partly"
    assert 'value="partly" aria-pressed="true"' in seen and one.membership.name in seen
    client.post(f"{page}good/{request.public}/", {"good": ""})
    assert Outcome.objects.get().good == ""


@pytest.mark.parametrize("when", ["unconfirmed", "open", "asked", "shown"])
def test_it_can_be_withdrawn_at_any_time(client, house: House, page: str, when: str) -> None:
    request = Request.objects.get()
    if when != "unconfirmed":
        client.post(page + "confirm/")
    if when == "shown":
        named()
    if when == "asked":
        chosen()
    seen = client.post(f"{page}withdraw/{request.public}/", follow=True)
    if when == "unconfirmed":
        assert "Gelöscht" in seen.content.decode() and not Need.objects.exists() and client.get(page).status_code == 404
        return
    assert "Zurückgezogen" in seen.content.decode()
    request.refresh_from_db()
    assert (request.state, request.withdrawing_at) == (when, NOW)
    clocks.tick(at=NOW + timedelta(minutes=5))
    request.refresh_from_db()
    assert request.state == State.WITHDRAWN
    again = client.post(f"{page}withdraw/{request.public}/", follow=True).content.decode()
    assert "inzwischen weiter" in again


def test_an_honest_no_is_told_in_the_owners_words(client, house: House, page: str) -> None:
    client.post(page + "confirm/")
    request = Request.objects.get()
    introductions.nobody_fits(request=request, words="Leider <b>kann</b> das hier niemand.", by=request.owner, at=NOW)
    seen = client.get(page).content.decode()
    assert "Leider &lt;b&gt;kann&lt;/b&gt; das hier niemand." in seen and "Niemand hat deinen Kontakt" in seen


# Attacks


@pytest.mark.parametrize("token", ["forged", "x" * 5000, "%00", "t0ken'--"])
def test_a_forged_link_opens_nothing(client, house: House, page: str, token: str) -> None:
    for verb in ("", "confirm/", "withdraw/abc/", "release/abc/", "close/abc/"):
        assert client.post(f"/a/needs/{token}/{verb}").status_code == 404
        assert client.get(f"/a/needs/{token}/{verb}").status_code in (404, 405)


def test_one_clients_link_does_nothing_to_another(client, house: House, page: str) -> None:
    client.post(page + "confirm/")
    send(client, email="other@example.org", name="Otto Other")
    others = link(delivered()[-1], "/a/needs/")
    client.post(others + "confirm/")
    request = named()
    one = request.placings.first()
    for verb, sent in (("withdraw", {}), ("release", {"name": [one.public]}), ("close", {"said": "nothing"})):
        assert client.post(f"{others}{verb}/{request.public}/", sent).status_code == 404
    mine = Request.objects.exclude(pk=request.pk).get()
    client.post(f"{others}release/{mine.public}/", {"name": [one.public]})
    client.post(f"{others}close/{mine.public}/", {"said": f"work:{one.public}"})
    assert not Introduction.objects.exists() and not Outcome.objects.exists()
    assert Request.objects.filter(state=State.WITHDRAWN).count() == 0


def test_whoever_said_no_or_nothing_cannot_be_given_the_contact(client, house: House, page: str) -> None:
    client.post(page + "confirm/")
    request = chosen()
    yes, no, silent = request.placings.order_by("place")
    answers.say_no(placing=no, by=no.membership, at=NOW)
    answers.say_yes(placing=yes, by=yes.membership, at=NOW)
    clocks.pass_by(at=NOW + (silent.deadline - NOW))
    everybody = [p.public for p in Placing.objects.all()]
    client.post(f"{page}release/{request.public}/", {"name": everybody})
    assert list(Introduction.objects.values_list("placing", flat=True)) == [yes.pk]
    assert {p.answer for p in Placing.objects.all()} == {Answer.YES, Answer.NO, Answer.SILENT}


def test_a_link_that_was_deleted_with_the_need_opens_nothing(client, house: House, page: str) -> None:
    client.post(page + "confirm/")
    request = Request.objects.get()
    introductions.withdraw(request=request, by=None, at=NOW)
    request.need.refresh_from_db()
    clocks.purge(at=request.need.purge_at)
    assert client.get(page).status_code == 404


def test_it_cannot_be_done_from_another_site(house: House, page: str) -> None:
    from django.test import Client  # noqa: PLC0415 - the one client that checks

    strict = Client(enforce_csrf_checks=True)
    assert strict.post(page + "confirm/").status_code == 403 and Need.objects.get().confirmed_at is None


def test_the_page_is_kept_by_nobody(client, page: str) -> None:
    answer = client.get(page)
    assert "no-store" in answer["Cache-Control"] and 'content="noindex"' in answer.content.decode()


# Languages


def test_it_speaks_the_language_in_which_was_asked(client, house: House) -> None:
    send(client, language="en")
    letter = delivered()[-1]
    assert "one click is missing" in letter.subject
    page = link(letter, "/a/needs/")
    seen = client.get(page, headers={"accept-language": "de"}).content.decode()
    assert '<html lang="en"' in seen and "Is this your request?" in seen
    client.cookies["django_language"] = "de"
    assert "Ist das deine Anfrage?" in client.get(page).content.decode()


def test_each_page_asks_the_database_little(client, house: House, page: str, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(3):
        client.get("/spaces/kanal/ask/")
    client.post(page + "confirm/")
    named()
    with django_assert_max_num_queries(9):
        client.get(page)


def test_where_professional_law_holds_the_client_reads_that_nobody_gains(client, house: House, page: str) -> None:
    client.post(page + "confirm/")
    assert "Berufsrecht" not in client.get(page).content.decode()
    house.web.professional_law = "lawyer"
    house.web.save(update_fields=["professional_law"])
    assert "Niemand hat etwas davon, deine Anfrage weiterzugeben" in client.get(page).content.decode()


@pytest.mark.parametrize("when", ["open", "asked", "shown"])
def test_a_withdrawal_can_be_undone_for_some_minutes(client, house: House, page: str, when: str) -> None:
    """Meanwhile it rests: its owner can do nothing, no list goes out, no contact is given, no book moves."""
    client.post(page + "confirm/")
    request = Request.objects.get()
    if when == "shown":
        named()
    if when == "asked":
        chosen()
    entries, mails = Entry.objects.count(), len(delivered())
    client.post(f"{page}withdraw/{request.public}/")
    with pytest.raises(Refused):
        suggesting.suggest(request=request, by=request.owner, at=NOW)
    for one in request.placings.filter(answer=Answer.OPEN).select_related("membership"):
        answers.say_yes(placing=one, by=one.membership, at=NOW)
    for one in request.placings.all():
        with pytest.raises(Refused):
            introductions.release(placing=one, by=None, at=NOW)
    request.refresh_from_db()
    assert request.state == when and (Entry.objects.count(), len(delivered())) == (entries, mails)
    assert "kannst du" in client.get(page).content.decode()
    seen = client.post(f"{page}keep/{request.public}/", follow=True).content.decode()
    assert "Es geht weiter wie vorher" in seen
    clocks.tick(at=NOW + timedelta(minutes=6))
    request.refresh_from_db()
    assert request.state == ("shown" if when == "asked" else when), "what the others said meanwhile counts"
    assert "inzwischen" not in client.get(page).content.decode()


def test_nothing_floats_over_the_page_that_was_not_just_done(client, house: House, page: str) -> None:
    client.post(page + "confirm/")
    assert 'class="undo"' not in client.get(page).content.decode()


def test_whoever_asked_deletes_everything_once_it_is_over(client, house: House, page: str) -> None:
    client.post(page + "confirm/")
    request = Request.objects.get()
    assert "ziehe sie zuerst zurück" in client.post(page + "forget/", follow=True).content.decode()
    client.post(f"{page}withdraw/{request.public}/")
    clocks.tick(at=NOW + timedelta(minutes=5))
    assert "Gelöscht" in client.post(page + "forget/", follow=True).content.decode()
    need = Need.objects.get()
    assert (need.client, need.email, need.phone, need.token_hash) == ("", "", "", None)
    assert Request.objects.get().text == "" and client.get(page).status_code == 404


def test_the_privacy_page_tells_clients_what_is_kept_and_for_how_long(client, settings) -> None:
    settings.KEEP_DAYS = 30
    seen = client.get("/privacy/").content.decode()
    assert "30 Tage, nachdem deine Anfrage beendet ist" in seen and "Wenn du jemanden suchst" in seen
