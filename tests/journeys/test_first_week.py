"""A newcomer's first week: invited, in, seen, and the first thing done together confirmed."""

import re

from playwright.sync_api import Page, expect

from fuerwort.people.models import Membership
from tests import letters
from tests.cast import Cast
from tests.journeys.doors import come_in
from tests.journeys.test_look import barriers

HEADING = {"level": 1}


def test_a_newcomers_first_week(cast: Cast, phone: Page, desktop: Page) -> None:
    phone.emulate_media(reduced_motion="reduce")
    host_invites(desktop, cast)
    guest_comes_in(phone)
    newcomer_says_what_they_do(phone)
    newcomer_records_something(phone)
    colleague_confirms_by_mail(desktop)
    come_in(phone, Membership.objects.get(name="Nora Nowak"), "/spaces/kanal/first-steps/")
    done = phone.locator(".steps > .done")
    expect(done).to_have_count(3)
    assert barriers(phone) == ""


def host_invites(page: Page, cast: Cast) -> None:
    come_in(page, cast.host, "/spaces/kanal/desk/")
    page.get_by_role("link", name="Invite somebody").click()
    page.get_by_label("Name").fill("Nora Neu")
    page.get_by_label("E-mail").fill("nora@example.org")
    page.get_by_label("Sponsor").select_option("Hanne Host")
    assert barriers(page) == ""
    page.get_by_role("button", name="Invite", exact=True).click()
    expect(page.get_by_text("Invited. The mail is on its way.")).to_be_visible()
    expect(page.get_by_text("Invited; the link works until")).to_be_visible()
    assert barriers(page) == ""


def guest_comes_in(page: Page) -> None:
    page.goto(letters.link(letters.delivered()[-1], "/i/"))
    expect(page.get_by_role("heading", **HEADING)).to_have_text("Willkommen in „Raum am Kanal“")
    page.get_by_label("Dein Name").fill("Nora Nowak")
    expect(page.get_by_label("Deine E-Mail-Adresse")).to_have_value("nora@example.org")
    page.get_by_label("Ich habe das gelesen").check()
    assert barriers(page) == ""
    page.get_by_role("button", name="Mitmachen").click()
    expect(page.get_by_role("heading", **HEADING)).to_have_text("Schön, dass du da bist, Nora Nowak.")
    expect(page.get_by_text("Hanne Host ist deine Pat:in")).to_be_visible()
    assert barriers(page) == ""


def newcomer_says_what_they_do(page: Page) -> None:
    page.get_by_role("link", name="Jetzt machen").click()
    page.get_by_label("Was machst du, in deinen Worten?").fill("Websites für Vereine")
    page.get_by_role("checkbox", name="Webdesign").check()
    page.get_by_label("Über mich").fill("Ich mache Vereinen eine Seite, die sie selbst pflegen.")
    page.get_by_role("button", name="Speichern", exact=True).last.click()
    expect(page.get_by_text("Ich mache Vereinen eine Seite")).to_be_visible()
    page.locator("button[name=availability][value=little]").click()
    expect(page.locator("button[name=availability][value=little]")).to_have_attribute("aria-pressed", "true")


def newcomer_records_something(page: Page) -> None:
    page.goto("/spaces/kanal/experiences/record/")
    page.get_by_role("checkbox", name="Ines Insider").check()
    page.get_by_label("In einem Satz").fill("Den Empfang neu eingerichtet")
    page.get_by_role("radio", name="2", exact=True).check()
    page.get_by_role("button", name="Speichern").click()
    expect(page.get_by_text("Den Empfang neu eingerichtet").first).to_be_visible()


def colleague_confirms_by_mail(page: Page) -> None:
    """Ines, without logging in; a confirmation by whoever invited her would have waited for a host."""
    letter = letters.delivered()[-1]
    assert letter.to == ["ines@example.org"]
    page.context.clear_cookies()
    page.goto(letters.link(letter, "/a/experiences/"))
    page.get_by_role("button", name="Yes, that was so").click()
    expect(page.get_by_role("heading", **HEADING)).to_be_visible()


def test_a_printed_code_lets_in_without_javascript(cast: Cast, plain_phone: Page, desktop: Page) -> None:
    come_in(desktop, cast.host, "/spaces/kanal/desk/invitations/new/")
    desktop.get_by_label("Name").fill("Nora Neu")
    desktop.get_by_role("button", name="Invite, and the next").click()
    desktop.goto("/spaces/kanal/desk/invitations/")
    expect(desktop.get_by_role("checkbox", name="Nora Neu")).to_be_checked()
    desktop.get_by_role("button", name="Print a sheet for those ticked").click()
    printed = re.sub("https?://[^/]+", "", desktop.locator(".qr .address").inner_text())
    plain_phone.goto(printed)
    plain_phone.get_by_label("Deine E-Mail-Adresse").fill("nora@example.org")
    plain_phone.get_by_label("Ich habe das gelesen").check()
    plain_phone.get_by_role("button", name="Mitmachen").click()
    expect(plain_phone.get_by_role("heading", **HEADING)).to_have_text("Schau in deine Mails")
    plain_phone.get_by_label("Code aus der Mail").fill(letters.code(letters.delivered()[-1]))
    plain_phone.get_by_role("button", name="Weiter").click()
    expect(plain_phone).to_have_url(re.compile("/spaces/kanal/first-steps/$"))
    plain_phone.goto(printed)
    expect(plain_phone.get_by_role("heading", **HEADING)).to_have_text("Dieser Link gilt nicht mehr.")
