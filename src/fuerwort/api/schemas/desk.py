"""What hosts look after, as the API says it."""

from datetime import datetime
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import ConfigDict, Field

from fuerwort.api.schemas import Public


class DeskMemberOut(Schema):
    """A member or guest as hosts see them."""

    public: str
    name: str
    joined_at: datetime
    left_at: datetime | None
    is_guest: bool
    has_desk: bool

    @staticmethod
    def resolve_is_guest(member: Any) -> bool:
        return member.person_id is None


class ArrangeIn(Schema):
    """All that hosts decide about a member."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"roles": ["editor"], "has_desk": True}]})

    roles: set[Literal["host", "treasurer", "signer", "editor", "researcher"]]
    sponsor: Public | None = None
    has_desk: bool = True


class InviteIn(Schema):
    """Whom to invite. With an address the link is mailed; without one it is answered here, once."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"name": "Gundula Gast"}]})

    name: Annotated[str, Field(min_length=1, max_length=120)]
    email: Annotated[str, Field(max_length=200, pattern=r"^([!-?A-~]+@[A-Za-z0-9.-]+\.[A-Za-z0-9-]+)?$")] = ""
    sponsor: Public | None = None


class InvitedOut(Schema):
    public: str
    name: str
    link: str | None


class LeftIn(Schema):
    model_config = ConfigDict(json_schema_extra={"examples": [{"reason": "Ausgezogen."}]})

    reason: Annotated[str, Field(min_length=1, max_length=500)]


class SpaceIn(Schema):
    model_config = ConfigDict(json_schema_extra={"examples": [{"name": "Raum am Kanal", "place": "Berlin"}]})

    name: Annotated[str, Field(min_length=1, max_length=120)]
    place: Annotated[str, Field(max_length=120)] = ""
    about: Annotated[str, Field(max_length=2000)] = ""


class FieldIn(Schema):
    model_config = ConfigDict(json_schema_extra={"examples": [{"name_de": "Imkerei", "name_en": "Beekeeping"}]})

    name_de: Annotated[str, Field(min_length=1, max_length=80)]
    name_en: Annotated[str, Field(min_length=1, max_length=80)]


class EventOut(Schema):
    """One change: what, when, by whom and about what; codes and public ids only."""

    at: datetime
    verb: str
    by: str | None
    about: str

    @staticmethod
    def resolve_by(event: Any) -> str | None:
        return event.by.public if event.by else None


class DisputeOut(Schema):
    """A denial a host may look at."""

    public: str
    note: str
    opened_at: datetime
    settled_at: datetime | None
    may_decide: bool

    @staticmethod
    def of(one: Any) -> dict[str, Any]:
        row = one.about
        return {
            "public": row.public, "note": row.note, "opened_at": row.opened_at, "settled_at": row.settled_at,
            "may_decide": one.may_decide,
        }  # fmt: skip


class SettlementIn(Schema):
    model_config = ConfigDict(json_schema_extra={"examples": [{"settlement": "kept", "words": "So war es."}]})

    settlement: Literal["kept", "removed"]
    words: Annotated[str, Field(max_length=500)] = ""
