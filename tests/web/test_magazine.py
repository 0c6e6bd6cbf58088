"""The magazine's pages: reading, searching, writing, talking, and what hostile visitors send."""

import json
import re
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode
from xml.etree import ElementTree

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fuerwort.magazine.actions import reviewing, talking, writing
from fuerwort.magazine.addresses import permalink
from fuerwort.magazine.models import Article, Category, Comment, Mention, Picture, Rating
from fuerwort.people.models import Membership
from tests.cast import NOW, Cast
from tests.magazine.drawn import picture
from tests.magazine.written import at_state, public, written

PAGE = "/magazine/kanal/2026/11/der-titel/"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def article(cast: Cast) -> Article:
    public(cast)
    return at_state("published", cast.owner, cast.host)


def text(answer) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def appeared(author: Membership, editor: Membership, title: str, at: datetime, **more: object) -> Article:
    made = at_state("review", author, editor, title=title, **more)
    return reviewing.publish(article=made, by=editor, at=at)


@pytest.mark.parametrize(
    "typed", ["Größe", "groesse", "GRÖSSE", "grosse", "Öfen", "oefen", "ofen größe", "Café", "cafe", "ofenbau"]
)
def test_a_search_finds_words_however_they_are_spelt(client, cast: Cast, typed: str) -> None:
    public(cast)
    appeared(cast.owner, cast.host, "Vom Ofenbau", NOW, text="Über die Größe von Öfen im Café.")
    appeared(cast.owner, cast.host, "Anderes", NOW, text="Nichts davon, 100 % sicher.")
    page = client.get("/magazine/kanal/search/", {"q": typed})
    assert "Vom Ofenbau" in text(page) and "Anderes" not in text(page)
    assert "<mark>" in page.content.decode() or typed == "ofenbau"


@pytest.mark.parametrize("typed", ["", "%", "_", "'", '"', "\\", "a" * 500, "nirgends", "%00", "<script>"])
def test_a_search_for_nothing_finds_nothing(client, article: Article, typed: str) -> None:
    page = client.get("/magazine/kanal/search/", {"q": typed})
    assert page.status_code == 200 and "Der Titel" not in text(page)
    assert "<script>x" not in page.content.decode()


def test_months_categories_and_neighbours(client, cast: Cast) -> None:
    public(cast)
    late = datetime(2026, 10, 31, 23, 30, tzinfo=UTC)  # 1 November in Berlin
    opinion = Category.objects.create(space=cast.space, slug="meinung", name_de="Meinung", name_en="Opinion")
    for title, at in (("Erster", NOW - timedelta(days=60)), ("Zweiter", late), ("Dritter", NOW)):
        appeared(cast.owner, cast.host, title, at, categories=[opinion] if title == "Zweiter" else [])
    page = client.get("/magazine/kanal/2026/11/zweiter/").content.decode()
    assert 'rel="prev" href="/magazine/kanal/2026/09/erster/"' in page
    assert 'rel="next" href="/magazine/kanal/2026/11/dritter/"' in page
    november = text(client.get("/magazine/kanal/2026/11/"))
    assert "Zweiter" in november and "Dritter" in november and "Erster" not in november
    front = client.get("/magazine/kanal/").content.decode()
    assert 'href="/magazine/kanal/2026/09/"' in front and "/2026/9/" not in front
    moved = client.get("/magazine/kanal/2026/9/")
    assert (moved.status_code, moved["Location"]) == (301, "/magazine/kanal/2026/09/")
    assert "Zweiter" in text(client.get("/magazine/kanal/category/meinung/"))
    for nothing in ("2026/10/", "2025/", "2026/13/", "2026/009/", "2026/x/", "category/nichts/"):
        assert client.get(f"/magazine/kanal/{nothing}").status_code == 404


def test_an_address_is_for_good(client, cast: Cast, article: Article) -> None:
    reviewing.move(article=article, slug="anders", by=cast.host, at=NOW)
    answer = client.get(PAGE)
    assert (answer.status_code, answer["Location"]) == (301, "/magazine/kanal/2026/11/anders/")
    assert client.get("/magazine/kanal/2025/1/anders/")["Location"] == "/magazine/kanal/2026/11/anders/"
    assert client.get(f"/magazine/kanal/by-id/{article.public}/")["Location"].endswith("/anders/")
    article.refresh_from_db()
    reviewing.withdraw(article=article, by=cast.owner, at=NOW)
    assert client.get("/magazine/kanal/2026/11/anders/").status_code == client.get(PAGE).status_code == 410


def test_machines_learn_a_name_only_where_the_author_wants_it(client, cast: Cast, article: Article) -> None:
    hostile = appeared(cast.owner, cast.host, "</script><b>&", NOW, named=True, teaser="</script><script>alert(1)")
    for made, named in ((article, False), (hostile, True)):
        page = client.get(permalink(made)).content.decode()
        block = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)
        facts = json.loads(block[1])
        assert facts["headline"] == made.title and facts["mainEntityOfPage"] == permalink(made)
        assert ("author" in facts) == ("Olga" in page) == named
        assert f'<link rel="canonical" href="{permalink(made)}">' in page and 'property="og:title"' in page


def test_members_read_names_and_the_world_first_names_of_those_who_speak(client, cast: Cast, article: Article) -> None:
    talking.say(article=article, text="Gut.", by=cast.insider, at=NOW)
    page = text(client.get(PAGE))
    assert "Ines" in page and "Insider" not in page and "Olga" not in page
    client.force_login(cast.host.person)
    page = text(client.get(PAGE))
    assert "Ines Insider" in page and "Olga Owner" in page


def test_the_feed_is_atom_and_keeps_names_of_entries(client, cast: Cast, article: Article) -> None:
    answer = client.get("/magazine/kanal/feed/")
    assert answer["Content-Type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(answer.content)
    entry = feed.find(f"{ATOM}entry")
    for needed in ("id", "title", "updated", "author"):
        assert feed.find(ATOM + needed) is not None and entry.find(ATOM + needed) is not None
    assert entry.find(f"{ATOM}link").get("href") == permalink(article)
    before = entry.findtext(f"{ATOM}id")
    reviewing.move(article=article, slug="anders", by=cast.host, at=NOW)
    again = ElementTree.fromstring(client.get("/magazine/kanal/feed/").content).find(f"{ATOM}entry")
    assert again.findtext(f"{ATOM}id") == before and "Olga" not in answer.content.decode()


def test_pictures_have_safe_headers_and_drafts_keep_theirs(client, cast: Cast) -> None:
    public(cast)
    draft = written(cast.owner)
    shot = writing.add_picture(article=draft, file=picture(), alt="Ein Tisch", by=cast.owner, at=NOW)
    url = f"/magazine/kanal/pictures/{shot.public}-{shot.widths[0]}.webp"
    assert client.get(url).status_code == 404
    client.force_login(cast.host.person)
    assert client.get(url).status_code == 404
    client.force_login(cast.owner.person)
    answer = client.get(url)
    assert answer["Content-Type"] == "image/webp" and answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert client.get(url.replace(f"-{shot.widths[0]}.", "-9999.")).status_code == 404


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("bild.jpg", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "SVG nicht"),
        ("bild.svg", b"<svg/>", "SVG nicht"),
        ("bild.png", b"\xff\xd8" + b"\0" * (10 * 1024 * 1024), "größer als 10 MB"),
        ("bild.png", b"", "leer"),
    ],
)
def test_what_is_no_picture_is_refused_and_words_stay(client, cast: Cast, name: str, data: bytes, said: str) -> None:
    draft = written(cast.owner)
    client.force_login(cast.owner.person)
    sent = {"file": SimpleUploadedFile(name, data, "image/png"), "alt": "Ein Tisch am Abend", "caption": "Von mir"}
    page = client.post(f"/spaces/kanal/articles/{draft.public}/pictures/", sent)
    assert said in text(page)
    assert page.status_code == 200 and 'value="Ein Tisch am Abend"' in page.content.decode()
    assert not Picture.objects.exists()


def test_a_huge_upload_is_not_written_and_words_stay(client, cast: Cast, monkeypatch) -> None:
    monkeypatch.setattr("fuerwort.web.uploads.LARGEST", 100_000)
    draft = written(cast.owner)
    client.force_login(cast.owner.person)
    sent = {"alt": "Ein Tisch", "caption": "x", "file": SimpleUploadedFile("a.png", b"\0" * 300_000, "image/png")}
    page = client.post(f"/spaces/kanal/articles/{draft.public}/pictures/", sent)
    assert "größer als 10 MB" in text(page) and 'value="Ein Tisch"' in page.content.decode()


def test_a_picture_needs_words(client, cast: Cast) -> None:
    draft = written(cast.owner)
    client.force_login(cast.owner.person)
    url = f"/spaces/kanal/articles/{draft.public}/pictures/"
    upload = SimpleUploadedFile("a.png", picture().getvalue(), "image/png")
    assert "nicht sehen können" in text(client.post(url, {"file": upload, "alt": " "}))
    upload.seek(0)
    client.post(url, {"file": upload, "alt": "Ein Tisch"})
    draft.refresh_from_db()
    assert draft.cover == Picture.objects.get() and Picture.objects.get().name == "bild-1"


def test_ten_megabytes_of_comment_are_refused_and_kept(client, cast: Cast, article: Article) -> None:
    client.force_login(cast.insider.person)
    typed = "Zeile für Zeile. " * 600_000
    page = client.post(f"{PAGE}comment/", {"text": typed})
    said = page.content.decode()
    assert page.status_code == 200 and "höchstens 4000 Zeichen" in said and typed.strip() in said
    assert not Comment.objects.exists()
    page = client.post(f"{PAGE}comment/", {"text": "x" * 25_000_000})
    assert page.status_code == 400 and "zu groß" in text(page)


def test_a_comment_is_text_and_nothing_else(client, cast: Cast, article: Article) -> None:
    client.force_login(cast.insider.person)
    client.post(f"{PAGE}comment/", {"text": "<script>alert(1)</script> https://e.example/?a=1 javascript:alert(1)"})
    page = client.get(PAGE).content.decode()
    assert "<script>alert" not in page and 'href="javascript' not in page
    assert 'rel="nofollow"' in page


def test_stars_by_the_form(client, cast: Cast, article: Article) -> None:
    assert "Noch keine Bewertung" in text(client.get(PAGE))
    assert client.post(f"{PAGE}stars/", {"stars": "4"})["Location"].startswith("/account/login/")
    client.force_login(cast.insider.person)
    for given in ("4", "nonsense", "9", "-1", ""):
        client.post(f"{PAGE}stars/", {"stars": given})
    assert Rating.objects.get().stars == 4
    assert "4,0 von 5" in text(client.get(PAGE))
    client.post(f"{PAGE}stars/", {"stars": "0"})
    assert "Noch keine Bewertung" in text(client.get(PAGE))


def test_a_strangers_comment_has_the_guards_of_the_ask_form(client, cast: Cast, article: Article) -> None:
    stamp = re.search(r'name="stamp" value="([^"]+)"', client.get(PAGE).content.decode())[1]
    typed = {"text": "Danke!", "name": "Rita", "email": "rita@leserin.example", "stamp": stamp, "homepage": ""}
    assert "sehr schnell" in text(client.post(f"{PAGE}comment/", typed))
    assert "ein Feld ausgefüllt, das Menschen nicht sehen" in text(
        client.post(f"{PAGE}comment/", {**typed, "homepage": "http://spam.example"})
    )
    page = client.post(f"{PAGE}comment/", {**typed, "stamp": "forged", "name": "www.spam.example"}).content.decode()
    assert "Danke!" in page and not Comment.objects.exists()


def test_webmention_by_http(client, cast: Cast, article: Article) -> None:
    url, target = "/magazine/kanal/webmention/", permalink(article)
    answer = client.get(PAGE)
    assert (
        answer["Link"] == f'<{url}>; rel="webmention"' and f'rel="webmention" href="{url}"' in answer.content.decode()
    )
    inner = client.post(url, {"source": "http://127.0.0.1:80/x", "target": target})
    assert inner.status_code == 400 and "in unserem eigenen Netz" in inner.content.decode()
    assert client.post(url, {"source": "https://blog.example/", "target": target}).status_code == 202
    assert client.post(url, {}).status_code == 400
    assert Mention.objects.get().found == "queued"


def test_trackback_and_pingback_by_http(client, cast: Cast, article: Article) -> None:
    call = (
        "<?xml version='1.0'?><methodCall><methodName>pingback.ping</methodName><params>"
        "<param><value><string>{}</string></value></param><param><value>{}</value></param></params></methodCall>"
    )

    def ping(body: str) -> str:
        return client.post("/magazine/kanal/pingback/", body, content_type="text/xml").content.decode()

    def track(url: str) -> str:
        form = "application/x-www-form-urlencoded"
        return client.post(f"{PAGE}trackback/", urlencode({"url": url}), content_type=form).content.decode()

    assert "nimmt solche Nachrichten nicht an" in track("https://blog.example/")  # off until a host turns it on
    public(cast, takes_trackbacks=True)
    assert client.get(PAGE)["X-Pingback"] == "http://localhost:8000/magazine/kanal/pingback/"
    assert "<error>0</error>" in track("https://blog.example/")
    assert "<error>1</error>" in track("http://127.0.0.1/")
    assert "<fault>" not in ping(call.format("https://other.example/", permalink(article)))
    assert "<int>33</int>" in ping(call.format("https://other.example/", "http://localhost:8000/nichts/"))
    bomb = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]><methodCall>&a;</methodCall>'
    for body in ("", "<x/>", bomb, "<methodCall/>", call.format("a", "b") + "x", "\x00", "<a>" * 50_000):
        assert "<fault>" in ping(body)
    assert Mention.objects.count() == 2


def test_a_full_page_asks_the_database_little(client, cast: Cast, article: Article) -> None:
    first = talking.say(article=article, text="Gut.", by=cast.insider, at=NOW)
    for number in range(20):
        talking.say(article=article, text=f"{number}", by=cast.host, at=NOW, parent=first)
        appeared(cast.owner, cast.host, f"Nummer {number}", NOW - timedelta(days=number + 1))
    client.force_login(cast.insider.person)
    draft = at_state("review", cast.owner, cast.host, title="Liegt vor")
    desk = [f"/spaces/kanal/articles/{draft.public}/", "/spaces/kanal/articles/desk/", "/spaces/kanal/articles/mine/"]
    for url in (PAGE, "/magazine/kanal/", "/magazine/kanal/search/?q=text", *desk):
        client.force_login(cast.host.person if url in desk else cast.insider.person)
        client.get(url)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(url).status_code == 200
        assert len(asked) <= 12, (url, len(asked))


def test_a_private_magazine_is_for_members(client, cast: Cast) -> None:
    at_state("published", cast.owner, cast.host)
    assert client.get("/magazine/kanal/").status_code == client.get(PAGE).status_code == 404
    assert client.get("/magazine/kanal/feed/").status_code == 404
    client.force_login(cast.stranger.person)
    assert client.get(PAGE).status_code == 404
    client.force_login(cast.insider.person)
    assert client.get(PAGE).status_code == 200


def test_what_was_typed_stays_when_somebody_else_was_quicker(client, cast: Cast) -> None:
    draft = written(cast.owner)
    client.force_login(cast.owner.person)
    url = f"/spaces/kanal/articles/{draft.public}/write/"
    typed = {
        "title": "Neu",
        "teaser": "x",
        "text": "Mein langer Text",
        "language": "de",
        "farewell": "stays",
        "version": "0",
    }
    page = client.post(url, typed)
    assert "Jemand hat diesen Beitrag geändert" in text(page) and "Mein langer Text" in page.content.decode()
    client.post(url, {**typed, "version": "1"})
    draft.refresh_from_db()
    assert draft.text == "Mein langer Text"
