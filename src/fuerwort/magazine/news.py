"""News about the magazine as sentences."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from fuerwort.magazine.models import Article
from fuerwort.people.models import Space
from fuerwort.people.news import Row, Said, knows, tells

Facts = Mapping[str, Any]
Names = Mapping[str, str]


@knows(Article, "public", "title", article="public")
def articles(row: Row) -> Names:
    """An article, by its title."""
    return {row["public"]: row["title"]}


@tells("article.submitted", to_do=True)
def submitted(facts: Facts, names: Names, space: Space) -> Said:
    return _about(_("“%(title)s” waits for an editor."), facts, names, space)


@tells("article.returned", to_do=True)
def returned(facts: Facts, names: Names, space: Space) -> Said:
    return _about(_("Your article “%(title)s” came back, with a note."), facts, names, space)


@tells("article.scheduled")
def scheduled(facts: Facts, names: Names, space: Space) -> Said:
    return _about(_("Your article “%(title)s” was accepted; the day is set."), facts, names, space)


@tells("article.published")
def published(facts: Facts, names: Names, space: Space) -> Said:
    return _about(_("Your article “%(title)s” is published."), facts, names, space)


@tells("article.new")
def new(facts: Facts, names: Names, space: Space) -> Said:
    return _read(_("New in the magazine: “%(title)s”"), facts, names, space)


@tells("article.corrected")
def corrected(facts: Facts, names: Names, space: Space) -> Said:
    return _about(_("An editor corrected your article “%(title)s”."), facts, names, space)


@tells("article.withdrawn")
def withdrawn(facts: Facts, names: Names, space: Space) -> Said:
    return _about(_("An editor withdrew your article “%(title)s”."), facts, names, space)


@tells("comment.said")
def said(facts: Facts, names: Names, space: Space) -> Said:
    return _read(_("There is an answer for you below “%(title)s”."), facts, names, space)


@tells("comment.hidden")
def hidden(facts: Facts, names: Names, space: Space) -> Said:
    return _read(_("The editors took a comment of yours off, below “%(title)s”."), facts, names, space)


@tells("comment.waits", to_do=True)
def waits(facts: Facts, names: Names, space: Space) -> Said:
    return Said(_("A comment from outside waits for an editor."), "articles-desk", (space.slug,))


@tells("comment.reported", to_do=True)
def reported(facts: Facts, names: Names, space: Space) -> Said:
    return Said(_("Somebody reported a comment."), "articles-desk", (space.slug,))


@tells("mention.waits", to_do=True)
def mentioned(facts: Facts, names: Names, space: Space) -> Said:
    text = _("Another site links to an article; an editor decides whether this is shown.")
    return Said(text, "articles-desk", (space.slug,))


def _about(text: str, facts: Facts, names: Names, space: Space) -> Said:
    """To the page on which it is written and read by editors."""
    return _said(text, "article-draft", facts, names, space)


def _read(text: str, facts: Facts, names: Names, space: Space) -> Said:
    return _said(text, "article-by-id", facts, names, space)


def _said(text: str, page: str, facts: Facts, names: Names, space: Space) -> Said:
    title = names.get(facts["article"])
    if title is None:
        return Said(text % {"title": _("an article that is gone")})
    return Said(text % {"title": title}, page, (space.slug, facts["article"]))
