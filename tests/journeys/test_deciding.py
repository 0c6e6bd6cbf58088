"""Five phones, one without JavaScript, decide by consent; by consensing they do in test_evening."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.deciding.conftest import House
from tests.deciding.conftest import house as evening
from tests.journeys.doors import come_in
from tests.journeys.test_look import SIDEWAYS, barriers

__all__ = ["evening"]

SOON = 15_000


@pytest.fixture
def phones(browser, live_server, evening: House):
    """One for each in the room; the second is plain."""
    opened = []
    for number, member in enumerate(evening.room):
        context = browser.new_context(
            base_url=live_server.url, viewport={"width": 360, "height": 740}, locale="de-DE", has_touch=True,
            java_script_enabled=number != 1, reduced_motion="reduce", color_scheme=("light", "dark")[number % 2],
        )  # fmt: skip
        page = context.new_page()
        page.set_default_timeout(SOON)
        come_in(page, member, "/imprint/")
        opened.append(page)
    yield opened
    for page in opened:
        page.context.close()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def test_an_objection_is_taken_in(phones: list[Page], evening: House) -> None:
    host = phones[0]
    host.goto(f"/spaces/kanal/votes/new/?evening={evening.evening.public}")
    host.get_by_label("Was soll entschieden werden?").fill("Wann spielt Musik?")
    host.get_by_label(re.compile("Ein Antrag: beschlossen")).check()
    press(host, "Weiter zu den Anträgen")
    address = re.search(r"/spaces/kanal/votes/\w+/", host.url)[0]
    host.get_by_role("link", name="Nichts von selbst: jemand macht es").click()
    host.get_by_label("Was wird beantragt?").fill("Musik ab 17 Uhr")
    press(host, "Hinzufügen")
    press(host, "Abstimmung öffnen")
    plain = phones[1]
    plain.goto(address)
    plain.get_by_label("Ich habe einen Einwand").check()
    press(plain, "Stimmzettel abgeben")
    expect(plain.get_by_text("Ohne Grund kann es niemand aufnehmen")).to_be_visible()
    expect(plain.get_by_label("Ich habe einen Einwand")).to_be_checked()
    plain.get_by_label("Dein Einwand oder deine Bedenken").fill("Ich telefoniere bis 18 Uhr.")
    press(plain, "Stimmzettel abgeben")
    agree(phones[2:], address)
    close_round(host, address)
    expect(host.get_by_text("Ich telefoniere bis 18 Uhr.")).to_be_visible()
    host.get_by_label("Was wird beantragt?").fill("Musik ab 18 Uhr")
    press(host, "Nächste Runde öffnen")
    agree(phones, address)
    close_round(host, address)
    expect(host.locator(".stat strong")).to_have_text("Musik ab 18 Uhr")
    assert not barriers(host) and host.evaluate(SIDEWAYS) == 0
    host.goto("/spaces/kanal/decisions/")
    expect(host.get_by_role("link", name="Musik ab 18 Uhr")).to_be_visible()


def agree(pages: list[Page], address: str) -> None:
    for page in pages:
        page.goto(address)
        page.get_by_label("Ich kann das mittragen.").check()
        press(page, "Stimmzettel abgeben")
        expect(page.get_by_text("liegt in der Urne")).to_be_visible()


def close_round(host: Page, address: str) -> None:
    host.goto(address)
    press(host, "Diese Runde schließen")
    press(host, "Endgültig schließen")
