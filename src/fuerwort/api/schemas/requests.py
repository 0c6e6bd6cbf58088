"""Requests, shortlists and chances as the API says them."""

from datetime import datetime
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import ConfigDict, Field

from fuerwort.api.schemas import Line, Public
from fuerwort.api.schemas.people import Slug, Who

Text = Annotated[str, Field(min_length=1, max_length=2000)]
Size = Literal["small", "normal", "large"]
Result = Literal["work", "nothing", "open"]


class WantIn(Schema):
    """What is needed in one field."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"field": "web-design", "text": "Eine Website."}]})

    field: Slug
    text: Text
    skills: list[Annotated[str, Field(max_length=60)]] = Field([], max_length=12)
    languages: list[Annotated[str, Field(max_length=8)]] = Field([], max_length=8)
    on_site: bool = False
    place: Annotated[str, Field(max_length=120)] = ""
    until: Annotated[str, Field(max_length=120)] = ""
    size: Size = "normal"


class AskIn(Schema):
    """What a client asks who has no account; they get one mail, and only their yes makes it a request."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "wants": [{"field": "web-design", "text": "Eine Website für den Ruderverein."}],
                    "name": "Petra Paddel", "email": "petra@ruderverein.example",
                }
            ]
        }
    )  # fmt: skip

    wants: list[WantIn] = Field(min_length=1, max_length=5)
    name: Annotated[str, Field(min_length=1, max_length=120)]
    email: Annotated[str, Field(max_length=200, pattern=r"^[!-?A-~]+@[A-Za-z0-9.-]+\.[A-Za-z0-9-]+$")]
    phone: Annotated[str, Field(max_length=30, pattern=r"^(\+?[\d\s()/.-]{5,30})?$")] = ""
    language: Literal["de", "en"] = "de"


class AskedOut(Schema):
    """What was asked waits for the client's yes; the mail says how."""

    fields: list[str]
    waits_for: str = "confirmation"


class RequestOut(Schema):
    """A request in a list: no words, no order."""

    public: str
    field: str
    state: str
    owner: Who | None
    shortlist_due_at: datetime | None

    @staticmethod
    def resolve_field(request: Any) -> str:
        return str(request.field.slug)


class PlaceOut(Schema):
    """A member on a shortlist and why, in sentences."""

    member: Who
    placing: str | None = Field(description="For release and close.")
    answer: str
    reasons: list[str]


class OtherOut(Schema):
    member: Who
    good_enough: bool
    reasons: list[str]


class ClientOut(Schema):
    name: str
    email: str
    phone: str


class RequestSeenOut(Schema):
    """A request through the eyes of the token's member; empty is what these eyes do not see."""

    public: str
    field: str
    state: str
    owner: Who | None
    text: str
    shortlist: list[PlaceOut] = Field(description="For whoever decides: the order with its reasons.")
    others: list[OtherOut] = Field(description="Who was weighed and is not named.")
    named: list[PlaceOut] = Field(description="For whoever asked: those who said yes.")
    told: list[str] = Field(description="What is said of the token's member.")
    contact: ClientOut | None = Field(description="Released by the client to the token's member.")
    may: list[str]
    may_thank: list[Who]
    came: str


class OverviewOut(Schema):
    """One's own part in requests."""

    to_answer: list[RequestOut]
    owned: list[RequestOut]
    asked: list[RequestOut]
    named: list[RequestOut]
    explained: list[RequestOut]
    running: list[RequestOut]


class OrderIn(Schema):
    model_config = ConfigDict(json_schema_extra={"examples": [{"places": ["{owner}"], "why": "Sie kennt es schon."}]})

    places: list[Public] = Field(min_length=1, max_length=3, description="First place first.")
    why: Annotated[str, Field(min_length=1, max_length=500, description="Everybody it concerns reads it.")]


class NobodyIn(Schema):
    model_config = ConfigDict(json_schema_extra={"examples": [{"words": "Hier passt gerade niemand."}]})

    words: Text


class MemberIn(Schema):
    model_config = ConfigDict(json_schema_extra={"examples": [{"to": "{insider}"}]})

    to: Public


class NamesIn(Schema):
    model_config = ConfigDict(json_schema_extra={"examples": [{"names": ["{owner}"]}]})

    names: list[Public] = Field(max_length=20)


class CloseIn(Schema):
    model_config = ConfigDict(json_schema_extra={"examples": [{"said": "nothing"}]})

    said: Result
    placing: Public | None = Field(None, description="With whom it became work.")


class OutcomeIn(Schema):
    model_config = ConfigDict(json_schema_extra={"examples": [{"said": "work"}]})

    said: Result


class NoIn(Schema):
    full: bool = Field(False, description="Say at the same time that one is fully booked.")


class ThankIn(Schema):
    model_config = ConfigDict(json_schema_extra={"examples": [{"to": "{insider}", "text": "Danke!"}]})

    to: Public
    text: Line = ""


class DoubtIn(Schema):
    model_config = ConfigDict(json_schema_extra={"examples": [{"text": "Warum diese Reihenfolge?"}]})

    text: Annotated[str, Field(min_length=1, max_length=1000)]


class TogetherIn(Schema):
    model_config = ConfigDict(json_schema_extra={"examples": [{"others": ["{insider}"]}]})

    others: list[Public] = Field(min_length=1, max_length=20)


class ContestOut(Schema):
    public: str
    request: str
    text: str
    at: datetime
    answer: str
    answered_at: datetime | None

    @staticmethod
    def resolve_request(contest: Any) -> str:
        return str(contest.request.public)


class MovementOut(Schema):
    at: datetime
    text: str
    before: int
    due: int
    place: int
    after: int


class ChancesOut(Schema):
    """One's own account in a field, in micro-chances; what others have nobody reads."""

    field: str
    micro: int
    movements: list[MovementOut]

    @staticmethod
    def resolve_field(account: Any) -> str:
        return str(account.field.slug)


class BookOut(Schema):
    """A field's book without names; its balances sum to zero."""

    field: str
    balances: list[int]
    too_few: bool
    mine: int | None

    @staticmethod
    def resolve_field(whole: Any) -> str:
        return str(whole.field.slug)
