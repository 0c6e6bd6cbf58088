"""The magazine: read, write, hand in, let through, rate, talk. Pictures and settings stay with their pages."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from fuerwort.api.operations import Area
from fuerwort.api.schemas import magazine as said_
from fuerwort.api.schemas.magazine import CategoryOut, CommentOut, DraftOut, ListedOut, ReadingOut
from fuerwort.magazine.actions import reviewing, talking
from fuerwort.magazine.actions import writing as actions
from fuerwort.magazine.actions.writing import Content
from fuerwort.magazine.models import Article, Farewell
from fuerwort.magazine.queries import lists, reading
from fuerwort.magazine.queries import writing as queries
from fuerwort.magazine.queries.reader import reader_of
from fuerwort.people.errors import Missing
from fuerwort.people.queries import Here

area = Area("magazine")


@area.lists("/articles", ListedOut)
def articles(here: Here) -> Any:
    """What was published, the newest first."""
    return lists.front(reader_of(here))


@area.lists("/articles/categories", CategoryOut)
def categories(here: Here) -> Any:
    """How the magazine is divided."""
    return queries.categories_of(here)


@area.lists("/articles/mine", DraftOut)
def mine(here: Here) -> Any:
    """One's own articles: drafts, what waits, what is out."""
    found = queries.mine(here)
    return [*found.drafts, *found.waiting, *found.out]


@area.lists("/articles/desk", DraftOut)
def desk(here: Here) -> Any:
    """What waits for an editor."""
    found = queries.desk(here)
    return [*found.articles, *found.scheduled]


@area.reads("/articles/{slug:public}", ReadingOut)
def article(here: Here, public: str) -> Any:
    """A published article with its stars and comments."""
    reader = reader_of(here)
    whole = reading.article_for(reader, reading.article_by_id(reader, public).slug)
    found = reading.reading(reader, whole, timezone.now())
    stars = found.stars
    return {
        "article": found.shown, "html": found.html, "stars": stars.mean if stars.number else None,
        "ratings": stars.number, "mine": stars.mine, "comments": list(found.comments),
    }  # fmt: skip


@area.does("POST", "/articles", DraftOut, status=201)
def begin(here: Here, said: said_.ArticleIn) -> Any:
    """Begin a draft that only its author sees."""
    return actions.begin(content=_content(here, said), by=here.membership, at=timezone.now())


def _content(here: Here, said: said_.ArticleIn, its: Article | None = None) -> Content:
    """Whether a name is shown and what becomes of it one day are the author's own decisions."""
    known = {one.slug: one for one in queries.categories_of(here)}
    if not set(said.categories) <= set(known):
        raise Missing
    theirs = its is not None and its.author_id != here.membership.pk
    return Content(
        title=said.title, teaser=said.teaser, text=said.text, abstract=said.abstract, language=said.language,
        categories=[known[slug] for slug in said.categories], named=its.named if its and theirs else said.named,
        farewell=its.farewell if its else Farewell.STAYS,
    )  # fmt: skip


@area.reads("/articles/{slug:public}/draft", DraftOut)
def draft(here: Here, public: str) -> Any:
    """An article with its text, for its author and editors."""
    return queries.draft_for(here, public).article


@area.does("PUT", "/articles/{slug:public}/draft", DraftOut)
def change(here: Here, public: str, said: said_.ArticleIn) -> Any:
    """Change a draft; refused if somebody else changed it meanwhile."""
    found = queries.draft_for(here, public)
    if not found.may_write:
        raise Missing
    content = _content(here, said, found.article)
    return actions.change(
        article=found.article, content=content, version=said.version, by=here.membership, at=timezone.now()
    )


@area.does("POST", "/articles/{slug:public}/correct", DraftOut)
def correct(here: Here, public: str, said: said_.CorrectIn) -> Any:
    """Correct what is out; readers see what was corrected."""
    found = queries.draft_for(here, public)
    if not found.may_correct:
        raise Missing
    return reviewing.correct(
        article=found.article, content=_content(here, said, found.article), words=said.words, version=said.version,
        by=here.membership, at=timezone.now(),
    )  # fmt: skip


def _step(path: str, verb: Callable[..., Any], words: str) -> None:
    def act(here: Here, public: str) -> None:
        verb(article=queries.draft_for(here, public).article, by=here.membership, at=timezone.now())

    act.__name__, act.__doc__ = f"{path.replace('-', '_')}_article", words
    area.does("POST", f"/articles/{{slug:public}}/{path}")(act)


_step("submit", reviewing.submit, "Hand a draft in.")
_step("take-back", reviewing.take_back, "Take it back before it was read.")
_step("withdraw", reviewing.withdraw, "Withdraw it; its address says that it is gone.")
_step("reopen", reviewing.reopen, "Make a draft of it again.")
_step("discard", actions.discard, "Throw a draft away.")


@area.does("POST", "/articles/{slug:public}/send-back", DraftOut)
def send_back(here: Here, public: str, said: said_.WordsIn) -> Any:
    """Send it back with a note; editors."""
    found = queries.draft_for(here, public).article
    return reviewing.send_back(article=found, words=said.words, by=here.membership, at=timezone.now())


@area.does("POST", "/articles/{slug:public}/publish", DraftOut)
def publish(here: Here, public: str, said: said_.PublishIn) -> Any:
    """Let it through, now or on a day; editors."""
    found = queries.draft_for(here, public).article
    return reviewing.publish(article=found, when=said.when, words=said.words, by=here.membership, at=timezone.now())


@area.does("PUT", "/articles/{slug:public}/stars")
def rate(here: Here, public: str, said: said_.StarsIn) -> None:
    """Give one to five stars to an article, or take them back."""
    found = reading.article_by_id(reader_of(here), public)
    talking.rate(article=found, stars=said.stars, by=here.membership, at=timezone.now())


@area.does("POST", "/articles/{slug:public}/comments", CommentOut, status=201)
def say(here: Here, public: str, said: said_.CommentIn) -> Any:
    """Say something below an article."""
    reader = reader_of(here)
    parent = reading.comment_for(reader, said.parent) if said.parent else None
    found = reading.article_by_id(reader, public)
    return talking.say(article=found, text=said.text, by=here.membership, at=timezone.now(), parent=parent)


def _own(here: Here, public: str) -> Any:
    found = reading.comment_for(reader_of(here), public)
    if found.by_id != here.membership.pk:
        raise Missing
    return found


@area.does("PUT", "/comments/{slug:public}", CommentOut)
def edit_comment(here: Here, public: str, said: said_.CommentIn) -> Any:
    """Change one's own comment, for a quarter of an hour."""
    return talking.edit(comment=_own(here, public), text=said.text, by=here.membership, at=timezone.now())


@area.does("DELETE", "/comments/{slug:public}")
def delete_comment(here: Here, public: str) -> None:
    """Delete one's own comment."""
    talking.delete(comment=_own(here, public), by=here.membership, at=timezone.now())


@area.does("POST", "/comments/{slug:public}/report")
def report(here: Here, public: str, said: said_.ReasonIn) -> None:
    """Ask an editor to look at a comment."""
    found = reading.comment_for(reader_of(here), public)
    talking.report(comment=found, reason=said.reason, by=here.membership, at=timezone.now())


@area.does("POST", "/comments/{slug:public}/release")
def release_comment(here: Here, public: str) -> None:
    """Let a stranger's comment be read; editors."""
    talking.release(comment=queries.comment_to_judge(here, public), by=here.membership, at=timezone.now())


@area.does("POST", "/comments/{slug:public}/hide")
def hide_comment(here: Here, public: str, said: said_.WordsIn) -> None:
    """Take a comment off, with a reason; editors."""
    found = queries.comment_to_judge(here, public)
    talking.hide(comment=found, words=said.words[:300], by=here.membership, at=timezone.now())


@area.does("POST", "/comments/{slug:public}/keep")
def keep_comment(here: Here, public: str) -> None:
    """Let a reported comment stand; editors."""
    talking.keep(comment=queries.comment_to_judge(here, public), by=here.membership, at=timezone.now())
