"""Evenings, questions and ideas as the API says them."""

from datetime import datetime
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import ConfigDict, Field

from fuerwort.api.schemas.people import Who

Title = Annotated[str, Field(min_length=1, max_length=80)]
When = Annotated[datetime, Field(description="With its offset, e.g. 2026-12-09T19:00:00+01:00.")]


class EveningOut(Schema):
    public: str
    name: str
    begins_at: datetime
    ends_at: datetime
    zone: str
    place: str
    phase: str
    cancelled_at: datetime | None


class SlotOut(Schema):
    begins: datetime
    title: str
    minutes: int

    @staticmethod
    def resolve_title(slot: Any) -> str:
        return str(slot.item.title)

    @staticmethod
    def resolve_minutes(slot: Any) -> int:
        return int(slot.item.minutes)


class DutyOut(Schema):
    public: str
    task: str
    member: Who | None

    @staticmethod
    def resolve_member(duty: Any) -> Any:
        return duty.membership


class QuestionOut(Schema):
    public: str
    text: str
    asked_by: Who | None


class EveningSeenOut(Schema):
    """One evening as the token's member sees it."""

    evening: EveningOut
    says: str = Field(description="One's own reply: yes, no, or empty.")
    coming: list[Who]
    guests: int
    duties: list[DutyOut]
    agenda: list[SlotOut]
    question: QuestionOut | None
    may_lead: bool
    is_here: bool
    has_minutes: bool


class ReplyIn(Schema):
    model_config = ConfigDict(json_schema_extra={"examples": [{"says": "yes"}]})

    says: Literal["yes", "no"]


class MeetingIn(Schema):
    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "name": "Kreativabend", "begins_at": "2027-03-10T19:00:00+01:00",
                    "ends_at": "2027-03-10T21:30:00+01:00", "place": "Küche",
                }
            ]
        }
    )  # fmt: skip

    name: Title
    begins_at: When
    ends_at: When
    zone: Annotated[str, Field(max_length=40)] = "Europe/Berlin"
    place: Annotated[str, Field(max_length=120)] = ""


class QuestionIn(Schema):
    model_config = ConfigDict(json_schema_extra={"examples": [{"text": "Wie wollen wir feiern?"}]})

    text: Annotated[str, Field(min_length=1, max_length=200)]


class IdeaIn(Schema):
    model_config = ConfigDict(json_schema_extra={"examples": [{"text": "Ein gemeinsames Frühstück"}]})

    text: Annotated[str, Field(min_length=1, max_length=280)]


class IdeaOut(Schema):
    """An idea; who wrote it nobody reads."""

    public: str
    text: str


class ItemIn(Schema):
    title: Annotated[str, Field(min_length=1, max_length=120)]
    minutes: Annotated[int, Field(ge=1, le=600)]


class AgendaIn(Schema):
    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [{"title": "Ankommen", "minutes": 10}]}]})

    items: list[ItemIn] = Field(max_length=20)


class GuestIn(Schema):
    model_config = ConfigDict(json_schema_extra={"examples": [{"name": "Gesine Gast"}]})

    name: Annotated[str, Field(min_length=1, max_length=80)]


class GuestOut(Schema):
    """A guest and the link one passes on."""

    public: str
    name: str
    link: str


class WillingIn(Schema):
    model_config = ConfigDict(json_schema_extra={"examples": [{"tasks": ["cooks"]}]})

    tasks: list[Annotated[str, Field(max_length=12)]] = Field(max_length=12)


class MinutesOut(Schema):
    title: str
    version: int
    text: str


class WrittenIn(Schema):
    model_config = ConfigDict(
        json_schema_extra={"examples": [{"title": "Protokoll", "text": "Wir waren zu fünft.", "base": 0}]}
    )

    title: Annotated[str, Field(min_length=1, max_length=160)]
    text: Annotated[str, Field(max_length=60_000)]
    base: Annotated[int, Field(ge=0, le=100_000, description="The version that was changed.")]
