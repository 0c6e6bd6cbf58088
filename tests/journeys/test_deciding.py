"""Five phones decide: how long a list is, by consensing, one phone without JavaScript; then by consent."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.deciding.conftest import House
from tests.deciding.conftest import house as evening
from tests.journeys.doors import come_in
from tests.journeys.test_look import SIDEWAYS, barriers

__all__ = ["evening"]

SOON = 15_000
CHANGE, AS_IS = "Zwei Namen statt drei", "Alles bleibt, wie es ist"


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


def resist(page: Page, address: str, change: int, as_is: int, button: str = "Stimmzettel abgeben") -> str:
    """Cast a ballot; returns the receipt."""
    page.goto(address)
    for title, value in ((CHANGE, change), (AS_IS, as_is)):
        page.get_by_role("group", name=re.compile(title)).get_by_label(str(value), exact=True).check(force=True)
    press(page, button)
    expect(page.get_by_text("liegt in der Urne")).to_be_visible()
    return page.locator(".receipt").inner_text()


def prepared(host: Page, evening: House) -> str:
    """The host puts a change of the rule to a vote of those who are there; returns the address of the vote."""
    host.goto(f"/spaces/kanal/votes/new/?evening={evening.evening.public}")
    host.get_by_label("Was soll entschieden werden?").fill("Wie lang ist eine Liste?")
    press(host, "Weiter zu den Anträgen")
    address = re.search(r"/spaces/kanal/votes/\w+/", host.url)[0]
    host.get_by_role("link", name="Die Regel, nach der eine Reihenfolge entsteht").click()
    host.get_by_label("Was wird beantragt?").fill(CHANGE)
    press(host, "Hinzufügen")
    expect(host.get_by_text("Ändere mindestens eine Zahl")).to_be_visible()  # nothing would change; the title stays
    expect(host.get_by_label("Was wird beantragt?")).to_have_value(CHANGE)
    host.get_by_label("Wie viele Mitglieder werden für eine Anfrage genannt?").fill("2")
    press(host, "Hinzufügen")
    expect(host.get_by_text("Bis zu 3 Mitglieder werden genannt.")).to_be_visible()
    expect(host.get_by_text("Bis zu 2 Mitglieder werden genannt.")).to_be_visible()
    press(host, "Abstimmung öffnen")
    return address


def test_a_rule_is_changed_by_five_phones(phones: list[Page], evening: House, browser, live_server) -> None:
    host = phones[0]
    address = prepared(host, evening)
    beamer = browser.new_context(
        base_url=live_server.url, viewport={"width": 1280, "height": 800}, locale="en-GB"
    ).new_page()
    come_in(beamer, evening.cast.host, f"{address}screen/")
    expect(beamer.locator(".huge")).to_have_text("0 / 5")
    receipts = [resist(page, address, *said) for page, said in zip(phones, RESISTANCE, strict=True)]
    expect(beamer.locator(".huge")).to_have_text("5 / 5", timeout=SOON)  # by itself
    assert resist(phones[2], address, 4, 6, "Meinen Stimmzettel ändern") == receipts[2]
    for page in (phones[0], phones[1], beamer):
        assert page.evaluate(SIDEWAYS) == 0 if page is not phones[1] else True
    assert not barriers(phones[2])
    host.goto(address)
    press(host, "Schließen und zählen")
    press(host, "Endgültig schließen")
    expect(host.locator(".stat strong")).to_have_text(CHANGE)
    expect(beamer.locator(".stat strong")).to_have_text(CHANGE, timeout=SOON)
    assert not barriers(beamer)
    for page, receipt, (change, as_is) in zip(
        phones, receipts, [*RESISTANCE[:2], (4, 6), *RESISTANCE[3:]], strict=True
    ):
        page.goto(address)
        row = page.locator("tr.mine")
        expect(row).to_contain_text(receipt)
        expect(row).to_contain_text(f"{CHANGE} {change}")
        expect(row).to_contain_text(f"{AS_IS} {as_is}")
    assert not barriers(host) and host.evaluate(SIDEWAYS) == 0
    host.goto("/spaces/kanal/order/")
    expect(host.get_by_text("Bis zu 2 Mitglieder werden genannt")).to_be_visible()
    beamer.context.close()


RESISTANCE = [(0, 8), (2, 7), (9, 1), (1, 10), (3, 5)]


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
