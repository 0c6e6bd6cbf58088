"""The magazine of the demo is there once, whole, and tells nobody outside."""

from calendar import timegm

import feedparser
from django.conf import settings
from django_tasks_db.models import DBTaskResult

from fuerwort.experiences.demo import open_demo
from fuerwort.magazine import demo, jobs
from fuerwort.magazine.addresses import permalink
from fuerwort.magazine.models import Article, Comment, Mention, State
from fuerwort.magazine.rendering import pictures_named
from tests.cast import NOW


def test_the_demo_magazine(db, client, monkeypatch) -> None:
    monkeypatch.setattr(demo, "SCALE", 0.1)
    space = open_demo(at=NOW)
    demo.open_demo(space, at=NOW)
    demo.open_demo(space, at=NOW)
    states = sorted(Article.objects.values_list("state", flat=True))
    assert states == [State.DRAFT, *[State.PUBLISHED] * 7, State.REVIEW]
    for article in Article.objects.all():
        assert set(pictures_named(article.text)) <= set(article.pictures.values_list("name", flat=True))
    assert Comment.objects.count() == len(demo.TALK) + 1 and Mention.objects.count() == 2
    assert not DBTaskResult.objects.filter(task_path=jobs.tell_others.module_path).exists()
    page = client.get("/magazine/raum-am-kanal/").content.decode()
    assert "Wen empfehlen wir, wenn drei von uns es können?" in page and "November 2026" in page
    a_reader_of_feeds_reads_the_same(client.get("/magazine/raum-am-kanal/feed/"))


def a_reader_of_feeds_reads_the_same(answer) -> None:
    """By feedparser, which shares no line with Django's writer."""
    read = feedparser.parse(answer.content, response_headers={"content-type": answer["Content-Type"]})
    assert not read.bozo and read.version == "atom10" and read.encoding == "utf-8"
    links = {one.rel: one.href for one in read.feed.links}
    address = f"{settings.ADDRESS}/magazine/raum-am-kanal/"
    assert links == {"alternate": address, "self": f"{address}feed/"}
    assert (read.feed.title, read.feed.subtitle) == ("Am Kanal", demo.ABOUT)
    published = list(Article.objects.filter(state=State.PUBLISHED).order_by("-published_at"))
    assert [entry.title for entry in read.entries] == [article.title for article in published]
    for entry, article in zip(read.entries, published, strict=True):
        assert entry.id.startswith("tag:") and entry.id.endswith(f":article/{article.public}")
        assert entry.link == permalink(article) and entry.summary == article.teaser
        assert timegm(entry.published_parsed) == int(article.published_at.timestamp())
        assert timegm(entry.updated_parsed) >= timegm(entry.published_parsed)
        assert {tag.term for tag in entry.tags} == {one.name for one in article.categories.all()}
    assert len({entry.id for entry in read.entries}) == 7
    assert timegm(read.feed.updated_parsed) == max(timegm(entry.updated_parsed) for entry in read.entries)
