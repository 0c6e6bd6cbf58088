"""The magazine of the demo is there once, whole, and tells nobody outside."""

from django_tasks_db.models import DBTaskResult

from fuerwort.experiences.demo import open_demo
from fuerwort.magazine import demo, jobs
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
