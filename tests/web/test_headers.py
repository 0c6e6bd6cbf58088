"""What every answer tells the browser: what may run, who may frame it, how cookies travel; docs/run/threats.md."""

import re

import pytest
from django.conf import settings as given
from django.test import Client

from tests.cast import Cast

PAGES = (
    "/",
    "/imprint/",
    "/account/login/",
    "/nowhere/",
    "/i/no-such-token/",
    "/health/",
    "/spaces/kanal/",
    "/design/",
)


def policy(client: Client, page: str) -> dict[str, list[str]]:
    said = client.get(page).headers["Content-Security-Policy"]
    return {name: sources for name, *sources in (part.split() for part in said.split(";"))}


@pytest.mark.parametrize("page", PAGES)
def test_no_page_may_run_what_is_not_ours(client: Client, cast: Cast, page: str) -> None:
    client.force_login(cast.insider.person)
    found = policy(client, page)
    assert found["default-src"] == found["base-uri"] == found["frame-ancestors"] == ["'none'"]
    scripts = [source for source in found["script-src"] if not source.startswith("'nonce-")]
    assert scripts == found["style-src"] == found["form-action"] == found["connect-src"] == ["'self'"]
    body = client.get(page).content.decode()
    assert not re.search(r"<[^>]+\son\w+=|<[^>]+\sstyle=|javascript:", body)


@pytest.mark.parametrize("page", PAGES)
def test_every_answer_says_how_it_may_be_used(client: Client, cast: Cast, page: str) -> None:
    client.force_login(cast.insider.person)
    headers = client.get(page).headers
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


def test_with_https_cookies_and_browsers_insist_on_it(cast: Cast, settings) -> None:
    """As settings.py has it where FUERWORT_ADDRESS begins with https."""
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    settings.SECURE_HSTS_SECONDS, settings.SECURE_PROXY_SSL_HEADER = 31_536_000, ("HTTP_X_FORWARDED_PROTO", "https")
    client = Client()
    answer = client.post("/account/login/", {"email": "olga@example.org"}, headers={"X-Forwarded-Proto": "https"})
    client.get("/account/login/", headers={"X-Forwarded-Proto": "https"})
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    cookies = {name: client.cookies[name] for name in (given.SESSION_COOKIE_NAME, given.CSRF_COOKIE_NAME)}
    assert all(cookie["secure"] and cookie["samesite"] == "Lax" for cookie in cookies.values())
    assert cookies[given.SESSION_COOKIE_NAME]["httponly"]


def test_https_in_the_address_turns_it_on() -> None:
    """The settings tie every one of these to one word, so that none is forgotten."""
    from pathlib import Path  # noqa: PLC0415

    text = Path(given.HERE, "project/settings.py").read_text(encoding="utf-8")
    assert "SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE\n" in text
    assert "SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0\n" in text


@pytest.mark.parametrize("address", ["/spaces/kanal/leave/", "/account/login/", "/account/logout/", "/language/"])
def test_a_form_from_elsewhere_is_refused(cast: Cast, address: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.insider.person)
    assert client.post(address, {"language": "en", "email": "olga@example.org"}).status_code == 403
    cast.insider.refresh_from_db()
    assert cast.insider.left_at is None
