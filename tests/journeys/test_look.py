"""The look in a real browser: no barrier that axe finds, no sideways scrolling, nothing the content policy refuses."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page, expect

PAGES = ("/", "/design/", "/account/login/", "/account/login/code/", "/privacy/", "/no-such-page/")
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def barriers(page: Page) -> str:
    found = Axe().run(page, options={"preload": False})  # it would fetch our stylesheets again, from wrong places
    return found.generate_report() if found.violations_count else ""


@pytest.mark.parametrize("path", PAGES)
def test_no_page_has_a_barrier_or_scrolls_sideways_or_breaks_the_policy(page: Page, path: str) -> None:
    refused: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if message.type == "error" and "404" not in message.text:
            refused.append(message.text)

    page.on("console", listen)
    page.goto(path)
    assert page.evaluate(SIDEWAYS) <= 0
    assert refused == []
    assert barriers(page) == ""


def test_the_menu_and_a_dialog_open_and_close_without_a_script(browser, live_server) -> None:
    context = browser.new_context(
        base_url=live_server.url, viewport={"width": 360, "height": 740}, java_script_enabled=False, locale="de-DE"
    )
    page = context.new_page()
    page.goto("/design/")
    expect(page.get_by_role("navigation", name="Hauptnavigation")).to_be_hidden()
    page.get_by_role("button", name="Menü").click()
    expect(page.get_by_role("navigation", name="Hauptnavigation")).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Den Raum verlassen").last.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.get_by_role("button", name="Bleiben").click()
    expect(page.get_by_role("dialog")).to_be_hidden()
    context.close()


def test_an_open_menu_and_an_open_dialog_have_no_barrier(phone: Page) -> None:
    phone.emulate_media(reduced_motion="reduce")  # axe would measure the contrast of a dialog that is still fading in
    phone.goto("/design/")
    phone.get_by_role("button", name="Menü").click()
    assert barriers(phone) == ""
    phone.keyboard.press("Escape")
    phone.get_by_role("button", name="Den Raum verlassen").last.click()
    assert barriers(phone) == ""


def test_light_and_language_are_switched_by_a_click_and_stay(phone: Page) -> None:
    phone.goto("/design/")
    phone.get_by_role("button", name="Dunkle Farben").click()
    assert phone.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"
    phone.get_by_role("button", name="English").click()
    expect(phone.locator("html")).to_have_attribute("lang", "en")
    expect(phone.locator("html")).to_have_attribute("data-theme", "dark")
    expect(phone).to_have_url(re.compile("/design/$"))


def test_the_keyboard_reaches_the_content_first(desktop: Page) -> None:
    desktop.goto("/design/")
    desktop.keyboard.press("Tab")
    expect(desktop.get_by_role("link", name="Skip to the content")).to_be_focused()
    desktop.keyboard.press("Enter")
    expect(desktop.locator("main")).to_be_focused()


def test_htmx_is_served_by_us_and_may_not_evaluate_text(desktop: Page) -> None:
    desktop.goto("/design/")
    assert desktop.evaluate("[htmx.config.allowEval, htmx.config.includeIndicatorStyles]") == [False, False]
