"""The founding evening with four phones at once, against the real server: two workers, a file, nothing lost."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.entry import enter
from tests.journeys.test_look import SIDEWAYS, barriers
from tests.ports import free_port

WHO = ("host", "owner", "insider", "treasurer")
SOON = 15_000


@pytest.fixture
def phones(browser, tmp_path: Path) -> Iterator[dict[str, Page]]:
    port = free_port()
    root = Path(__file__).parents[2]
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("FUERWORT_", "DATABASE_URL", "DJANGO_"))}
    address = f"http://127.0.0.1:{port}"
    house = {"FUERWORT_VAR": str(tmp_path), "FUERWORT_ADDRESS": address, "PYTHONPATH": f"{root / 'src'}:{root}"}
    server = subprocess.Popen(
        [sys.executable, "-m", "tests.journeys.house", str(port)], cwd=root, env=kept | house,
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    try:
        sessions = json.loads(server.stdout.readline())
        wait_for(port)
        pages = {who: enter(browser, address, sessions[who]) for who in WHO}
        yield pages
        for page in pages.values():
            page.context.close()
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(30)
        server.stdout.close()


def wait_for(port: int) -> None:
    for _ in range(150):
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError("the server does not answer")


def type_in(phone: Page, other: str, text: str, hours: str = "4") -> None:
    phone.get_by_text(other, exact=True).first.click()
    phone.get_by_text(hours, exact=True).click()
    phone.get_by_label("In einem Satz").fill(text)


def save(phone: Page) -> None:
    phone.get_by_role("button", name="Speichern, und das nächste").click(no_wait_after=True)


def entries(phone: Page):
    return phone.locator("#entries li")


NAMES = {"host": "Hanne Host", "owner": "Olga Owner", "insider": "Ines Insider", "treasurer": "Theo Treasurer"}
WITH = {"host": "owner", "owner": "insider", "insider": "treasurer", "treasurer": "host"}


def test_four_people_enter_side_by_side(phones: dict[str, Page]) -> None:
    host = phones["host"]
    host.goto("/spaces/kanal/founding/")
    host.get_by_role("button", name="Abend beginnen").click()
    expect(host.get_by_role("heading", level=1)).to_have_text("Was verbindet euch schon?")
    for who in WHO[1:]:
        phones[who].goto("/spaces/kanal/")
        phones[who].get_by_role("link", name="Ein Gründungsabend hat begonnen. Mach mit.").first.click()

    for who, phone in phones.items():
        type_in(phone, NAMES[WITH[who]], f"von {NAMES[who]}")
    for phone in phones.values():
        save(phone)
    for who, phone in phones.items():
        expect(phone.get_by_text(f"Gespeichert, {NAMES[WITH[who]]} wird gefragt.")).to_be_visible(timeout=SOON)
        expect(phone.get_by_label("In einem Satz")).to_have_value("")
    for phone in phones.values():
        expect(entries(phone)).to_have_count(4, timeout=SOON)
    assert host.evaluate(SIDEWAYS) <= 0 and barriers(host) == ""

    for who, phone in phones.items():  # confirming does not disturb what one is typing
        phone.get_by_label("In einem Satz").fill(f"halb getippt von {NAMES[who]}")
        entries(phone).get_by_role("button", name="Ja, so war es").click(no_wait_after=True)
    for who, phone in phones.items():
        expect(phone.get_by_text("4 davon bestätigt")).to_be_visible(timeout=SOON)
        expect(phone.get_by_label("In einem Satz")).to_have_value(f"halb getippt von {NAMES[who]}")

    lost_and_found(phones["owner"])
    expect(entries(host)).to_have_count(5, timeout=SOON)
    end(phones)


def lost_and_found(phone: Page) -> None:
    """The connection breaks while somebody saves: nothing is lost, and it is saved once."""
    type_in(phone, NAMES["treasurer"], "im Funkloch getippt", hours="2")
    phone.context.set_offline(True)
    save(phone)
    expect(phone.get_by_text("Keine Verbindung. Nichts ist verloren")).to_be_visible(timeout=SOON)
    expect(phone.get_by_label("In einem Satz")).to_have_value("im Funkloch getippt")
    phone.context.set_offline(False)
    save(phone)
    expect(phone.get_by_text("Gespeichert, Theo Treasurer wird gefragt.")).to_be_visible(timeout=SOON)
    expect(phone.locator("#entries").get_by_text("im Funkloch getippt")).to_have_count(1)


def end(phones: dict[str, Page]) -> None:
    """Whoever is still typing keeps it, and it is saved as any other experience."""
    host, insider = phones["host"], phones["insider"]
    type_in(insider, NAMES["owner"], "auf den letzten Drücker")
    host.get_by_role("button", name="Abend beenden").click()
    expect(host.get_by_role("heading", level=1)).to_have_text("Was aus dem Abend wurde")
    expect(host.locator(".stat").first).to_have_text(re.compile(r"4\s*Erfahrungen haben mindestens zwei bestätigt"))
    assert barriers(host) == ""
    expect(insider.locator("#entries").get_by_text("Der Abend ist zu Ende.")).to_be_visible(timeout=SOON)
    expect(insider.get_by_label("In einem Satz")).to_have_value("auf den letzten Drücker")
    save(insider)
    expect(insider.locator("#entry").get_by_text("Der Abend ist zu Ende.")).to_be_visible(timeout=SOON)
    insider.goto("/spaces/kanal/experiences/")
    expect(insider.get_by_text("auf den letzten Drücker")).to_be_visible()
