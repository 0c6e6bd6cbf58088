"""Agreements between neighbours as the API says them."""

from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import ConfigDict, Field

from fuerwort.api.schemas import Public
from fuerwort.api.schemas.people import Slug, Who


class AgreementIn(Schema):
    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"neighbour": "{insider}", "field": "web-design", "text": "Wir rufen uns vorher an."}]
        }
    )

    neighbour: Public
    field: Slug
    text: Annotated[str, Field(min_length=1, max_length=5000)]
    gives_way: Literal["nobody", "me", "other"] = "nobody"


class AgreementOut(Schema):
    """What two neighbours in one field agreed on."""

    public: str
    state: str
    field: str
    proposer: Who
    neighbour: Who
    gives_way: Who | None
    text: str
    may_answer: bool
    may_end: bool

    @staticmethod
    def of(seen: Any) -> dict[str, Any]:
        row = seen.agreement
        return {
            "public": row.public, "state": seen.state, "field": row.field.slug, "proposer": row.proposer,
            "neighbour": row.neighbour, "gives_way": row.gives_way, "text": row.text,
            "may_answer": seen.may_answer, "may_end": seen.may_end,
        }  # fmt: skip
