"""People about themselves and each other: on a German phone without a script, on an English desktop."""

import re

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from fuerwort.people.actions import agreements
from fuerwort.people.models import Agreement, Membership
from tests.journeys.conftest import OTHERS
from tests.journeys.test_look import SIDEWAYS, barriers

SPACE = "/spaces/kanal"


@pytest.fixture
def cast(live_server):
    """The cast where the server sees it."""
    from tests import cast as people  # noqa: PLC0415 - Django must be set up first

    return people.make()


def come_in(page: Page, member: Membership, server: str) -> Page:
    """Log in without the log-in page, which has its own journeys."""
    session = SessionStore()
    session[SESSION_KEY] = str(member.person_id)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = member.person.get_session_auth_hash()
    session.save()
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": session.session_key or "", "url": server}]
    )
    return page


@pytest.fixture
def plain(browser: Browser, live_server):
    """A German phone without scripts, logged in as anybody."""
    contexts = []

    def phone(member: Membership) -> Page:
        contexts.append(
            browser.new_context(
                base_url=live_server.url, viewport={"width": 360, "height": 740}, locale="de-DE",
                java_script_enabled=False,
            )
        )  # fmt: skip
        return come_in(contexts[-1].new_page(), member, live_server.url)

    yield phone
    for context in contexts:
        context.close()


def test_a_profile_is_filled_in_without_a_script(plain, cast) -> None:
    page = plain(cast.newcomer)
    page.goto(f"{SPACE}/profile/")
    page.get_by_label("Über mich").fill("Ich übersetze Museumstexte.")
    page.get_by_placeholder("Was machst du, in deinen Worten?").fill("Übersetzer")
    page.get_by_role("button", name="Finden").click()
    expect(page.get_by_label("Über mich")).to_have_value("Ich übersetze Museumstexte.")
    page.get_by_label("Übersetzung", exact=True).check()
    page.get_by_label("Fähigkeiten in Übersetzung, mit Kommas").fill("Museum, Englisch")
    page.get_by_label("Telefon").fill("030 1234567")
    page.get_by_role("button", name="Speichern").last.click()
    expect(page.get_by_text("Gespeichert.")).to_be_visible()
    expect(page.get_by_text("Museum", exact=True)).to_be_visible()
    expect(page.get_by_text("Ausgefüllt, und so nicht zu sehen: Telefon.")).to_be_visible()
    page.get_by_role("link", name="von außen").click()
    expect(page.get_by_text("Außerhalb des Raums sieht dich niemand.")).to_be_visible()


def test_time_is_one_tap_and_can_be_taken_back(plain, cast) -> None:
    page = plain(cast.owner)
    page.goto(f"{SPACE}/members/{cast.owner.public}/")
    page.get_by_role("button", name="Ausgebucht").click()
    expect(page.get_by_text("Du bist ausgebucht, bis")).to_be_visible()
    page.get_by_role("button", name="Rückgängig").click()
    expect(page.get_by_text("Du hast Zeit.")).to_be_visible()
    page.get_by_role("button", name="Wenig").click()
    page.get_by_role("button", name="für zwei Wochen").click()
    expect(page.get_by_role("button", name="Wenig")).to_have_attribute("aria-pressed", "true")


def test_neighbours_agree_and_end_it(plain, cast) -> None:
    page = plain(cast.owner)
    page.goto(f"{SPACE}/members/{cast.insider.public}/")
    page.get_by_role("link", name="Eine Absprache vorschlagen").click()
    page.get_by_label("Ja, mein Gegenüber steht zurück.").check()
    page.get_by_role("button", name="Vorschlagen").click()
    expect(page.get_by_text("Sie gilt, wenn Ines Insider unterschreibt.")).to_be_visible()
    other = plain(cast.insider)
    other.goto(SPACE)
    other.get_by_role("link", name="Olga Owner schlägt dir eine Absprache zu Webdesign vor.").click()
    other.get_by_role("button", name="Unterschreiben").click()
    expect(other.get_by_text("gilt seit")).to_be_visible()
    page.reload()
    page.get_by_role("button", name="Beenden").click()
    page.get_by_role("dialog").get_by_role("button", name="Beenden").click()
    expect(page.get_by_text("Sie wurde beendet.")).to_be_visible()


def test_the_directory_answers_while_one_types(desktop: Page, cast, live_server) -> None:
    page = come_in(desktop, cast.host, live_server.url)
    page.goto(f"{SPACE}/members/")
    page.get_by_label("Looking for whom?").press_sequentially("transl")
    expect(page.get_by_text("“transl” stands for: Translation.")).to_be_visible()
    expect(page.get_by_role("link", name="Ines Insider")).to_be_visible()
    expect(page.get_by_role("link", name="Olga Owner")).to_be_hidden()
    expect(page).to_have_url(re.compile("words=transl"))
    page.reload()
    expect(page.get_by_label("Looking for whom?")).to_have_value("transl")
    page.get_by_text("Filter").click()
    page.get_by_label("Field").select_option("Web design")
    expect(page.get_by_role("link", name="Ines Insider")).to_be_visible()


@pytest.fixture(params=OTHERS, ids=lambda p: f"{p[0]}-{p[1]}")
def insider(request, browser: Browser, live_server, cast) -> Page:
    width, scheme = request.param
    context = browser.new_context(
        base_url=live_server.url, viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce"
    )
    yield come_in(context.new_page(), cast.insider, live_server.url)
    context.close()


def test_no_page_has_a_barrier_or_scrolls_sideways(insider: Page, cast) -> None:
    one = agreements.propose(
        neighbour=cast.insider, field=cast.web_design, text="80 Euro.", by=cast.owner, at=timezone.now()
    )
    refused: list[str] = []
    insider.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    for path in (
        "/", "/members/", "/members/?words=xyzzy&has_time=on", f"/members/{cast.owner.public}/",
        f"/members/{cast.insider.public}/", "/profile/", "/agreements/", "/agreements/new/",
        f"/agreements/{one.public}/",
    ):  # fmt: skip
        insider.goto(SPACE + path)
        assert insider.evaluate(SIDEWAYS) <= 0, path
        assert barriers(insider) == "", path
    insider.goto(f"{SPACE}/profile/")
    insider.get_by_role("button", name="Speichern").or_(insider.get_by_role("button", name="Save")).last.click()
    insider.locator("button[value=full]").click()
    expect(insider.locator(".undo")).to_be_visible()
    assert barriers(insider) == ""
    assert refused == []
    assert Agreement.objects.count() == 1
