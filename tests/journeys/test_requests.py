"""Requests in a browser: decided by their owner, read and doubted by whoever is not named; recommending oneself."""

from playwright.sync_api import Page, expect

from fuerwort.people.models import Membership
from fuerwort.referrals.actions import answers
from fuerwort.referrals.models import Line, Request, State
from tests.cast import NOW
from tests.journeys.doors import come_in
from tests.journeys.test_look import SIDEWAYS, barriers
from tests.referrals.conftest import TEXT, House, house  # noqa: F401 - a fixture

SPACE = "/spaces/kanal/"


def fine(page: Page) -> None:
    assert barriers(page) == ""
    assert page.evaluate(SIDEWAYS) <= 0


def test_from_the_list_to_the_answered_doubt(house: House, phone: Page, desktop: Page) -> None:  # noqa: F811
    request = house.asked()
    assert request.owner
    owner_decides(phone, request, request.owner)
    for placing in request.placings.all():
        answers.say_yes(placing=placing, by=placing.membership, at=NOW)
    doubter = request.explanations.filter(good_enough=True)[0].membership
    reads_and_doubts(phone, request, doubter)
    other = house.second_host if request.owner == house.host else house.host
    come_in(desktop, other, SPACE)
    desktop.get_by_role("link", name="Somebody doubts an order in Web design").click()
    fine(desktop)
    desktop.get_by_label("Your answer").fill("Others were owed more.")
    desktop.get_by_role("button", name="Answer").click()
    expect(desktop.get_by_text("It stays on record")).to_be_visible()
    come_in(phone, doubter, SPACE)
    expect(phone.get_by_text("Others were owed more.")).to_be_visible()


def owner_decides(page: Page, request: Request, owner: Membership) -> None:
    come_in(page, owner, f"{SPACE}requests/")
    fine(page)
    page.get_by_role("link", name="Webdesign").click()
    page.get_by_role("button", name="Vorschlag machen lassen").click()
    fine(page)
    first = page.locator("ol.moving .name").first.inner_text()
    page.get_by_text("Reihenfolge ändern").click()
    others = page.get_by_label("Danach").locator("option:checked").inner_text()
    page.get_by_label("Zuerst").select_option(label=others)
    page.get_by_label("Danach").select_option(label=first)
    page.get_by_label("Warum?").fill("Die beiden kennen den Verein.")
    page.get_by_role("button", name="Ändern", exact=True).click()
    expect(page.locator("ol.moving .name").first).to_have_text(others)
    expect(page.get_by_text("Die beiden kennen den Verein.").first).to_be_visible()
    page.get_by_role("button", name="Bestätigen und anfragen").click()
    expect(page.get_by_text("Die Genannten werden jetzt gefragt")).to_be_visible()
    fine(page)
    request.refresh_from_db()
    assert request.state == State.ASKED


def reads_and_doubts(page: Page, request: Request, member: Membership) -> None:
    come_in(page, member, f"{SPACE}requests/{request.public}/")
    expect(page.get_by_text("In deinem Fachgebiet kam eine Anfrage")).to_be_visible()
    expect(page.get_by_text(request.text)).to_have_count(0)
    page.get_by_text("Ich zweifle diese Reihenfolge an").click()
    page.get_by_label("Was zweifelst du an?").fill("War ich nicht an der Reihe?")
    fine(page)
    page.get_by_role("button", name="Um Antwort bitten").click()
    expect(page.get_by_text("antwortet dir")).to_be_visible()


def test_recommending_without_a_script(house: House, plain_phone: Page) -> None:  # noqa: F811
    come_in(plain_phone, house.cast.treasurer, f"{SPACE}recommend/")
    plain_phone.get_by_label("Was wird gebraucht?").fill(TEXT)
    plain_phone.get_by_label("Fachgebiet").select_option(label="Webdesign")
    plain_phone.get_by_role("button", name="Namen zeigen").click()
    expect(plain_phone.locator("ol.rows .name")).to_have_count(3)
    assert not Line.objects.exists()
    plain_phone.get_by_role("button", name="Ich habe es weitergegeben").click()
    expect(plain_phone.get_by_text("Wen du empfohlen hast")).to_be_visible()
    assert Line.objects.exists()


def test_nobody_fits_and_nobody_decides_in_their_own_field(house: House, desktop: Page) -> None:  # noqa: F811
    house.host.fields.add(house.web)
    request = house.asked()
    assert request.owner == house.second_host
    come_in(desktop, house.host, f"{SPACE}requests/{request.public}/")
    expect(desktop.get_by_role("heading", level=1)).not_to_contain_text("Web design")
    come_in(desktop, house.second_host, f"{SPACE}requests/{request.public}/")
    expect(desktop.get_by_text("nobody decides where they may be named")).to_be_visible()
    desktop.get_by_role("link", name="Nobody here fits").click()
    fine(desktop)
    desktop.get_by_label("What they read").fill("Sorry, not this time.")
    desktop.get_by_role("button", name="Send it and end the request").click()
    expect(desktop.get_by_text("An honest no is an answer too.")).to_be_visible()
    request.refresh_from_db()
    assert request.state == State.NOBODY
