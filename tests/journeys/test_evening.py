"""A whole evening in real browsers: five German phones, an English beamer, two workers, a file; once without script."""

import json
import os
import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.entry import enter
from tests.journeys.test_founding import wait_for
from tests.journeys.test_look import SIDEWAYS, barriers
from tests.ports import free_port

SOON = 30_000
QUESTION = "Was ist Coworking?"


@dataclass
class Evening:
    """The house, its sessions, and a way to open one more phone."""

    address: str
    sessions: dict[str, str]
    browser: object

    def phone(self, who: str = "", **more: object) -> Page:
        page = enter(self.browser, self.address, self.sessions.get(who, ""), **more)
        page.set_default_timeout(SOON)
        return page


@pytest.fixture
def house(browser, tmp_path: Path) -> Iterator[Evening]:
    port, root = free_port(), Path(__file__).parents[2]
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("FUERWORT_", "DATABASE_URL", "DJANGO_"))}
    address = f"http://127.0.0.1:{port}"
    own = {"FUERWORT_VAR": str(tmp_path), "FUERWORT_ADDRESS": address, "PYTHONPATH": f"{root / 'src'}:{root}"}
    server = subprocess.Popen(
        [sys.executable, "-m", "tests.journeys.house", str(port)], cwd=root, env=kept | own,
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    try:
        found = Evening(address, json.loads(server.stdout.readline()), browser)
        wait_for(port)
        for _ in range(4):  # both workers have read everything before somebody waits for them
            urllib.request.urlopen(f"{address}/spaces/kanal/order/", timeout=120).read()
        yield found
        for context in browser.contexts:
            context.close()
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(30)
        server.stdout.close()


def planned(host: Page) -> str:
    """The host plans an evening for today, chooses its question and opens the door; returns its address."""
    host.goto("/spaces/kanal/evenings/new/")
    today = host.evaluate("new Date().toLocaleDateString('sv', {timeZone: 'Europe/Berlin'})")
    host.get_by_label("An welchem Tag?").fill(today)
    host.get_by_label("Von").fill("00:01")
    host.get_by_label("Bis").fill("23:59")
    host.get_by_role("button", name="Planen").click()
    expect(host.get_by_text("Kommst du?").first).to_be_visible(timeout=SOON)
    evening = re.search(r"/spaces/kanal/evenings/\w+/", host.url)[0]
    host.goto(f"{evening}question/")
    host.get_by_label("Oder eine neue").fill(QUESTION)
    host.get_by_role("button", name="Aufnehmen").click()
    lead(host, evening, "Ankommen")
    return evening


def lead(host: Page, evening: str, step: str) -> None:
    host.goto(f"{evening}lead/")
    host.get_by_role("button", name=step, exact=True).click()
    expect(host.locator("li", has_text="jetzt").locator(".name")).to_have_text(step, timeout=SOON)


def write(phone: Page, text: str) -> None:
    phone.get_by_label("Deine Idee").fill(text)
    phone.get_by_role("button", name="Hinlegen").click(no_wait_after=True)


def clean(*pages: Page) -> None:
    for page in pages:
        page.emulate_media(reduced_motion="reduce")
        assert page.evaluate(SIDEWAYS) <= 0
        assert barriers(page) == ""


def test_a_whole_evening(house: Evening) -> None:
    host = house.phone("host")
    evening = planned(host)
    beamer = house.phone("insider", width=1280, locale="en-GB")
    beamer.goto(f"{evening}wall/")
    expect(beamer.get_by_text("Point your camera at it: you are in.")).to_be_visible()
    door = beamer.locator(".qr .address").inner_text()

    olga, ines, nilo, gast = (house.phone(who) for who in ("owner", "insider", "newcomer", ""))
    for phone in (host, olga, ines, nilo):
        phone.goto(door)
        phone.get_by_role("button", name="Ich bin da").click()
    gast.goto(door)
    gast.get_by_label("Wie dürfen wir dich nennen?").fill("Gesine")
    gast.get_by_role("button", name="Als Gast hereinkommen").click()
    expect(gast.get_by_text("Du bist drin.")).to_be_visible(timeout=SOON)
    expect(beamer.locator(".huge")).to_have_text("5", timeout=SOON)
    clean(gast, beamer)

    written_in_silence(house, host, evening, beamer, (olga, ines, nilo, gast))
    sorted_on_the_wall(house, host, evening, olga)
    confirmed_on_the_spot(host, evening, olga, ines, nilo, gast)
    lead(host, evening, "Vorbei")
    written_up(olga, evening)


def written_in_silence(house: Evening, host: Page, evening: str, beamer: Page, phones: tuple[Page, ...]) -> None:
    """Each sees only their own; what is typed in a dead spot is there once it is over, and once only."""
    olga, ines, _nilo, gast = phones
    lead(host, evening, "Stilles Schreiben")
    for phone, text in zip(phones, ("Einander empfehlen", "Wer wen kennt", "Essen", "Von außen sehen"), strict=True):
        expect(phone.get_by_label("Deine Idee")).to_be_visible(timeout=SOON)
        write(phone, text)
    for phone in phones:
        expect(phone.locator("#mine li")).to_have_count(1, timeout=SOON)
    expect(olga.get_by_text("Wer wen kennt")).to_have_count(0)
    expect(beamer.get_by_text("Einander empfehlen")).to_have_count(0)
    expect(beamer.locator(".huge")).to_have_text("4", timeout=SOON)

    ines.context.set_offline(True)
    write(ines, "Im Funkloch gedacht")
    expect(ines.get_by_text("Keine Verbindung.")).to_be_visible(timeout=SOON)
    expect(ines.get_by_label("Deine Idee")).to_have_value("Im Funkloch gedacht")
    ines.context.set_offline(False)
    expect(ines.locator("#mine").get_by_text("Im Funkloch gedacht")).to_have_count(1, timeout=SOON)
    expect(ines.get_by_label("Deine Idee")).to_have_value("")
    expect(beamer.locator(".huge")).to_have_text("5", timeout=SOON)

    gast.get_by_label("Deine Idee").fill("halb getippt")  # and the phone is closed by mistake
    gast.reload()
    expect(gast.get_by_label("Deine Idee")).to_have_value("halb getippt")
    clean(gast, host)


def sorted_on_the_wall(house: Evening, host: Page, evening: str, olga: Page) -> None:
    """By a form, by the keyboard and by dragging; the phones follow."""
    lead(host, evening, "Karten auf dem Tisch")
    expect(olga.get_by_role("heading", name="Auf dem Tisch")).to_be_visible(timeout=SOON)
    expect(olga.locator("#live .mine")).to_have_text(re.compile("Einander empfehlen"))
    host.goto(f"{evening}sort/")
    host.get_by_label("Einander empfehlen").check()
    host.get_by_label("Oder in eine neue Gruppe").fill("Arbeit")
    host.get_by_role("button", name="Bewegen").click()
    expect(host.get_by_role("group", name="Arbeit")).to_contain_text("Einander empfehlen")
    host.get_by_label("Wer wen kennt").check()
    host.get_by_label("Oder unter eine Karte, die dasselbe sagt").select_option(label="Einander empfehlen")
    host.get_by_role("button", name="Bewegen").click()
    clean(host)

    wall = house.phone("host", width=1280, locale="en-GB")
    wall.goto(f"{evening}wall/")
    work, free = wall.locator(".pile", has_text="Arbeit"), wall.locator(".pile", has_text="Not sorted yet")
    expect(work.locator(".under")).to_have_text("Wer wen kennt")
    card = free.locator(".idea", has_text="Essen")
    card.focus()
    wall.keyboard.press("ArrowLeft")
    expect(work.locator(".idea", has_text="Essen")).to_be_focused(timeout=SOON)
    free.locator(".idea", has_text="Im Funkloch").drag_to(work.get_by_role("heading"))
    expect(work.locator(".idea")).to_have_count(3, timeout=SOON)
    expect(olga.locator(".pile", has_text="Arbeit").locator(".idea")).to_have_count(3, timeout=SOON)
    clean(wall, olga)


def confirmed_on_the_spot(host: Page, evening: str, olga: Page, ines: Page, nilo: Page, gast: Page) -> None:
    olga.locator(".idea", has_text="Essen").get_by_role("button", name="Ich kümmere mich darum").click()
    expect(olga.get_by_text("Olga Owner kümmert sich darum")).to_be_visible(timeout=SOON)
    lead(host, evening, "Schlussrunde")
    for phone in (olga, ines, nilo):
        phone.get_by_role("button", name="Ja, so war es").first.click(timeout=SOON)
        expect(phone.get_by_text("Du hast Ja gesagt.").first).to_be_visible(timeout=SOON)
    expect(gast.get_by_text("Danke, dass du da warst.")).to_be_visible(timeout=SOON)
    clean(olga, gast)
    ines.goto("/spaces/kanal/experiences/")
    expect(ines.get_by_text(f"Kreativabend: {QUESTION}").first).to_be_visible()


def written_up(olga: Page, evening: str) -> None:
    olga.goto(f"{evening}minutes/")
    olga.get_by_role("button", name="Mit einem Entwurf anfangen").click()
    text = olga.get_by_label("Text")
    expect(text).to_have_value(re.compile("## Arbeit"))
    text.fill(text.input_value() + "\nEs war schön.")
    olga.get_by_role("button", name="Speichern").click()
    expect(olga.get_by_text("Es war schön.")).to_be_visible()
    expect(olga.get_by_text("Olga Owner: Essen")).to_be_visible()
    clean(olga)


def test_the_same_without_scripts(house: Evening) -> None:
    host, phone = house.phone("host", script=False), house.phone(script=False)
    scripted = house.phone("host")
    evening = planned(scripted)
    host.goto(f"{evening}wall/")
    door = host.locator(".qr .address").inner_text()
    phone.goto(door)
    phone.get_by_label("Wie dürfen wir dich nennen?").fill("Gesine")
    phone.get_by_role("button", name="Als Gast hereinkommen").click()
    lead(host, evening, "Stilles Schreiben")
    phone.get_by_role("link", name="Zeigen, was neu ist").click()
    for text in ("Erste", "Zweite"):
        write(phone, text)
        expect(phone.locator("#mine").get_by_text(text)).to_be_visible(timeout=SOON)
    lead(host, evening, "Karten auf dem Tisch")
    host.goto(f"{evening}sort/")
    host.get_by_label("Zweite").check()
    host.get_by_label("Oder in eine neue Gruppe").fill("Später")
    host.get_by_role("button", name="Bewegen").click()
    phone.goto(door)
    expect(phone.locator(".pile", has_text="Später").locator(".idea")).to_have_text(re.compile("Zweite"))
