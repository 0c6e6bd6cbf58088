"""The community fund as the API says it; money in whole cents."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Any

from ninja import Schema
from pydantic import ConfigDict, Field

from fuerwort.api.schemas import Cents, Line
from fuerwort.api.schemas.people import Who


class PaidOut(Schema):
    """Cents on a day."""

    on: date
    cents: int


class SetOut(Schema):
    """Cents for a purpose."""

    title: str
    cents: int


def _titled(pairs: Sequence[tuple[str, int]]) -> list[dict[str, Any]]:
    return [{"title": title, "cents": cents} for title, cents in pairs]


class FundOut(Schema):
    """What the fund holds: for all members, without persons."""

    held: int
    free: int
    income: int
    purposes: list[SetOut]
    budgets: list[SetOut]

    @staticmethod
    def resolve_purposes(state: Any) -> list[dict[str, Any]]:
        return _titled(state.purposes)

    @staticmethod
    def resolve_budgets(state: Any) -> list[dict[str, Any]]:
        return _titled(state.budgets)


class ContributionOut(Schema):
    """One's own contribution: what was agreed on, what arrived."""

    cents: int | None
    next_cents: int | None
    reference: str = Field(description="Write it into the transfer.")
    received: list[PaidOut]


class AmountIn(Schema):
    model_config = ConfigDict(json_schema_extra={"examples": [{"cents": 2000}]})

    cents: Cents


class PostingOut(Schema):
    account: str
    cents: int


class TransactionOut(Schema):
    """One transaction of the ledger."""

    number: int
    on: date
    why: str
    text: str
    parts: list[PostingOut]


class FundAccountOut(Schema):
    public: str
    kind: str
    title: str
    held: int

    @staticmethod
    def resolve_held(account: Any) -> int:
        return account.held or 0


class LineOut(Schema):
    """A line of the bank that waits to be understood."""

    public: str
    on: date
    cents: int
    name: str
    text: str


class StatementIn(Schema):
    """A file of the bank (camt.053, MT940 or CSV), in base64."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"file": "auszug.xml", "content": "PGE+PC9hPg=="}]})

    file: Annotated[str, Field(min_length=1, max_length=120)]
    content: Annotated[str, Field(min_length=1, max_length=14_000_000)]
    columns: dict[Line, Line] | None = Field(None, description="For CSV: which column means what.")


class LookOut(Schema):
    """What taking a file in would bring."""

    new: int
    known: int
    early: int
    recognised: int


class StatementOut(Schema):
    public: str
    file: str
    first: date | None
    last: date | None
    taken_at: datetime


class ContributorOut(Schema):
    """What somebody agreed on and what arrived; treasurers."""

    member: Who
    reference: str
    cents: int | None
    next: int | None
    arrived: int


class PlanOut(Schema):
    """A plan of basic incomes; the two who pay out."""

    public: str
    state: str
    who: str
    amount: int
    first: date
    months: int
    guaranteed: int


class RunIn(Schema):
    model_config = ConfigDict(json_schema_extra={"examples": [{"on": "2026-12-01"}]})

    on: date
    again: bool = Field(False, description="Only what came back.")


class RunOut(Schema):
    public: str
    month: date
    on: date
    proposed_at: datetime
    released_at: datetime | None
    withdrawn_at: datetime | None


class PayingOut(Schema):
    """A run with its figures: whoever releases it sends them back."""

    run: RunOut
    total: int
    people: int
    on_its_way: int


class FiguresIn(Schema):
    """The sum and the number one has seen; if they are others by now, nothing is released."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"total": 61300, "people": 1}]})

    total: Cents
    people: Annotated[int, Field(ge=0, le=100_000)]


class OrderOut(Schema):
    """The file for the bank (pain.001), in base64."""

    file: str
    content: str


class IncomeOut(Schema):
    """One's own income; nobody else reads it."""

    public: str
    monthly: int
    takes: bool
    most: int | None
    until: date | None
    payments: list[PaidOut]
    open: bool

    @staticmethod
    def of(one: Any) -> dict[str, Any]:
        payee, payments = one.payee, [{"on": paid.run.month, "cents": paid.cents} for paid in one.payments]
        return {
            "public": payee.public, "monthly": payee.plan.amount, "takes": payee.takes, "most": payee.most,
            "until": one.until, "payments": payments, "open": one.open,
        }  # fmt: skip


class WishIn(Schema):
    model_config = ConfigDict(json_schema_extra={"examples": [{"takes": True, "most": 500}]})

    takes: bool = True
    most: Cents | None = None
    since: date | None = None


class WholeOut(Schema):
    """What the fund holds and promises, for everybody; no persons."""

    held: int
    set_aside: int
    promised: int
    free: int


class BankIn(Schema):
    model_config = ConfigDict(
        json_schema_extra={"examples": [{"holder": "Olga Owner", "iban": "DE02120300000000202051"}]}
    )

    holder: Annotated[str, Field(min_length=1, max_length=70)]
    iban: Annotated[str, Field(min_length=15, max_length=42)]


class SetAsideIn(Schema):
    model_config = ConfigDict(
        json_schema_extra={"examples": [{"source": "{account}", "target": "{account}", "cents": 1, "text": "Rad"}]}
    )

    source: Annotated[str, Field(pattern=r"^[a-z0-9-]{1,13}$")]
    target: Annotated[str, Field(pattern=r"^[a-z0-9-]{1,13}$")]
    cents: Cents
    text: Line = ""


class LastIn(Schema):
    model_config = ConfigDict(json_schema_extra={"examples": [{"last": "2020-12-31"}]})

    last: date


class BidRoundIn(Schema):
    model_config = ConfigDict(json_schema_extra={"examples": [{"needed": 100000, "about": "Miete"}]})

    needed: Cents
    about: Line
