"""Logging in by a code, without being told who else belongs; and one's own account."""

import io
import re
import time
import zipfile
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult

from fuerwort.people.models import Person
from fuerwort.web.accounts import PROVED_AT
from tests import letters
from tests.cast import NOW

OLGA = "olga@example.org"
CLOSED = [
    "signup/", "email/", "confirm-email/", "confirm-email/abc/", "password/change/", "password/set/", "password/reset/",
    "password/reset/key/1-abc/", "login/code/confirm/", "reauthenticate/", "2fa/", "2fa/webauthn/", "2fa/authenticate/",
    "2fa/totp/activate/", "2fa/recovery-codes/", "3rdparty/", "3rdparty/signup/", "sessions/", "phone/verify/",
    "inactive/",
]  # fmt: skip
"""Pages of allauth that nobody needs here."""
OWN = ["", "again/", "again/code/", "passkeys/add/", "passkeys/1/", "passkeys/1/remove/", "address/", "address/code/",
       "everywhere/", "data/", "erase/"]  # fmt: skip


def ask(client: Client, email: str = OLGA, **more: str):
    return client.post("/account/login/", {"email": email, **more})


def enter(client: Client, code: str, page: str = "/account/login/code/"):
    return client.post(page, {"code": code})


def logged_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def wrong(code: str) -> str:
    return code.translate(str.maketrans("BCDFG", "CDFGB")) if set(code) & set("BCDFG") else "BBBB-BBBB"


def test_a_code_by_mail_logs_in(client, cast) -> None:
    assert ask(client, "OLGA@example.org").headers["Location"] == "/account/login/code/"
    assert OLGA in client.get("/account/login/code/").content.decode()
    (letter,) = letters.delivered()
    assert letter.to == [OLGA]
    assert letter.subject == "Dein Code für Fürwort"
    code = letters.code(letter)
    assert code not in str([session.get_decoded() for session in Session.objects.all()])
    answer = enter(client, code.lower().replace("-", " "))
    assert answer.headers["Location"] == "/home/"
    assert answer.cookies["django_language"].value == "de"
    assert logged_in(client)


def test_a_code_serves_once(client, cast) -> None:
    ask(client)
    code = letters.code(letters.delivered()[0])
    other = Client()
    other.cookies = client.cookies.copy()
    enter(client, code)
    assert not logged_in(other)
    client.logout()
    assert enter(client, code).status_code == 302
    assert not logged_in(client)


def test_a_code_belongs_to_the_browser_that_asked(client, cast) -> None:
    ask(client)
    code = letters.code(letters.delivered()[0])
    thief = Client()
    assert enter(thief, code).headers["Location"] == "/account/login/"
    assert not logged_in(thief)


def test_three_wrong_codes_and_it_is_spent(client, cast) -> None:
    ask(client)
    code = letters.code(letters.delivered()[0])
    for _try in range(3):
        answer = enter(client, wrong(code))
        assert "nicht der Code, den wir geschickt haben" in answer.content.decode()
    assert "gilt nicht mehr" in enter(client, code).content.decode()
    assert not logged_in(client)


def test_a_code_is_good_for_a_quarter_of_an_hour(client, cast) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        ask(client)
        code = letters.code(letters.delivered()[0])
        clock.shift(timedelta(minutes=15, seconds=1))
        assert "gilt nicht mehr" in enter(client, code).content.decode()
    assert not logged_in(client)


def test_nobody_learns_who_belongs(client, cast) -> None:
    """Same answer, same page, same work, same kind of rows; only the known one gets a mail."""
    pages, queries, rows = {}, {}, {}
    for email in (OLGA, "eve@example.org"):
        DBTaskResult.objects.all().delete()
        browser = Client()
        with CaptureQueriesContext(
            connection,
        ) as done:
            answer = ask(browser, email)
        page = browser.get(answer.headers["Location"]).content.decode()
        pages[email] = (
            answer.status_code,
            re.sub(r'value="\w{64}"|"X-CSRFToken": "\w+"', "", page).replace(email, "X"),
        )
        queries[email] = [re.sub(r"'[^']*'|\d+", "?", query["sql"])[:60] for query in done]
        job = DBTaskResult.objects.get()
        rows[email] = (job.task_path, job.status, len(job.args_kwargs["args"][0]) // 100)
    assert pages[OLGA] == pages["eve@example.org"]
    assert queries[OLGA] == queries["eve@example.org"]
    assert rows[OLGA] == rows["eve@example.org"]
    assert letters.delivered() == [], "the last row was for nobody"


def test_codes_cannot_be_asked_for_without_end(client, cast) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        for email in (OLGA, "eve@example.org"):
            statuses = [ask(Client(), email).status_code for _try in range(4)]
            assert statuses == [302, 302, 302, 200], "three a minute for an address, known or not"
        for _minute in range(20):
            clock.shift(timedelta(minutes=1))
            ask(Client())
        assert ask(Client()).status_code == 200, "and twenty an hour"


def test_one_computer_cannot_try_many_addresses(client, cast) -> None:
    statuses = [ask(Client(), f"guess{n}@example.org").status_code for n in range(21)]
    assert statuses == [302] * 20 + [200]


def test_after_log_in_one_goes_on_where_one_was_going_and_nowhere_else(client, cast) -> None:
    for target, landed in (("/spaces/kanal/", "/spaces/kanal/"), ("https://evil.example/", "/home/")):
        browser = Client()
        ask(browser, next=target)
        assert enter(browser, letters.code(letters.delivered()[-1])).headers["Location"] == landed


@pytest.mark.parametrize("address", CLOSED)
def test_what_we_do_not_use_is_closed(client, cast, address: str) -> None:
    client.force_login(cast.owner.person)
    assert client.get(f"/account/{address}").status_code == 404
    assert client.post(f"/account/{address}").status_code == 404


@pytest.mark.parametrize("address", OWN)
def test_an_account_is_for_whoever_is_logged_in(client, cast, address: str) -> None:
    for method in (client.get, client.post):
        answer = method(f"/account/{address}")
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith("/account/login/?next=")


def test_log_out_takes_a_button(client, cast) -> None:
    client.force_login(cast.owner.person)
    assert client.get("/account/logout/").status_code == 405
    client.post("/account/logout/")
    assert not logged_in(client)


def test_log_out_everywhere_but_here(client, cast) -> None:
    phone = Client()
    for browser in (client, phone):
        browser.force_login(cast.owner.person)
    client.post("/account/everywhere/")
    assert client.get("/account/").status_code == 200
    assert phone.get("/account/").status_code == 302
    assert not Person.objects.get(email=OLGA).has_usable_password()


def fresh(client: Client, member) -> None:
    """Log in as if a moment ago."""
    client.force_login(member.person)
    session = client.session
    session[PROVED_AT] = 9e9
    session.save()


def test_what_cannot_be_undone_asks_again(client, cast) -> None:
    client.force_login(cast.owner.person)
    answer = client.get("/account/erase/")
    assert answer.headers["Location"] == "/account/again/?next=%2Faccount%2Ferase%2F"
    assert client.post("/account/again/", {"next": "/account/erase/"}).headers["Location"] == "/account/again/code/"
    answer = enter(client, letters.code(letters.delivered()[0]), "/account/again/code/")
    assert answer.headers["Location"] == "/account/erase/"
    assert client.get("/account/erase/").status_code == 200


def test_a_code_for_one_thing_is_none_for_another(client, cast) -> None:
    client.force_login(cast.owner.person)
    client.post("/account/again/", {"next": "/"})
    code = letters.code(letters.delivered()[0])
    assert enter(client, code, "/account/login/code/").headers["Location"] == "/account/login/"


def test_the_address_changes_when_the_new_one_is_proved_and_the_old_one_hears(client, cast) -> None:
    fresh(client, cast.owner)
    client.post("/account/address/", {"email": "Olga.Neu@example.org"})
    assert Person.objects.filter(email=OLGA).exists(), "nothing changes before the code"
    enter(client, letters.code(letters.delivered()[-1]), "/account/address/code/")
    cast.owner.person.refresh_from_db()
    assert cast.owner.person.email == "olga.neu@example.org"
    assert letters.delivered()[-1].to == [OLGA]


def test_the_address_of_somebody_else_cannot_be_taken(client, cast) -> None:
    fresh(client, cast.owner)
    client.post("/account/address/", {"email": "ines@example.org"})
    code = letters.code(letters.delivered()[-1])
    answer = enter(client, code, "/account/address/code/")
    assert "Ein anderes Konto hat diese Adresse" in answer.content.decode()
    assert Person.objects.get(email=OLGA) == cast.owner.person


def test_passkeys_are_listed_renamed_and_removed_by_their_owner(client, cast) -> None:
    key = Authenticator.objects.create(user=cast.owner.person, type="webauthn", data={"name": "Olgas Handy"})
    fresh(client, cast.owner)
    assert "Olgas Handy" in client.get("/account/").content.decode()
    assert client.get(f"/account/passkeys/{key.pk}/").status_code == 200
    client.post(f"/account/passkeys/{key.pk}/", {"name": "Tablet"})
    assert "Tablet" in client.get("/account/").content.decode()
    stranger = Client()
    fresh(stranger, cast.stranger)
    for page in ("", "remove/"):
        assert stranger.post(f"/account/passkeys/{key.pk}/{page}", {"name": "x"}).status_code == 404
    client.post(f"/account/passkeys/{key.pk}/remove/")
    assert not Authenticator.objects.exists()


def test_erasure_is_typed_foretold_and_final(client, cast) -> None:
    fresh(client, cast.owner)
    page = client.get("/account/erase/").content.decode()
    assert "Das kann niemand rückgängig machen" in page
    answer = client.post("/account/erase/", {"typed": "ja@example.org"})
    assert "Es wurde nichts gelöscht" in answer.content.decode()
    assert Person.objects.filter(email=OLGA).exists()
    assert client.post("/account/erase/", {"typed": "Olga@Example.org"}).headers["Location"] == "/account/erased/"
    assert not Person.objects.filter(email=OLGA).exists()
    assert not logged_in(client)
    assert client.get("/account/erased/").status_code == 200


def test_the_only_host_reads_why_not(client, cast) -> None:
    fresh(client, cast.host)
    answer = client.post("/account/erase/", {"typed": "hanne@example.org"})
    assert "mindestens eine Gastgeber:in" in answer.content.decode()
    assert Person.objects.filter(email="hanne@example.org").exists()


def test_one_takes_all_that_is_kept_about_one(client, cast) -> None:
    client.force_login(cast.owner.person)
    assert "/account/again/" in client.get("/account/data/").headers["Location"]
    session = client.session
    session[PROVED_AT] = time.time()
    session.save()
    assert "Alles über dich" in client.get("/account/data/").content.decode()
    taken = client.post("/account/data/")
    assert "no-store" in taken.headers["Cache-Control"] and "olga" not in taken.headers["Content-Disposition"]
    with zipfile.ZipFile(io.BytesIO(taken.content)) as packed:
        assert {"data.json", "index.html"} <= set(packed.namelist())
        assert "Ich baue Websites" in packed.read("index.html").decode()
