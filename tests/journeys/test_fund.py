"""The fund in real browsers: opened by its treasurer, looked through by an auditor; test_income.py goes on."""

from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

from fuerwort.fund.actions import audits
from fuerwort.fund.actions.funds import open_fund
from fuerwort.fund.models import Audit, Transaction
from tests.cast import Cast
from tests.fund import banks, book
from tests.journeys.doors import come_in
from tests.journeys.test_look import SIDEWAYS, barriers

FUND = "/spaces/kanal/fund/"
DESK = FUND + "desk/"


def test_a_fund_is_opened_on_a_german_phone(cast: Cast, phone: Page) -> None:
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
    assert barriers(phone) == ""
    assert phone.evaluate(SIDEWAYS) <= 0


def test_an_auditor_on_an_english_desktop_without_an_account(cast: Cast, desktop: Page) -> None:
    at, today = timezone.now(), timezone.localdate()
    fund = open_fund(holder="Raum am Kanal e. V.", iban=banks.OWN, held=500_00, by=cast.treasurer, at=at)
    for cents in (50_00, 60_00, 70_00):
        book.receive(fund, cents, on=today)
    task = audits.Task(auditor="Paula Proof", first=today - timedelta(days=9), last=today, size=2)
    audits.ask(fund=fund, task=task, by=cast.treasurer, at=at, token="aud1t")
    desktop.goto("/a/audits/aud1t/")
    desktop.get_by_role("button", name="Recompute now").click()
    expect(desktop.get_by_text("every transaction was recomputed")).to_be_visible()
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
