"""Somebody who is logged in already, in a browser."""

from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

from fuerwort.people.models import Membership


def session(member: Membership) -> str:
    """A session of this member, as a log-in would leave it."""
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store[SESSION_KEY] = str(member.person.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = member.person.get_session_auth_hash()
    store.create()
    return str(store.session_key)


def enter(
    browser: Any,
    address: str,
    key: str = "",
    *,
    width: int = 360,
    locale: str = "de-DE",
    script: bool = True,
    scheme: str = "light",
) -> Any:
    """A page whose context carries the session; without one, somebody who is not logged in."""
    context = browser.new_context(
        base_url=address,
        viewport={"width": width, "height": 740},
        locale=locale,
        java_script_enabled=script,
        color_scheme=scheme,
    )
    if key:
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": address}])
    return context.new_page()
