"""Every page of desk, account and invitation, small and large, by day and by night: no barrier, nothing too wide."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from fuerwort.people.actions import invitations, leaving
from fuerwort.people.actions.invitations import Guest
from tests.cast import Cast
from tests.journeys.doors import come_in
from tests.journeys.test_look import SIDEWAYS, barriers

DESK = "/spaces/kanal/desk/"
PAGES = [
    "", "members/", "members/?standing=invited", "members/?standing=left", "members/{owner}/", "members/{guest}/",
    "members/{left}/", "members/{owner}/left/", "invitations/", "invitations/new/", "settings/", "fields/",
    "fields/new/", "fields/web-design/", "events/", "events/?subject=space",
]  # fmt: skip
OWN = ["/account/", "/account/again/", "/spaces/kanal/leave/", "/spaces/kanal/first-steps/", "/i/greta/"]
ANYBODY = ["/i/greta/", "/i/nobody/", "/account/erased/"]


@pytest.fixture
def found(cast: Cast) -> dict[str, str]:
    at = timezone.now()
    made = [
        invitations.invite(guest=Guest(name, email, sponsor=cast.owner), by=cast.host, at=at, token=name.lower())
        for name, email in (("Greta", ""), ("Franz-Xaver von und zu Hohenlohe-Langenburg", "fx@example.org"))
    ]
    leaving.leave(by=cast.insider, at=at)
    return {"owner": cast.owner.public, "guest": made[0].membership.public, "left": cast.insider.public}


def look_at(page: Page, address: str) -> list[str]:
    """What is wrong with a page."""
    refused: list[str] = []
    page.on(
        "console", lambda said: refused.append(said.text) if said.type == "error" and "404" not in said.text else None
    )
    page.goto(address)
    wide = page.evaluate(SIDEWAYS)
    return [
        f"{address}: {wrong}"
        for wrong in (*refused, f"{wide} px too wide" if wide > 0 else "", barriers(page))
        if wrong
    ]


def test_pages_of_the_desk(cast: Cast, found: dict[str, str], page: Page) -> None:
    come_in(page, cast.host, DESK)
    assert [wrong for address in PAGES for wrong in look_at(page, DESK + address.format(**found))] == []


def test_a_link_a_sheet_and_a_dialog(cast: Cast, found: dict[str, str], page: Page) -> None:
    come_in(page, cast.host, f"{DESK}members/{found['guest']}/")
    page.locator("button[popovertarget=withdraw]").first.click()
    assert barriers(page) == ""
    page.keyboard.press("Escape")
    page.locator(f"form[action$='{found['guest']}/link/'] button").click()
    page.locator(".qr").wait_for()
    assert (page.evaluate(SIDEWAYS), barriers(page)) == (0, "")
    page.goto(f"{DESK}invitations/")
    for box in page.locator("input[name=guest]").all():
        box.check()
    page.locator("form[action$='sheet/'] button").click()
    page.locator(".qr").first.wait_for()
    assert page.locator(".qr").count() == 2
    assert (page.evaluate(SIDEWAYS), barriers(page)) == (0, "")


def test_pages_of_an_account_and_of_a_guest(cast: Cast, found: dict[str, str], page: Page) -> None:
    assert [wrong for address in ANYBODY for wrong in look_at(page, address)] == []
    come_in(page, cast.owner, "/account/")
    assert [wrong for address in OWN for wrong in look_at(page, address)] == []
