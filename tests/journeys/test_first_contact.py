"""What a visitor sees first."""

from playwright.sync_api import Page, expect


def test_the_question_comes_first(phone: Page) -> None:
    phone.goto("/")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Vier können es. Wen empfehlen wir – und warum?")
