"""Pilots as the API says them: what is public of them, and one's own part; never anybody else's."""

from datetime import date, datetime
from typing import Annotated, Literal

from ninja import Schema
from pydantic import ConfigDict, Field


class PilotOut(Schema):
    public: str
    title: str
    state: str
    first: date | None
    registered_at: datetime | None
    drawn_at: datetime | None


class MyPilotOut(Schema):
    """One's own part: whether one takes part, and the token under which one was drawn."""

    pilot: PilotOut
    takes_part: bool
    token: str | None
    must_give: bool


class JoinIn(Schema):
    model_config = ConfigDict(json_schema_extra={"examples": [{"consent": True}]})

    consent: bool = Field(description="“I have read this and want to take part.”")
    field: Annotated[str, Field(max_length=60)] | None = None
    buffer: Literal["less", "more"] | None = None


class HashIn(Schema):
    model_config = ConfigDict(json_schema_extra={"examples": [{"hash": "0" * 64}]})

    hash: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class SecretIn(Schema):
    model_config = ConfigDict(json_schema_extra={"examples": [{"secret": "x" * 22}]})

    secret: Annotated[str, Field(min_length=22, max_length=64)]


class ItemOut(Schema):
    """A question: its words in both languages and which answers there are."""

    id: str
    de: str
    en: str
    lowest: int
    highest: int
    answer: int | None


class SheetOut(Schema):
    """One's own questionnaire of this month; empty when none is open."""

    agreed: bool
    wave: int | None
    sent_on: date | None
    paused_until: date | None
    questions: list[ItemOut]


class AnswersIn(Schema):
    model_config = ConfigDict(json_schema_extra={"examples": [{"said": {}, "send": False}]})

    said: dict[Annotated[str, Field(max_length=40)], Annotated[int, Field(ge=-1000, le=1000)] | None] = Field(
        max_length=200
    )
    send: bool = Field(False, description="The whole sheet is done.")


class AgreeIn(Schema):
    model_config = ConfigDict(json_schema_extra={"examples": [{"version": 1}]})

    version: Annotated[int, Field(ge=0, le=1000, description="Of the consent that was read.")]


class EndIn(Schema):
    forget: bool = Field(False, description="And delete what was answered so far.")
