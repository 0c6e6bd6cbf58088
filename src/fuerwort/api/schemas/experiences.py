"""Shared experiences as the API says them."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import ConfigDict, Field

from fuerwort.api.schemas import Line, Public
from fuerwort.api.schemas.people import Slug, Who

Kind = Literal["cooperation", "learning", "care"]
Hours = Annotated[float, Field(gt=0, le=8784)]


class OccasionIn(Schema):
    """What was done together, without the people."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"kind": "cooperation", "hours": 3, "on": "2026-11-19", "text": "Ein Flyer."}]}
    )

    kind: Kind
    hours: Hours
    on: date
    text: Line = ""
    field: Slug | None = None
    inside: bool = True


class RecordIn(OccasionIn):
    model_config = ConfigDict(
        json_schema_extra={"examples": [{"kind": "learning", "hours": 2, "on": "2026-11-19", "others": ["{newcomer}"]}]}
    )

    others: list[Public] = Field(min_length=1, max_length=200, description="Who took part, but for oneself.")


class NoteIn(Schema):
    note: Annotated[str, Field(max_length=500, description="For the hosts, who look at what was denied.")] = ""


class VouchIn(Schema):
    model_config = ConfigDict(json_schema_extra={"examples": [{"text": "Gern wieder."}]})

    text: Annotated[str, Field(min_length=1, max_length=500)]


class ExperienceOut(Schema):
    """An experience as one may see it: its own people see every answer, others who confirmed."""

    public: str
    kind: str
    hours: float
    on: date
    text: str
    field: str | None
    inside: bool
    recorded_by: Who | None
    confirmed: list[Who] = Field(description="Others who confirmed it.")
    unanswered: list[Who]
    denied: list[Who]
    mine: str | None = Field(description="One's own answer: open, confirmed, denied; null for others.")
    may: list[str] = Field(description="What one may do: answer, undo, take-back, withdraw, adjust.")

    @staticmethod
    def resolve_field(seen: Any) -> str | None:
        return seen["field"].slug if seen["field"] else None


class VouchOut(Schema):
    """A member's own word for a colleague."""

    public: str
    by: Who
    about: Who
    text: str
    given_at: datetime


class FoundingOut(Schema):
    """An evening on which past experiences are entered."""

    public: str
    started_at: datetime
    ended_at: datetime | None


class CountsOut(Schema):
    evening: FoundingOut
    confirmed: int
    people: int
    pairs: int
    waiting: int


class ColleagueOut(Schema):
    """Somebody one has shared something with; how often of each kind, and when last."""

    member: Who
    times: dict[str, int]
    last: date
