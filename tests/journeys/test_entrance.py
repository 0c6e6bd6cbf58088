"""Coming in: by a code from the mail, without a script; by passkey, with a virtual authenticator."""

import re

from allauth.mfa.models import Authenticator
from playwright.sync_api import Page, expect

from tests import letters
from tests.journeys.test_look import barriers


def ask_for_code(page: Page, address: str) -> None:
    page.goto("/account/login/")
    page.get_by_label("Deine E-Mail-Adresse").fill(address)
    page.locator("form.form button").first.click()


def code_from_mail() -> str:
    return letters.code(letters.delivered()[-1])


def test_a_member_comes_in_with_the_code_from_the_mail(cast, plain_phone: Page) -> None:
    ask_for_code(plain_phone, "olga@example.org")
    expect(plain_phone.get_by_role("heading", level=1)).to_have_text("Schau in deine Mails")
    plain_phone.get_by_label("Code aus der Mail").fill(code_from_mail().lower())
    plain_phone.get_by_role("button", name="Weiter").click()
    expect(plain_phone).to_have_url(re.compile("/spaces/kanal/$"))


def test_a_wrong_code_is_answered_in_plain_words(cast, phone: Page) -> None:
    ask_for_code(phone, "olga@example.org")
    assert barriers(phone) == ""
    phone.get_by_label("Code aus der Mail").fill("nein")
    phone.get_by_role("button", name="Weiter").click()
    expect(phone.locator(".errors")).to_be_visible()
    assert barriers(phone) == ""


def test_a_passkey_is_added_and_then_opens_the_door(cast, phone: Page) -> None:
    session = phone.context.new_cdp_session(phone)
    session.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {"options": {**options, "isUserVerified": True, "automaticPresenceSimulation": True}},
    )
    ask_for_code(phone, "olga@example.org")
    phone.get_by_label("Code aus der Mail").fill(code_from_mail())
    phone.get_by_role("button", name="Weiter").click()
    phone.goto("/account/passkeys/add/")
    phone.get_by_label("Wie heißt dieses Gerät?").fill("Mein Handy")
    phone.get_by_role("button", name="Dieses Gerät hinzufügen").click()
    expect(phone.get_by_role("link", name="Mein Handy", exact=True)).to_be_visible()
    assert barriers(phone) == ""
    phone.get_by_role("button", name="Abmelden", exact=True).click()
    phone.goto("/account/login/")
    phone.get_by_role("button", name="Mit Passkey anmelden").click()
    expect(phone).to_have_url(re.compile("/spaces/kanal/$"))


def test_a_passkey_shuts_nobody_out_who_has_only_the_mail(cast, phone: Page) -> None:
    owner = cast.owner.person
    Authenticator.objects.create(user=owner, type="webauthn", data={"name": "lost", "credential": {}})
    ask_for_code(phone, owner.email)
    phone.get_by_label("Code aus der Mail").fill(code_from_mail())
    phone.get_by_role("button", name="Weiter").click()
    expect(phone).to_have_url(re.compile("/spaces/kanal/$"))
