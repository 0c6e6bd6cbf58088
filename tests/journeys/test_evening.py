"""A whole evening in real browsers: five German phones, an English beamer, two workers, a file; once without script.

From the plan over invitation, door, ideas, vote and minutes to the article that a guest reads.
"""

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
CHANGE, AS_IS = "Zwei Namen statt drei", "Alles bleibt, wie es ist"
RESISTANCE = ((0, 8), (2, 7), (9, 1), (1, 10))


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
def house(browser, tmp_path: Path, house_file: str) -> Iterator[Evening]:
    port, root = free_port(), Path(__file__).parents[2]
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("FUERWORT_", "DATABASE_URL", "DJANGO_"))}
    address = f"http://127.0.0.1:{port}"
    own = {
        "FUERWORT_VAR": str(tmp_path),
        "FUERWORT_ADDRESS": address,
        "DATABASE_URL": house_file,
        "PYTHONPATH": f"{root / 'src'}:{root}",
    }
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
    """The host plans an evening for today and chooses its question; returns its address."""
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
    return evening


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


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
        page.wait_for_load_state()  # a button may just have led to another page
        assert page.evaluate(SIDEWAYS) <= 0
        assert barriers(page) == ""


def test_a_whole_evening(house: Evening) -> None:
    host = house.phone("host")
    evening = planned(host)
    olga, ines, nilo, gast = (house.phone(who) for who in ("owner", "insider", "newcomer", ""))
    invited(olga, evening, host)
    lead(host, evening, "Ankommen")
    beamer = house.phone("insider", width=1280, locale="en-GB", scheme="dark")
    beamer.goto(f"{evening}wall/")
    expect(beamer.get_by_text("Point your camera at it: you are in.")).to_be_visible()
    door = beamer.locator(".qr .address").inner_text()

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
    decided(host, evening, beamer, (olga, ines, nilo, gast))
    confirmed_on_the_spot(host, evening, olga, ines, nilo, gast)
    lead(host, evening, "Vorbei")
    written_up(olga, ines, evening)
    published(host, evening, gast)


def invited(olga: Page, evening: str, host: Page) -> None:
    """The question waits at home, and is answered by one tap."""
    olga.goto("/spaces/kanal/")
    olga.get_by_role("button", name="Ich komme").click()
    host.goto(evening)
    expect(host.get_by_text("1 Mitglied kommt")).to_be_visible()


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


def decided(host: Page, evening: str, beamer: Page, phones: tuple[Page, ...]) -> None:
    """A card becomes a change of the rule, by consensing; the wall counts, each finds their ballot, and it holds."""
    *members, gast = phones
    olga = members[0]
    lead(host, evening, "Beschließen")
    address = prepared(host)
    expect(gast.get_by_text("Mitglieder entscheiden.")).to_be_visible(timeout=SOON)
    beamer.goto(f"{address}screen/")
    expect(beamer.locator(".huge")).to_have_text("0 / 4")
    olga.get_by_role("link", name="Zum Stimmzettel").click(timeout=SOON)
    receipts = [resist(page, address, *said) for page, said in zip((host, *members), RESISTANCE, strict=True)]
    expect(beamer.locator(".huge")).to_have_text("4 / 4", timeout=SOON)  # by itself
    clean(olga, beamer)
    assert resist(olga, address, 4, 6, "Meinen Stimmzettel ändern") == receipts[1]
    host.goto(address)
    press(host, "Schließen und zählen")
    press(host, "Endgültig schließen")
    for page in (host, beamer):
        expect(page.locator(".stat strong")).to_have_text(CHANGE, timeout=SOON)
    clean(host, beamer)
    for page, receipt, said in zip((host, *members), receipts, (RESISTANCE[0], (4, 6), *RESISTANCE[2:]), strict=True):
        page.goto(address)
        row = page.locator("tr.mine")
        for words in (receipt, f"{CHANGE} {said[0]}", f"{AS_IS} {said[1]}"):
            expect(row).to_contain_text(words)
    olga.goto("/spaces/kanal/order/")
    expect(olga.get_by_text("Bis zu 2 Mitglieder werden genannt")).to_be_visible()
    olga.goto("/spaces/kanal/decisions/")  # whoever had the idea sees what became of it
    expect(olga.locator("li", has_text=CHANGE).get_by_text("erledigt").first).to_be_visible()


def prepared(host: Page) -> str:
    """The host puts a change of the rule, from a card, to a vote of those who are there; returns its address."""
    host.get_by_role("link", name="Etwas zur Abstimmung stellen").click()
    host.get_by_label("Was soll entschieden werden?").fill("Wie lang ist eine Liste?")
    press(host, "Weiter zu den Anträgen")
    address = re.search(r"/spaces/kanal/votes/\w+/", host.url)[0]
    host.get_by_role("link", name="Die Regel, nach der eine Reihenfolge entsteht").click()
    host.get_by_role("link", name="Einander empfehlen").click()
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


def resist(page: Page, address: str, change: int, as_is: int, button: str = "Stimmzettel abgeben") -> str:
    """Cast a ballot; returns the receipt."""
    page.goto(address)
    for title, value in ((CHANGE, change), (AS_IS, as_is)):
        page.get_by_role("group", name=re.compile(title)).get_by_label(str(value), exact=True).check(force=True)
    press(page, button)
    expect(page.get_by_text("liegt in der Urne")).to_be_visible()
    return page.locator(".receipt").inner_text()


def confirmed_on_the_spot(host: Page, evening: str, olga: Page, ines: Page, nilo: Page, gast: Page) -> None:
    for phone in (olga, ines, nilo):
        phone.goto(gast.url)
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


def written_up(olga: Page, ines: Page, evening: str) -> None:
    """From a draft of the house, by two people, handed to the magazine."""
    olga.goto(f"{evening}minutes/")
    press(olga, "Mit einem Entwurf anfangen")
    text = olga.get_by_label("Text")
    expect(text).to_have_value(re.compile("## Arbeit"))
    ines.goto(f"{evening}minutes/write/")
    text.fill(text.input_value() + "\nEs war schön.")
    press(olga, "Speichern")
    for words in ("Es war schön.", "Olga Owner: Essen", f"{CHANGE} (Hanne Host)"):
        expect(olga.get_by_text(words)).to_be_visible()
    ines.get_by_label("Text").fill(ines.get_by_label("Text").input_value() + "\nUnd laut.")
    press(ines, "Speichern")
    expect(ines.get_by_text("Was Olga Owner gespeichert hat")).to_be_visible()  # neither text is lost
    ines.get_by_label("Text").fill(ines.locator("pre.theirs").inner_text() + "\nUnd laut.")
    press(ines, "Speichern")
    expect(ines.get_by_text("Und laut.")).to_be_visible()
    press(ines, "Dem Magazin geben")
    clean(olga, ines)


def published(host: Page, evening: str, gast: Page) -> None:
    """An editor makes an article of the minutes; whoever was a guest reads it the next day."""
    host.goto("/spaces/kanal/articles/settings/")
    host.get_by_label("Alle dürfen es lesen.").check()
    press(host, "Speichern")
    host.goto("/spaces/kanal/")
    expect(host.get_by_text("Etwas wartet auf dich in der Redaktion")).to_be_visible()
    host.goto(f"{evening}minutes/")
    press(host, "Einen Beitrag daraus machen")
    host.get_by_role("link", name="Weiterschreiben").click()
    host.get_by_label("Worum es geht").fill("Fünf Leute, fünf Karten, ein Beschluss.")
    press(host, "Speichern")
    press(host, "Einreichen")
    press(host, "Veröffentlichen")
    gast.goto("/magazine/kanal/")
    gast.locator("h2 a").first.click()
    expect(gast.get_by_role("heading", level=1)).to_have_text(QUESTION)
    for words in ("Es war schön.", "Und laut.", CHANGE):
        expect(gast.locator(".prose").get_by_text(words)).to_be_visible()
    clean(host, gast)


def test_the_same_without_scripts(house: Evening) -> None:
    host, phone = house.phone("host", script=False), house.phone(script=False)
    scripted = house.phone("host")
    evening = planned(scripted)
    lead(scripted, evening, "Ankommen")
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
