"""Leaving, coming back to everything, and being forgotten."""

import re
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

from fuerwort.experiences.actions import answers
from fuerwort.experiences.actions.record import Occasion, record
from fuerwort.experiences.models import Kind
from tests import letters
from tests.cast import Cast
from tests.journeys.doors import come_in
from tests.journeys.test_look import barriers


def share(cast: Cast) -> None:
    on = timezone.localdate() - timedelta(days=3)
    made = record(
        Occasion(kind=Kind.CARE, hours=2, on=on, text="Den Garten gerichtet"),
        [cast.insider],
        by=cast.owner,
        at=timezone.now(),
    )
    answers.confirm(made, by=cast.insider, at=timezone.now())


def test_who_leaves_comes_back_to_everything(cast: Cast, plain_phone: Page, desktop: Page) -> None:
    share(cast)
    come_in(plain_phone, cast.owner, "/account/")
    plain_phone.get_by_role("link", name="Verlassen Raum am Kanal").click()
    plain_phone.get_by_role("button", name="Verlassen").click()
    expect(plain_phone.get_by_text("Du bist gegangen.")).to_be_visible()
    assert plain_phone.goto("/spaces/kanal/").status == 404

    come_in(desktop, cast.host, "/spaces/kanal/desk/members/?standing=left")
    desktop.get_by_role("link", name="Olga Owner").click()
    desktop.get_by_role("button", name="Send the invitation").click()
    expect(desktop.get_by_text("The invitation is on its way.")).to_be_visible()

    plain_phone.goto(letters.link(letters.delivered()[-1], "/i/"))
    plain_phone.get_by_role("button", name="Mitmachen").click()
    plain_phone.goto("/spaces/kanal/experiences/")
    expect(plain_phone.get_by_text("Den Garten gerichtet")).to_be_visible()


def test_who_is_erased_is_nameless_and_what_was_shared_stays(cast: Cast, phone: Page, desktop: Page) -> None:
    share(cast)
    phone.emulate_media(reduced_motion="reduce")
    come_in(phone, cast.owner, "/account/")
    assert barriers(phone) == ""
    phone.get_by_role("link", name="Mein Konto löschen").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Bist du es noch?")
    phone.get_by_role("button", name="Schick mir einen Code").click()
    phone.get_by_label("Code aus der Mail").fill(letters.code(letters.delivered()[-1]))
    phone.get_by_role("button", name="Weiter").click()
    expect(phone.get_by_text("Eine gemeinsame Erfahrung, ohne deinen Namen.")).to_be_visible()
    assert barriers(phone) == ""
    phone.get_by_label("Zur Bestätigung deine E-Mail-Adresse").fill("olga@example.org")
    phone.get_by_role("button", name="Endgültig löschen").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Du bist hier vergessen.")
    phone.goto("/account/")
    expect(phone).to_have_url(re.compile("/account/login/"))

    come_in(desktop, cast.insider, "/spaces/kanal/experiences/")
    expect(desktop.get_by_text("Den Garten gerichtet")).to_be_visible()
    expect(desktop.get_by_text("former member").first).to_be_visible()
    expect(desktop.get_by_text("Olga")).to_have_count(0)
