"""What other sites say: looked at by a worker, shown by an editor, and never believed."""

import pytest

from fuerwort.magazine.actions import mentions, reviewing
from fuerwort.magazine.actions.mentions import MentionRefused
from fuerwort.magazine.actions.states import ArticleRefused
from fuerwort.magazine.addresses import permalink
from fuerwort.magazine.models import Article, Found, Mention, Sent
from fuerwort.magazine.pages import outline
from fuerwort.people.fetch import FetchRefused, Page
from tests import letters
from tests.cast import NOW, Cast
from tests.magazine.net import Net, net
from tests.magazine.written import at_state, public

__all__ = ["net"]
BLOG = "http://blog.example/post"


@pytest.fixture
def article(cast: Cast, net: Net) -> Article:
    public(cast, takes_trackbacks=True)
    found = at_state("published", cast.owner, cast.host)
    letters.delivered()
    return found


def said(article: Article, source: str = BLOG, way: str = "webmention") -> Mention:
    made = mentions.receive(source=source, target=permalink(article), way=way, at=NOW)
    letters.delivered()
    made.refresh_from_db()
    return made


def linking(to: str) -> str:
    return (
        "<title>Ein Blog\nüber Raum</title><meta property='og:site_name' content='Blog'>"
        f"<p>Gestern las ich einen <a href='{to}'>guten Text</a> vom Kanal.</p><script>alert(1)</script>"
    )


def test_a_link_is_looked_at_and_waits_for_an_editor(cast: Cast, net: Net, article: Article) -> None:
    net.page("blog.example/post", linking(permalink(article)))
    found = said(article)
    assert (found.found, found.title, found.site) == (Found.WAITS, "Ein Blog über Raum", "Blog")
    assert "guten Text" in found.excerpt and "alert" not in found.excerpt
    with pytest.raises(ArticleRefused):
        mentions.show(mention=found, by=cast.insider, at=NOW)
    assert mentions.show(mention=found, by=cast.host, at=NOW).found == Found.SHOWN


@pytest.mark.parametrize("body", ["<p>nothing</p>", "<p>http://localhost:8000/…</p>", "<!-- <a href='TARGET'> -->", ""])
def test_a_page_without_the_link_fails(net: Net, article: Article, body: str) -> None:
    net.page("blog.example/post", body.replace("TARGET", permalink(article)))
    found = said(article)
    assert (found.found, found.why) == (Found.FAILED, "link")
    with pytest.raises(MentionRefused):
        mentions.show(mention=found, by=article.space.memberships.get(name="Hanne Host"), at=NOW)


def test_a_link_that_is_gone_goes_and_one_whose_site_is_down_stays(cast: Cast, net: Net, article: Article) -> None:
    net.page("blog.example/post", linking(permalink(article)))
    mentions.show(mention=said(article), by=cast.host, at=NOW)
    net.page("blog.example/post", "busy", status=503)
    assert said(article).found == Found.SHOWN
    net.page("blog.example/post", "gone", status=410)
    found = said(article)
    assert (found.found, found.why) == (Found.FAILED, "gone")
    assert Mention.objects.count() == 1


def test_what_an_editor_refused_stays_refused(cast: Cast, net: Net, article: Article) -> None:
    net.page("blog.example/post", linking(permalink(article)))
    mentions.refuse(mention=said(article), by=cast.host, at=NOW)
    assert said(article).found == Found.REFUSED


def test_old_addresses_count_too(cast: Cast, net: Net, article: Article) -> None:
    old = permalink(article)
    reviewing.move(article=article, slug="anders", by=cast.host, at=NOW)
    article.refresh_from_db()
    net.page("blog.example/post", linking(old))
    assert mentions.receive(source=BLOG, target=old, way="webmention", at=NOW).article == article
    letters.delivered()
    assert Mention.objects.get().found == Found.WAITS


@pytest.mark.parametrize("source", ["http://127.0.0.1/", "http://localhost/x", "http://[::1]/", "http://10.0.0.1/"])
def test_inner_addresses_are_refused_at_once(net: Net, article: Article, source: str) -> None:
    with pytest.raises(FetchRefused, match="eigenen Netz"):
        said(article, source)
    assert not Mention.objects.exists() and not net.dialled


def test_a_name_that_leads_inside_fails_when_it_is_looked_at(net: Net, article: Article) -> None:
    net.page("blog.example/post", linking(permalink(article)))
    net.names["blog.example"] = [["127.0.0.1"]]
    found = said(article)
    assert (found.found, found.why) == (Found.FAILED, "inner")
    assert net.dialled == []


def test_strange_targets_are_refused(cast: Cast, net: Net, article: Article) -> None:
    review = at_state("review", cast.owner, cast.host)
    for target in (
        "", "http://elsewhere.example/", "http://localhost:8000/", "http://localhost:8000/magazine/kanal/2026/11/nichts/",
        f"http://localhost:8000/spaces/kanal/articles/{review.public}/",
        f"http://localhost:8000/magazine/kanal/by-id/{review.public}/", permalink(article).replace("http:", "ftp:"),
    ):  # fmt: skip
        with pytest.raises(MentionRefused, match="gibt es hier nicht"):
            mentions.receive(source=BLOG, target=target, way="webmention", at=NOW)
    with pytest.raises(MentionRefused, match="selbst"):
        mentions.receive(source=permalink(article), target=permalink(article), way="webmention", at=NOW)


@pytest.mark.parametrize("way", ["webmention", "pingback", "trackback"])
def test_each_way_can_be_off(cast: Cast, net: Net, article: Article, way: str) -> None:
    public(cast, takes_mentions=way != "webmention", takes_trackbacks=way == "webmention")
    with pytest.raises(MentionRefused, match="nimmt solche"):
        said(article, way=way)


def test_a_private_magazine_has_no_targets(cast: Cast, net: Net, article: Article) -> None:
    article.space.magazine.__class__.objects.update(is_public=False)
    with pytest.raises(MentionRefused):
        said(article)


def test_others_are_told_where_they_want_to_be(cast: Cast, net: Net, article: Article) -> None:
    net.page("a.example/", "<a rel='webmention' href='/in?x=1'>hier</a>")
    net.page("b.example/", "<p>x</p>", Link='</wm>; rel="webmention"')
    net.page("c.example/", "<p>nothing</p>")
    net.page("d.example/", "<link rel='webmention' href='http://127.0.0.1/wm'>")
    net.page("a.example/in?x=1", status=202)
    net.page("b.example/wm", status=200)
    text = " ".join(f"[x](http://{name}.example/)" for name in "abcd") + " [y](http://10.0.0.1/)"
    made = at_state("published", cast.owner, cast.host, title="Mit Links", text=text)
    letters.delivered()
    told = {sent.target: (sent.status, sent.why) for sent in Sent.objects.filter(article=made)}
    assert told == {
        "http://a.example/": (202, ""), "http://b.example/": (200, ""), "http://c.example/": (0, "none"),
        "http://d.example/": (0, "inner"), "http://10.0.0.1/": (0, "inner"),
    }  # fmt: skip
    assert dict(net.sent)["/wm"].startswith(b"source=http%3A%2F%2Flocalhost%3A8000%2Fmagazine%2Fkanal%2F")


def test_private_magazines_tell_nobody(cast: Cast, net: Net) -> None:
    net.page("a.example/", "<a rel='webmention' href='/in'>hier</a>")
    at_state("published", cast.owner, cast.host, text="[x](http://a.example/)")
    letters.delivered()
    assert not net.asked and not Sent.objects.exists()


def test_a_hostile_page_is_read_quickly() -> None:
    for text in ("<!" * 200_000, "<a " * 150_000, "<div>" * 20_000, "<title>" * 50_000, "<a href='x" * 50_000):
        outline(Page("http://a.example/", 200, {}, text))
