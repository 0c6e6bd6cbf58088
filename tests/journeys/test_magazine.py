"""An article in real browsers: written, reviewed, published, read by a stranger, rated, discussed, moderated."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import ConsoleMessage, Page, expect

from fuerwort.magazine.models import Article, Comment, Rating
from tests import letters
from tests.cast import Cast
from tests.journeys.doors import come_in
from tests.journeys.test_look import SIDEWAYS, barriers
from tests.magazine.drawn import picture
from tests.magazine.written import public

MINE = "/spaces/kanal/articles/mine/"
DESK = "/spaces/kanal/articles/desk/"
Say = Callable[[str, str], str]


@pytest.fixture
def shot(tmp_path: Path) -> Path:
    path = tmp_path / "tisch.png"
    path.write_bytes(picture((1300, 900)).getvalue())
    return path


def test_an_article_on_a_german_phone(cast: Cast, phone: Page, shot: Path) -> None:
    the_life_of_an_article(cast, phone, shot, lambda german, _english: german)


def test_an_article_on_an_english_desktop(cast: Cast, desktop: Page, shot: Path) -> None:
    the_life_of_an_article(cast, desktop, shot, lambda _german, english: english)


def test_an_article_without_javascript(cast: Cast, plain_phone: Page, shot: Path) -> None:
    the_life_of_an_article(cast, plain_phone, shot, lambda german, _english: german, scripted=False)


def the_life_of_an_article(cast: Cast, page: Page, shot: Path, say: Say, *, scripted: bool = True) -> None:
    public(cast)
    refused: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if message.type == "error":
            refused.append(message.text)

    def look() -> None:
        assert refused == []
        if scripted:
            assert barriers(page) == "" and page.evaluate(SIDEWAYS) == 0

    page.on("console", listen)
    page.emulate_media(reduced_motion="reduce")
    is_written(cast, page, shot, say, look)
    is_reviewed(cast, page, say, look)
    is_read_by_a_stranger_who_speaks(page, say, look)
    is_rated_and_discussed(cast, page, say, look)
    is_moderated(cast, page, say, look)


def is_written(cast: Cast, page: Page, shot: Path, say: Say, look: Callable[[], None]) -> None:
    come_in(page, cast.owner, MINE)
    look()
    page.get_by_role("link", name=say("Einen Beitrag schreiben", "Write an article")).click()
    page.get_by_label(say("Titel", "Title"), exact=True).fill("Was ist Coworking?")
    page.get_by_label(say("Worum es geht", "What it is about")).fill("Eine Frage, vier Wörter.")
    page.locator("textarea[name=text]").fill("Am Mittwoch saßen wir am Tisch.\n\n## Danach\n\n> Gern.\n\n![](bild-1)")
    page.get_by_label(say("Alle dürfen meinen Namen", "Everybody may read my name")).check()
    look()
    page.get_by_role("button", name=say("Speichern", "Save")).click()
    page.get_by_role("button", name=say("Einreichen", "Hand it in")).click()
    expect(page.get_by_text("bild-1").first).to_be_visible()  # it names a picture that is not there yet
    page.get_by_role("link", name=say("Bilder", "Pictures")).click()
    page.locator("input[type=file]").set_input_files(shot)
    page.get_by_label(say("Was zeigt es?", "What does it show?")).fill("Vier Menschen am Tisch")
    look()
    page.get_by_role("button", name=say("Bild hinzufügen", "Add the picture")).click()
    expect(page.get_by_text("![](bild-1)").first).to_be_visible()
    page.get_by_role("link", name=say("Zurück zum Beitrag", "Back to the article")).click()
    look()
    page.get_by_role("button", name=say("Einreichen", "Hand it in")).click()
    assert Article.objects.get().state == "review"


def is_reviewed(cast: Cast, page: Page, say: Say, look: Callable[[], None]) -> None:
    page.wait_for_load_state("networkidle")  # a picture still on its way would be asked for by nobody
    page.context.clear_cookies()
    come_in(page, cast.host, DESK)
    look()
    page.get_by_role("link", name="Was ist Coworking?").click()
    look()
    page.get_by_role("button", name=say("Zurückgeben", "Send it back")).click()
    expect(page.get_by_text(say("was noch fehlt", "what is missing")).first).to_be_visible()
    page.get_by_role("button", name=say("Veröffentlichen", "Publish it")).click()
    page.get_by_role("link", name=say("Lesen", "Read it"), exact=True).last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Was ist Coworking?")
    look()


def is_read_by_a_stranger_who_speaks(page: Page, say: Say, look: Callable[[], None]) -> None:
    page.context.clear_cookies()
    page.goto("/magazine/")
    look()
    page.locator("h2 a").first.click()
    expect(page.get_by_text("Olga Owner").first).to_be_visible()
    expect(page.get_by_text(say("Noch keine Bewertung", "No rating yet"))).to_be_visible()
    expect(page.locator(".prose figure img")).to_have_attribute("alt", "Vier Menschen am Tisch")
    assert page.locator(".prose h2").inner_text() == "Danach"
    look()
    page.get_by_label(say("Dein Kommentar", "Your comment"), exact=True).fill("Danke, das kannte ich nicht.")
    page.get_by_label(say("Dein Name", "Your name")).fill("Rita")
    page.get_by_label(say("Deine E-Mail-Adresse", "Your e-mail address")).fill("rita@leserin.example")
    page.wait_for_timeout(3000)  # a form is open for three seconds at least
    page.get_by_role("button", name=say("Kommentar abschicken", "Send the comment")).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(say("Ein Klick fehlt noch", "One click is missing"))
    mine = letters.link(letters.delivered()[-1], "/a/comments/")
    page.goto(mine)
    look()
    page.get_by_role("button", name=say("Ja, das ist mein Kommentar", "Yes, that is my comment")).click()
    assert Comment.objects.get().standing == "waits"


def is_rated_and_discussed(cast: Cast, page: Page, say: Say, look: Callable[[], None]) -> None:
    come_in(page, cast.insider, "/spaces/kanal/articles/")
    page.locator("h2 a").first.click()
    for stars in (2, 4):
        page.get_by_role("button", name=say(f"{stars} Sterne", f"{stars} stars")).click()
        expect(page.get_by_text(say(f"{stars},0 von 5", f"{stars}.0 of 5"))).to_be_visible()
    assert Rating.objects.get().stars == 4
    look()
    page.get_by_label(say("Dein Kommentar", "Your comment"), exact=True).fill("Vier Wörter, ein Abend.")
    page.get_by_role("button", name=say("Kommentar abschicken", "Send the comment")).click()
    expect(page.get_by_text("Vier Wörter, ein Abend.")).to_be_visible()
    look()


def is_moderated(cast: Cast, page: Page, say: Say, look: Callable[[], None]) -> None:
    page.context.clear_cookies()
    come_in(page, cast.host, DESK)
    look()
    page.get_by_role("button", name=say("Freigeben", "Let it be read")).click()
    expect(page.get_by_text(say("Nichts wartet.", "Nothing waits."))).to_be_visible()
    page.goto("/magazine/kanal/")
    page.locator("h2 a").first.click()
    expect(page.get_by_text("Danke, das kannte ich nicht.")).to_be_visible()
    page.locator(".comment", has_text="Danke, das kannte").get_by_text(say("Antworten", "Reply"), exact=True).click()
    page.get_by_label(say("Deine Antwort an Rita", "Your reply to Rita")).fill("Komm vorbei!")
    page.get_by_role("button", name=say("Antwort abschicken", "Send the reply")).click()
    expect(page.get_by_text("Komm vorbei!")).to_be_visible()
    look()
    assert Comment.objects.filter(parent__name="Rita").count() == 1
