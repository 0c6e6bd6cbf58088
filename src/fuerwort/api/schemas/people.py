"""People as the API says them."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import ConfigDict, Field

from fuerwort.api.schemas import Line, Public

Slug = Annotated[str, Field(pattern=r"^[a-z0-9-]{1,60}$")]
State = Literal["free", "little", "full"]
Seen = Literal["public", "members", "nobody"]


class Me(Schema):
    """Whose token this is, and what it may do."""

    public: str
    name: str
    space: str
    space_name: str
    roles: list[str]
    scopes: list[str]
    expires_at: datetime


class Who(Schema):
    """A member, by name."""

    public: str
    name: str


class FieldOut(Schema):
    """A field of work that the space offers."""

    slug: str
    name_de: str
    name_en: str
    professional_law: str = Field(description="Which law binds it; empty for most fields.")


class CardOut(Schema):
    """A member as the directory shows them; what members may not see is empty."""

    public: str
    name: str
    is_me: bool
    has_desk: bool
    sponsor: str
    about: str
    fields: list[str]
    skills: list[str]
    languages: list[str]
    availability: str
    until: date | None

    @staticmethod
    def resolve_fields(card: Any) -> list[str]:
        return [field.slug for field in card.fields]


class WorkOut(Schema):
    slug: str = Field(description="Empty for skills under no field.")
    skills: Sequence[str]


class ProfileOut(Schema):
    """One member through the eyes of the token's member; empty is what was not said or may not be seen."""

    public: str
    name: str
    has_desk: bool
    about: str
    availability: str
    until: date | None
    work: list[WorkOut]
    languages: list[str]
    website: str
    email: str
    phone: str
    is_neighbour: bool

    @staticmethod
    def resolve_public(profile: Any) -> str:
        return str(profile.who.public)


class TimeOut(Schema):
    """How much time somebody has; an empty state was never said and counts as free."""

    state: str
    until: date | None


class TimeIn(Schema):
    model_config = ConfigDict(json_schema_extra={"examples": [{"availability": "little", "until": None}]})

    availability: State
    until: date | None = None


class WorkIn(Schema):
    slug: Annotated[str, Field(pattern=r"^[a-z0-9-]{0,60}$", description="Empty for skills under no field.")]
    skills: list[Annotated[str, Field(max_length=60)]] = Field([], max_length=12)


class ProfileIn(Schema):
    """All that somebody says about themselves: what is left out is taken away; consents not named stay."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"name": "Olga Owner", "work": [{"slug": "web-design", "skills": ["CSS"]}]}]}
    )

    name: Annotated[str, Field(min_length=1, max_length=120)]
    about: Annotated[str, Field(max_length=2000)] = ""
    work: list[WorkIn] = Field([], max_length=9)
    languages: list[Annotated[str, Field(max_length=8)]] = Field([], max_length=20)
    website: Annotated[str, Field(max_length=200, pattern=r"^(https://[!-~]+)?$")] = ""
    email: Annotated[str, Field(max_length=200, pattern=r"^([^@\s]+@[^@\s]+\.[^@\s]+)?$")] = ""
    phone: Annotated[str, Field(max_length=30, pattern=r"^(\+?[\d\s()/.-]{5,30})?$")] = ""
    seen_by: dict[
        Literal["name", "about", "fields", "availability", "languages", "email", "phone", "website"], Seen
    ] = Field({})


class NewsOut(Schema):
    at: datetime
    text: str


class StepsIn(Schema):
    hidden: bool = True


class CountedIn(Schema):
    model_config = ConfigDict(json_schema_extra={"examples": [{"counted": True}]})

    counted: bool


class CommonOut(Schema):
    """What the token's member and another did together."""

    who: Who
    experiences: list[Public]
    said: list[Line]
