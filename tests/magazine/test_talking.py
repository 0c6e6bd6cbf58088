"""Stars and discussion: who may, how often, and what stays of it."""

from datetime import timedelta

import pytest

from fuerwort.magazine.actions import talking
from fuerwort.magazine.actions.talking import Stranger, TalkRefused
from fuerwort.magazine.models import Article, Comment, Rating
from fuerwort.people.errors import Missing
from fuerwort.people.models import Event
from tests import letters
from tests.cast import NOW, Cast
from tests.magazine.written import at_state, public

RITA = Stranger("Rita", "rita@leserin.example")


@pytest.fixture
def article(cast: Cast) -> Article:
    public(cast)
    return at_state("published", cast.owner, cast.host)


def test_one_rating_per_reader_that_can_be_changed_and_taken_back(cast: Cast, article: Article) -> None:
    for stars in (2, 5):
        talking.rate(article=article, stars=stars, by=cast.insider, at=NOW)
    assert list(Rating.objects.values_list("stars", flat=True)) == [5]
    talking.rate(article=article, stars=0, by=cast.insider, at=NOW)
    assert not Rating.objects.exists()
    assert not Event.objects.filter(verb="article.rated", by__isnull=False).exists()  # nobody need know who


@pytest.mark.parametrize("stars", [-1, 6, 100])
def test_other_numbers_of_stars_are_refused(cast: Cast, article: Article, stars: int) -> None:
    with pytest.raises(TalkRefused):
        talking.rate(article=article, stars=stars, by=cast.insider, at=NOW)


def test_neither_authors_nor_strangers_give_stars(cast: Cast, article: Article) -> None:
    with pytest.raises(TalkRefused):
        talking.rate(article=article, stars=5, by=cast.owner, at=NOW)
    with pytest.raises(Missing):
        talking.rate(article=article, stars=5, by=cast.stranger, at=NOW)
    with pytest.raises(Missing):
        talking.rate(article=at_state("review", cast.owner, cast.host), stars=5, by=cast.insider, at=NOW)


def test_a_comment_can_be_changed_for_a_quarter_of_an_hour(cast: Cast, article: Article) -> None:
    said = talking.say(article=article, text="Gut.", by=cast.insider, at=NOW)
    talking.edit(comment=said, text="Sehr gut.", by=cast.insider, at=NOW + timedelta(minutes=15))
    with pytest.raises(TalkRefused, match="15 Minuten"):
        talking.edit(comment=said, text="Doch nicht.", by=cast.insider, at=NOW + timedelta(minutes=15, seconds=1))
    with pytest.raises(Missing):
        talking.edit(comment=said, text="Fremd.", by=cast.host, at=NOW)
    said.refresh_from_db()
    assert said.text == "Sehr gut." and said.edited_at


def test_a_deleted_comment_leaves_a_trace_and_no_word(cast: Cast, article: Article) -> None:
    said = talking.say(article=article, text="Geheim.", by=cast.insider, at=NOW)
    with pytest.raises(Missing):
        talking.delete(comment=said, by=cast.host, at=NOW)
    talking.delete(comment=said, by=cast.insider, at=NOW)
    said.refresh_from_db()
    assert (said.text, said.by, said.standing) == ("", None, "deleted")
    assert Comment.objects.read().count() == 1


def test_replies_go_one_level_deep(cast: Cast, article: Article) -> None:
    first = talking.say(article=article, text="Eins.", by=cast.insider, at=NOW)
    second = talking.say(article=article, text="Zwei.", by=cast.owner, at=NOW, parent=first)
    for parent in (second, talking.delete(comment=first, by=cast.insider, at=NOW)):
        with pytest.raises(TalkRefused):
            talking.say(article=article, text="Drei.", by=cast.host, at=NOW, parent=parent)


def test_a_stranger_confirms_and_an_editor_decides(cast: Cast, article: Article) -> None:
    said = talking.say_outside(article=article, text="Danke!", who=RITA, at=NOW, token="t")
    assert not Comment.objects.read().exists()
    letter = letters.delivered()[-1]
    assert letter.to == [RITA.email] and letters.link(letter, "/a/comments/t/")
    with pytest.raises(TalkRefused):
        talking.release(comment=said, by=cast.host, at=NOW)
    for _ in range(2):
        talking.confirm(comment=said, at=NOW)
    with pytest.raises(Exception, match="Redaktion"):
        talking.release(comment=said, by=cast.insider, at=NOW)
    talking.release(comment=said, by=cast.host, at=NOW)
    said.refresh_from_db()
    assert (said.standing, said.email, said.name) == ("shown", "", "Rita")
    talking.delete(comment=said, by=None, at=NOW)
    said.refresh_from_db()
    assert (said.text, said.name) == ("", "")


def test_what_an_editor_does_not_let_through_is_gone(cast: Cast, article: Article) -> None:
    said = talking.say_outside(article=article, text="Kauft!", who=RITA, at=NOW, token="t")
    talking.confirm(comment=said, at=NOW)
    talking.hide(comment=said, words="", by=cast.host, at=NOW)
    assert not Comment.objects.exists()


def test_what_is_never_confirmed_is_forgotten(cast: Cast, article: Article) -> None:
    talking.say_outside(article=article, text="Danke!", who=RITA, at=NOW, token="t")
    assert talking.forget_unconfirmed(at=NOW + timedelta(days=6)) == 0
    assert talking.forget_unconfirmed(at=NOW + timedelta(days=7, seconds=1)) == 1


def test_a_closed_magazine_hears_no_stranger(cast: Cast, article: Article) -> None:
    for closed in ({"takes_strangers": False}, {"takes_strangers": True}):
        public(cast, **closed)
        if closed["takes_strangers"]:
            article.space.magazine.__class__.objects.update(is_public=False)
        with pytest.raises(Missing):
            talking.say_outside(article=article, text="Danke!", who=RITA, at=NOW, token="t")


def test_a_report_waits_for_an_editor_who_keeps_or_hides(cast: Cast, article: Article) -> None:
    said = talking.say(article=article, text="Hm.", by=cast.insider, at=NOW)
    talking.report(comment=said, reason="Unfreundlich.", by=None, at=NOW)
    talking.keep(comment=said, by=cast.host, at=NOW)
    assert not said.reports.filter(settled_at__isnull=True).exists()
    talking.report(comment=said, reason="Wirklich.", by=cast.owner, at=NOW)
    talking.hide(comment=said, words="Zu scharf.", by=cast.host, at=NOW)
    said.refresh_from_db()
    assert (said.standing, said.words) == ("hidden", "Zu scharf.")
    with pytest.raises(TalkRefused):
        talking.report(comment=said, reason="Noch einmal.", by=None, at=NOW)


@pytest.mark.parametrize("text", ["", "  \n", "\0", "x" * 4001])
def test_no_words_and_too_many_are_refused(cast: Cast, article: Article, text: str) -> None:
    with pytest.raises(TalkRefused):
        talking.say(article=article, text=text, by=cast.insider, at=NOW)
    assert not Comment.objects.exists()
