"""What several journeys begin with."""

from django.conf import settings
from django.test import Client
from playwright.sync_api import Page

from fuerwort.people.models import Membership


def come_in(page: Page, member: Membership, address: str) -> None:
    """Be logged in as this member, in the page's own language, and open an address."""
    client = Client()
    client.force_login(member.person)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session, "domain": "localhost", "path": "/"}
    page.context.add_cookies([cookie])
    page.goto(address)
