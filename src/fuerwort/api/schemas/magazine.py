"""The magazine as the API says it."""

from datetime import datetime
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import ConfigDict, Field

from fuerwort.api.schemas import Public
from fuerwort.api.schemas.people import Slug

Words = Annotated[str, Field(max_length=2000)]


class ListedOut(Schema):
    """An article in a list."""

    public: str
    title: str
    teaser: str
    at: datetime
    byline: str = Field(description="Who wrote it, where one may know.")
    categories: list[str]
    url: str

    @staticmethod
    def resolve_public(shown: Any) -> str:
        return str(shown.article.public)

    @staticmethod
    def resolve_categories(shown: Any) -> list[str]:
        return [one.slug for one in shown.categories]


class CommentsOut(Schema):
    """A comment and what was replied to it."""

    public: str
    name: str
    text: str
    at: datetime
    is_mine: bool
    replies: list["CommentsOut"]

    @staticmethod
    def resolve_public(said: Any) -> str:
        return str(said.comment.public)

    @staticmethod
    def resolve_text(said: Any) -> str:
        return str(said.comment.text)

    @staticmethod
    def resolve_at(said: Any) -> Any:
        return said.comment.at


class ReadingOut(Schema):
    """A published article with stars and comments."""

    article: ListedOut
    html: str
    stars: float | None = Field(description="The mean, once there are enough.")
    ratings: int
    mine: int
    comments: list[CommentsOut]


class DraftOut(Schema):
    """An article as its author and editors see it."""

    public: str
    title: str
    teaser: str
    text: str
    language: str
    state: str
    version: int
    planned_for: datetime | None
    published_at: datetime | None


class ArticleIn(Schema):
    model_config = ConfigDict(
        json_schema_extra={"examples": [{"title": "Was Nachbarn können", "text": "Ein Anfang.", "version": 1}]}
    )

    title: Annotated[str, Field(min_length=1, max_length=120)]
    teaser: Annotated[str, Field(max_length=400)] = ""
    text: Annotated[str, Field(max_length=60_000, description="Markdown.")] = ""
    abstract: Annotated[str, Field(max_length=600)] = ""
    language: Literal["de", "en"] = "de"
    categories: list[Slug] = Field([], max_length=20)
    named: bool = Field(False, description="Everybody may read the name above it.")
    version: Annotated[int, Field(ge=0, le=10**6, description="That was changed; ignored for a new one.")] = 0


class CorrectIn(ArticleIn):
    model_config = ConfigDict(
        json_schema_extra={"examples": [{"title": "Was Nachbarn können", "text": "Besser.", "words": "Tippfehler.",
                                         "version": 1}]}
    )  # fmt: skip

    words: Annotated[str, Field(min_length=1, max_length=500, description="Readers see it below the article.")]


class WordsIn(Schema):
    model_config = ConfigDict(json_schema_extra={"examples": [{"words": "Bitte kürzer."}]})

    words: Words = ""


class PublishIn(Schema):
    when: datetime | None = Field(None, description="By itself on this day; at once without it.")
    words: Words = ""


class StarsIn(Schema):
    model_config = ConfigDict(json_schema_extra={"examples": [{"stars": 4}]})

    stars: Annotated[int, Field(ge=0, le=5, description="0 takes them back.")]


class CommentIn(Schema):
    model_config = ConfigDict(json_schema_extra={"examples": [{"text": "Das kenne ich."}]})

    text: Annotated[str, Field(min_length=1, max_length=4000)]
    parent: Public | None = None


class CommentOut(Schema):
    public: str
    text: str
    standing: str
    at: datetime


class ReasonIn(Schema):
    model_config = ConfigDict(json_schema_extra={"examples": [{"reason": "Das ist Werbung."}]})

    reason: Annotated[str, Field(min_length=1, max_length=500)]


class CategoryOut(Schema):
    slug: str
    name_de: str
    name_en: str
