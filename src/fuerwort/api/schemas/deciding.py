"""Votes and decisions as the API says them."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import ConfigDict, Field

from fuerwort.api.schemas import Public
from fuerwort.api.schemas.people import Who


class VoteOut(Schema):
    public: str
    title: str
    method: str
    electorate: str
    state: str
    closes_at: datetime | None


class ProposalOut(Schema):
    public: str
    title: str
    text: str
    effect: str


class RowOut(Schema):
    title: str
    chosen: bool
    figure: str


class ResultOut(Schema):
    void: str
    rows: list[RowOut]
    voters: int
    abstained: int


class VoteSeenOut(Schema):
    """A vote: what is proposed, how many voted, and once it is closed what came of it. Ballots stay secret."""

    vote: VoteOut
    proposals: list[ProposalOut]
    may_lead: bool
    may_vote: bool
    voted: int
    entitled: int
    result: ResultOut | None

    @staticmethod
    def resolve_proposals(seen: Any) -> list[Any]:
        return [one.proposal for one in seen.proposals]


class VoteIn(Schema):
    model_config = ConfigDict(json_schema_extra={"examples": [{"title": "Wie weiter?", "method": "consent"}]})

    title: Annotated[str, Field(min_length=1, max_length=160)]
    method: Literal["consent", "consensing", "approval", "shares"]
    quorum: Annotated[int, Field(ge=0, le=100)] | None = None
    budget: Annotated[int, Field(ge=0, le=10**11)] | None = None
    closes_at: datetime | None = None


class ProposeIn(Schema):
    """A proposal without an effect on the rules; one that changes them is made on its page, which explains them."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"title": "Ein Regal", "text": "In den Flur."}]})

    title: Annotated[str, Field(min_length=1, max_length=160)]
    text: Annotated[str, Field(max_length=4000)] = ""
    owner: Public | None = None
    due: date | None = None


class BallotIn(Schema):
    """What the method asks: ``{"stance": "consent"}``, ``{"approve": [ids]}``, ``{"ranking": [ids]}``, …"""

    model_config = ConfigDict(json_schema_extra={"examples": [{"said": {"stance": "consent"}}]})

    said: dict[
        Annotated[str, Field(max_length=20)],
        Annotated[str, Field(max_length=500)]
        | int
        | list[Annotated[str, Field(max_length=20)]]
        | dict[str, int]
        | None,
    ] = Field(max_length=8)


class ReceiptOut(Schema):
    """With it one finds one's ballot among those published. It is kept nowhere else."""

    receipt: str


class NextRoundIn(Schema):
    model_config = ConfigDict(json_schema_extra={"examples": [{"title": "Ein kleines Regal", "text": ""}]})

    title: Annotated[str, Field(min_length=1, max_length=160)]
    text: Annotated[str, Field(max_length=4000)] = ""


class DecisionOut(Schema):
    public: str
    title: str
    decided_at: datetime
    owner: Who | None
    due: date | None
    fate: str
    words: str

    @staticmethod
    def resolve_title(decision: Any) -> str:
        return str(decision.proposal.title)


class EntrustIn(Schema):
    model_config = ConfigDict(json_schema_extra={"examples": [{"owner": "{owner}"}]})

    owner: Public
    due: date | None = None


class DoneIn(Schema):
    model_config = ConfigDict(json_schema_extra={"examples": [{"fate": "done", "words": "Steht."}]})

    fate: Literal["done", "dropped"]
    words: Annotated[str, Field(max_length=300)] = ""
