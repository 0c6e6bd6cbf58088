"""Requests in a browser: nobody decides in their own field, nobody fits, all may qualify; recommending oneself."""

from django.db.models import Sum
from playwright.sync_api import Page, expect

from fuerwort.referrals.models import Line, State
from tests.journeys.doors import come_in
from tests.journeys.test_look import SIDEWAYS, barriers
from tests.referrals.conftest import TEXT, House, house, shared  # noqa: F401 - a fixture

SPACE = "/spaces/kanal/"


def fine(page: Page) -> None:
    assert barriers(page) == ""
    assert page.evaluate(SIDEWAYS) <= 0


def test_recommending_with_a_text_to_copy(house: House, plain_phone: Page) -> None:  # noqa: F811
    """Without a script; from one's own point of view; booked as shown only when it was really passed on."""
    me, page = house.cast.treasurer, plain_phone
    shared(me, house.makers[-1], hours=8.0, field=house.web, text="den Aushang gestaltet")
    come_in(page, me, f"{SPACE}recommend/")
    page.get_by_label("Was wird gebraucht?").fill(TEXT)
    page.get_by_label("Fachgebiet").select_option(label="Webdesign")
    page.get_by_role("button", name="Namen zeigen").click()
    names = page.locator("ol.rows .name").all_inner_texts()
    expect(page.get_by_text("den Aushang gestaltet").first).to_be_visible()  # direct, and told with what
    text = page.get_by_label("Ein Text für deine eigene Mail").input_value()
    assert len(names) == 3 and all(name in text for name in names) and text.rstrip().endswith(me.name)
    assert not Line.objects.exists()  # looking books nothing
    page.get_by_role("checkbox", name=names[1]).uncheck()
    page.get_by_role("button", name="Ich habe es weitergegeben").click()
    expect(page.get_by_text("Wen du empfohlen hast")).to_be_visible()
    paid = Line.objects.values_list("membership__name").annotate(paid=Sum("place"))
    assert {name for name, place in paid if place} == {names[0], names[2]}
    come_in(page, house.cast.space.memberships.get(name=names[0]), SPACE)
    expect(page.get_by_text(f"{me.name} hat dich")).to_be_visible()


def test_where_all_may_qualify_the_order_is_binding(house: House, desktop: Page) -> None:  # noqa: F811
    """The owner can confirm the engine's order and not change it; page and log say so."""
    for host in (house.host, house.second_host):
        host.fields.add(house.web)
    request = house.asked()
    come_in(desktop, request.owner, f"{SPACE}requests/{request.public}/")
    expect(desktop.get_by_text("so the order stays as suggested. That is on record")).to_be_visible()
    desktop.get_by_role("button", name="Suggest a list").click()
    expect(desktop.get_by_text("Change the order")).to_have_count(0)
    desktop.get_by_role("button", name="Confirm and ask them").click()
    expect(desktop.get_by_text("Those named are asked now")).to_be_visible()
    fine(desktop)
    request.refresh_from_db()
    assert (request.state, request.binding) == (State.ASKED, True)
    desktop.goto(f"{SPACE}desk/events/")
    expect(desktop.get_by_text("so the suggested order is binding")).to_be_visible()


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
