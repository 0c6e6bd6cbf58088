"""The fund in real browsers: a round of bids, a statement of the bank, a line matched by hand; and an auditor."""

from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

from fuerwort.fund.actions import audits, rounds
from fuerwort.fund.actions.checking import check
from fuerwort.fund.actions.funds import open_fund
from fuerwort.fund.models import Audit, Fund, Payer, Transaction
from fuerwort.fund.reference import shown
from tests.cast import Cast
from tests.fund import banks, book
from tests.fund.banks import Paid
from tests.journeys.doors import come_in
from tests.journeys.test_look import SIDEWAYS, barriers

FUND = "/spaces/kanal/fund/"
DESK = FUND + "desk/"


def fine(page: Page) -> None:
    assert barriers(page) == ""
    assert page.evaluate(SIDEWAYS) <= 0


def test_from_a_round_of_bids_to_the_ledger_on_a_german_phone(cast: Cast, phone: Page) -> None:
    phone.emulate_media(reduced_motion="reduce")
    come_in(phone, cast.treasurer, FUND)
    phone.get_by_role("link", name="Kasse eröffnen").click()
    phone.get_by_label("Wem das Konto gehört").fill("Raum am Kanal e. V.")
    phone.get_by_label("IBAN").fill("DE02 1203 0000 0000 2020 52")
    phone.get_by_label("Was heute früh auf dem Konto ist").fill("1.000")
    phone.get_by_role("button", name="Kasse eröffnen").click()
    expect(phone.get_by_text("Tippfehler")).to_be_visible()
    phone.get_by_label("IBAN").fill("DE02 1203 0000 0000 2020 51")
    phone.get_by_role("button", name="Kasse eröffnen").click()
    expect(phone.get_by_text("Die Kasse ist eröffnet")).to_be_visible()
    fine(phone)
    bidding(cast, phone)
    statement(cast, phone)
    assert check(Fund.objects.get()) == []


def bidding(cast: Cast, page: Page) -> None:
    """The treasurer opens a round, three bid, and it is covered."""
    page.goto(DESK + "contributions/")
    page.get_by_label("Im Monat gebraucht").fill("100")
    page.get_by_label("Wofür").fill("Miete der Werkstatt")
    page.get_by_role("button", name="Eine Bieterrunde öffnen").click()
    expect(page.get_by_text("0 von 5 Mitgliedern haben geboten")).to_be_visible()
    fine(page)
    opened = Fund.objects.get().rounds.get()
    for member in (cast.insider, cast.host):
        rounds.bid(round=opened, cents=30_00, by=member, at=timezone.now())
    come_in(page, cast.owner, FUND + "contribution/")
    page.get_by_label("Ich kann im Monat geben").fill("45,50")
    page.get_by_role("button", name="Geheim bieten").click()
    expect(page.get_by_text("Dein Gebot: 45,50 € im Monat")).to_be_visible()
    fine(page)
    come_in(page, cast.treasurer, DESK + "contributions/")
    expect(page.get_by_text("45,50")).to_have_count(0)
    page.get_by_role("button", name="Diese Runde auszählen").click()
    expect(page.get_by_text("Gedeckt.")).to_be_visible()
    come_in(page, cast.owner, FUND + "contribution/")
    expect(page.get_by_role("img", name="GiroCode")).to_be_visible()
    fine(page)


def statement(cast: Cast, page: Page) -> None:
    """One payment is recognised, another is matched by hand."""
    words = shown(Payer.objects.get(membership=cast.owner).reference)
    today = timezone.localdate()
    paid = [
        Paid(today, 45_50, "Olga Owner", "", f"{words} Beitrag"),
        Paid(today, 200_00, "Stiftung Ufer", "", "Beamer"),
    ]
    file = {"name": "auszug.xml", "mimeType": "text/xml", "buffer": banks.camt(paid, opening=1_000_00)}
    come_in(page, cast.treasurer, DESK + "statements/")
    page.get_by_label("Kontoauszug").set_input_files(file)
    page.get_by_role("button", name="Erst ansehen").click()
    expect(page.get_by_text("2 Zeilen sind neu.")).to_be_visible()
    fine(page)
    page.get_by_role("button", name="Aufnehmen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Eine Zeile der Bank wartet")
    expect(page.get_by_text("stimmen auf den Cent")).to_be_visible()
    fine(page)
    page.get_by_role("link", name="200,00 €").click()
    page.get_by_role("radio", name="Spende").check()
    page.get_by_label("Ein neuer Zweck").fill("Beamer für den Kreativabend")
    fine(page)
    page.get_by_role("button", name="Buchen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nichts wartet")
    come_in(page, cast.owner, FUND)
    expect(page.get_by_role("rowheader", name="Beamer für den Kreativabend")).to_be_visible()
    expect(page.get_by_text("1.245,50 €").first).to_be_visible()
    fine(page)


def test_an_auditor_on_an_english_desktop_without_an_account(cast: Cast, desktop: Page) -> None:
    at, today = timezone.now(), timezone.localdate()
    fund = open_fund(holder="Raum am Kanal e. V.", iban=banks.OWN, held=500_00, by=cast.treasurer, at=at)
    for cents in (50_00, 60_00, 70_00):
        book.receive(fund, cents, on=today)
    task = audits.Task(auditor="Paula Proof", first=today - timedelta(days=9), last=today, size=2)
    audits.ask(fund=fund, task=task, by=cast.treasurer, at=at, token="aud1t")
    desktop.goto("/a/audits/aud1t/")
    expect(desktop.get_by_text("Every transaction was recomputed just now")).to_be_visible()
    assert barriers(desktop) == ""
    desktop.get_by_label("Type anything you like").fill("rain at the canal")
    desktop.get_by_role("button", name="Draw").click()
    expect(desktop.get_by_text("2 transactions are left to look at.")).to_be_visible()
    for place in ("1", "2"):
        desktop.locator(f"#piece-{place}").get_by_role("button", name="In order", exact=True).click()
    expect(desktop.get_by_text("0 transactions are left to look at.")).to_be_visible()
    assert barriers(desktop) == ""
    desktop.get_by_role("radio", name="the books are in order").check()
    desktop.get_by_label("Remarks").fill("All of it is there.")
    desktop.get_by_role("button", name="Sign").click()
    expect(desktop.get_by_text("Signed. Thank you")).to_be_visible()
    assert Audit.objects.get().number == Transaction.objects.count()
    come_in(desktop, cast.treasurer, f"{DESK}audits/{Audit.objects.get().public}/")
    expect(desktop.get_by_text("All of it is there.")).to_be_visible()
    assert barriers(desktop) == ""
