"""Recording and confirming: on a phone in German, on a desktop in English, with and without a script or a log-in."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from fuerwort.experiences import actions
from fuerwort.experiences.models import Experience
from tests import letters
from tests.journeys.entry import enter, session
from tests.journeys.test_look import SIDEWAYS, barriers

PAGES = "/spaces/kanal/experiences/"


@pytest.fixture
def opened(browser, live_server, cast):
    pages: list[Page] = []

    def open_for(who: str = "", **how: object) -> Page:
        key = session(cast.everybody[who]) if who else ""
        pages.append(enter(browser, live_server.url, key, **how))
        return pages[-1]

    yield open_for
    for page in pages:
        page.context.close()


def look_at(page: Page) -> None:
    assert page.evaluate(SIDEWAYS) <= 0
    assert barriers(page) == ""


def test_five_taps_record_it_and_one_takes_it_back(cast, opened) -> None:
    phone = opened("owner")
    phone.goto(PAGES)
    taps = [
        phone.get_by_role("link", name="Etwas eintragen").first,
        phone.get_by_text("Ines Insider", exact=True),
        phone.get_by_text("4", exact=True),
        phone.get_by_role("button", name="Speichern", exact=True),
    ]
    for tap in taps:
        tap.click()
    expect(phone.get_by_role("status").filter(has_text="Gespeichert")).to_have_text(
        re.compile("Ines Insider wird gefragt")
    )
    look_at(phone)
    found = Experience.objects.get()
    assert (found.kind, found.hours, found.on) == ("cooperation", 4.0, timezone.localdate())
    phone.get_by_role("button", name="Rückgängig").click()
    expect(phone.get_by_text("Zurückgezogen.")).to_be_visible()
    assert not Experience.objects.exists()


def test_a_name_is_found_while_typing_and_nothing_typed_is_lost(cast, opened) -> None:
    phone = opened("owner")
    phone.goto(f"{PAGES}record/")
    for i in range(8):
        cast.newcomer.pk = cast.newcomer.person = None
        cast.newcomer.public, cast.newcomer.name = f"guest{i:07}", f"Gast {i}"
        cast.newcomer.save()
    phone.get_by_label("In einem Satz").fill("den Hof gefegt")
    phone.get_by_text("andere", exact=True).click()
    phone.get_by_label(re.compile("^Stunden")).fill("2,5")
    phone.get_by_label("Jemand anderes").press_sequentially("nilo")
    phone.get_by_text("Nilo Newcomer", exact=True).click()
    phone.get_by_label("Jemand anderes").fill("theo")
    expect(phone.get_by_role("checkbox", name="Nilo Newcomer")).to_be_checked()
    phone.get_by_text("Theo Treasurer", exact=True).click()
    look_at(phone)
    phone.get_by_role("button", name="Speichern", exact=True).click()
    expect(phone.get_by_text("Gespeichert, Nilo Newcomer und Theo Treasurer werden gefragt.")).to_be_visible()
    assert (Experience.objects.get().hours, Experience.objects.get().text) == (2.5, "den Hof gefegt")


def test_without_a_script_it_takes_one_button_more(cast, opened) -> None:
    phone = opened("owner", script=False)
    phone.goto(f"{PAGES}record/")
    phone.get_by_label("In einem Satz").fill("den Hof gefegt")
    phone.get_by_label("Jemand anderes").fill("nilo")
    phone.get_by_role("button", name="Suchen").click()
    expect(phone.get_by_label("In einem Satz")).to_have_value("den Hof gefegt")
    phone.get_by_text("Nilo Newcomer", exact=True).click()
    phone.get_by_text("2", exact=True).click()
    phone.get_by_role("button", name="Speichern", exact=True).click()
    expect(phone.get_by_text("Gespeichert, Nilo Newcomer wird gefragt.")).to_be_visible()
    phone.get_by_role("button", name="Rückgängig").click()
    expect(phone.get_by_text("Zurückgezogen.")).to_be_visible()


def share(cast, *others: object, text: str = "die Seite gebaut") -> Experience:
    at = timezone.now()
    occasion = actions.Occasion("cooperation", 4.0, timezone.localdate(at) - timedelta(days=2), text)
    return actions.record(occasion, others or [cast.insider], by=cast.owner, at=at)


@pytest.mark.parametrize("script", [True, False])
def test_one_tap_confirms_and_one_undoes(cast, opened, script: bool) -> None:
    found = share(cast)
    phone = opened("insider", script=script)
    phone.goto(PAGES)
    if script:
        look_at(phone)
    phone.get_by_role("button", name="Ja, so war es").click()
    expect(phone.get_by_text("Bestätigt von Olga Owner.").or_(phone.get_by_text("mit Olga Owner"))).to_be_visible()
    assert found.participations.get(membership=cast.insider).counts
    phone.goto(f"{PAGES}{found.public}/")
    phone.get_by_role("button", name="Rückgängig").click()
    expect(phone.get_by_role("button", name="Ja, so war es")).to_be_visible()
    assert not found.participations.get(membership=cast.insider).counts


def test_in_the_list_the_answered_row_stays_and_can_be_undone(cast, opened) -> None:
    share(cast)
    phone = opened("insider")
    phone.goto(PAGES)
    phone.get_by_role("button", name="Nein").click()
    expect(phone.get_by_text("Du hast nein gesagt.")).to_be_visible()
    phone.get_by_role("button", name="Rückgängig").click()
    expect(phone.get_by_role("button", name="Ja, so war es")).to_be_visible()


@pytest.mark.parametrize("script", [True, False])
def test_by_mail_without_a_log_in(cast, opened, script: bool) -> None:
    found = share(cast)
    [mail] = letters.delivered()
    phone = opened(script=script)
    phone.goto(letters.link(mail, "/a/experiences/"))
    expect(phone.get_by_role("heading", level=1)).to_have_text("War es so?")
    assert found.participations.get(membership=cast.insider).answer == "open"
    if script:
        look_at(phone)
    phone.get_by_role("button", name="Ja, so war es").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Danke. Du hast ja gesagt.")
    phone.get_by_role("button", name="Rückgängig").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("War es so?")


def test_a_denial_is_settled_at_the_desk_and_read_by_the_one_who_denied(cast, opened, desktop) -> None:
    cast.insider.person.language = "en"
    cast.insider.person.save()
    found = share(cast)
    [mail] = letters.delivered()
    links = re.findall(r"https?://[^/\s]+(/a/experiences/\S*)", mail.body)
    desktop.goto(links[1])
    desktop.get_by_role("button", name="No, that was not so").click()
    desktop.get_by_label("What was different?").fill("That was Ida.")
    desktop.get_by_role("button", name="Tell the hosts").click()
    look_at(desktop)
    host = opened("host", width=1280, locale="en-GB")
    host.goto("/spaces/kanal/")
    host.get_by_role("link", name="Somebody said no to an experience. Please settle it.").click()
    host.get_by_role("link", name="Ines Insider said no").click()
    expect(host.get_by_text("That was Ida.")).to_be_visible()
    host.get_by_label("It stays as it is.").check()
    host.get_by_label("A word to the one who said no").fill("Olga will ask Ida.")
    look_at(host)
    host.get_by_role("button", name="Settle it").click()
    expect(host.get_by_text("Nobody disagrees.")).to_be_visible()
    insider = opened("insider", width=1280, locale="en-GB")
    insider.goto(f"{PAGES}{found.public}/")
    expect(insider.get_by_text("Olga will ask Ida.")).to_be_visible()


@pytest.mark.parametrize(("width", "locale", "scheme"), [(360, "de-DE", "light"), (1280, "en-GB", "dark")])
def test_no_page_of_experiences_has_a_barrier(cast, opened, width: int, locale: str, scheme: str) -> None:
    found = share(cast, cast.insider, cast.host)
    for who in (cast.insider, cast.host):
        actions.confirm(found, by=who, at=timezone.now())
    actions.vouch(found, cast.insider, "Ines hält Wort.", by=cast.owner, at=timezone.now())
    evening = actions.start_evening(by=cast.host, at=timezone.now())
    page = opened("host", width=width, locale=locale, scheme=scheme)
    for path in (
        "experiences/", "experiences/record/", f"experiences/{found.public}/", "ties/", "founding/",
        f"experiences/{found.public}/vouch/{cast.owner.public}/", f"members/{cast.owner.public}/common/",
        f"founding/{evening.public}/", "desk/disputes/", "desk/confirmations/",
    ):  # fmt: skip
        page.goto(f"/spaces/kanal/{path}")
        assert page.evaluate(SIDEWAYS) <= 0, path
        assert barriers(page) == "", path
