"""What treasurers see: the bank beside the ledger, what waits, everybody's contributions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Sum

from fuerwort.fund.actions import arrivals
from fuerwort.fund.actions.arrivals import Match
from fuerwort.fund.actions.ledger import standing
from fuerwort.fund.actions.statements import Would
from fuerwort.fund.models import Account, Contribution, Document, Fund, Kind, Line, Payer, Posting, Transaction, Why
from fuerwort.fund.models import Statement as Taken
from fuerwort.fund.reading import Said
from fuerwort.fund.reference import shown
from fuerwort.people.errors import Missing
from fuerwort.people.models import Membership

PAGE = 50


@dataclass(frozen=True)
class Agreement:
    """The bank beside the ledger: what the ledger holds and what waits is what the bank says."""

    held: int
    waiting: int
    lines: int
    said: int | None
    """The last balance the bank has said; None when no statement said one."""
    on: date | None
    after: int
    """Cents of lines that the bank has told since, without a balance."""

    @property
    def difference(self) -> int:
        return self.said + self.after - self.held - self.waiting if self.said is not None else 0


def agreement(fund: Fund) -> Agreement:
    """Compare the ledger with the last statement."""
    return agreement_of(fund, standing(fund))


def agreement_of(fund: Fund, accounts: Iterable[Any]) -> Agreement:
    """The same, where the accounts are known."""
    bank = next(account for account in accounts if account.kind == Kind.BANK)
    waits = waiting(fund).aggregate(cents=Sum("cents"), lines=Count("pk"))
    last = fund.statements.filter(closing__isnull=False).order_by("-last", "-pk").first()
    said, on, after = (last.closing, last.last, _after(last)) if last else (None, None, 0)
    return Agreement(bank.held or 0, waits["cents"] or 0, waits["lines"], said, on, after)


def _after(statement: Taken) -> int:
    """What came and left after the balance of a statement, in cents."""
    if statement.last is None:
        return 0
    later = Q(on__gt=statement.last) | Q(on=statement.last, statement__gt=statement)
    found = Line.objects.filter(later, fund=statement.fund_id).aggregate(cents=Sum("cents"))["cents"]
    return int(found or 0)


@dataclass(frozen=True)
class Gap:
    """What the bank says a statement begins (or only ends) with, and what everything known here leads to."""

    said: int
    known: int
    begins: bool


def gap(fund: Fund, would: Would) -> Gap | None:
    """What would be missing (or double) once a file was taken in; None when it fits, or says no balance."""
    stated = would.stated
    if stated.closing is None:
        return None
    last = max((movement.on for movement in stated.movements), default=None)
    now, new = agreement(fund), sum(line.cents for line in would.new)
    later = Line.objects.filter(fund=fund, on__gt=last).aggregate(cents=Sum("cents"))["cents"] if last else 0
    lacking = stated.closing + (later or 0) - now.held - now.waiting - new
    said = stated.closing if stated.opening is None else stated.opening
    return Gap(said, said - lacking, stated.opening is not None) if lacking else None


def waiting(fund: Fund) -> QuerySet[Line]:
    """Lines of the bank that count nowhere yet."""
    counts = Transaction.objects.filter(line=OuterRef("pk"), reversed_by__isnull=True)
    return fund.lines.filter(~Exists(counts)).order_by("on", "statement", "number")


@dataclass(frozen=True)
class Waiting:
    """A line of the bank, opened."""

    line: Line
    said: Said


def waiting_page(fund: Fund, page: int | str) -> "tuple[Page[Line], list[Waiting]]":
    """One page of what waits, oldest first."""
    found = Paginator(waiting(fund), PAGE).get_page(page)
    return found, [Waiting(line, Said.of(line.words)) for line in found]


def line_of(fund: Fund, public: str) -> Waiting:
    """One line that waits. Raises ``Missing`` when there is none."""
    found = waiting(fund).filter(public=public).first()
    if found is None:
        raise Missing
    return Waiting(found, Said.of(found.words))


def incomes_of(line: Line) -> tuple[list[Match], Match | None]:
    """Payments of a basic income that a line could be about, and which one its words (or a sum) name."""
    known = next((match for match in arrivals.matches(line.fund) if match.line.pk == line.pk), None)
    return arrivals.possible(line), known


def statements(fund: Fund) -> QuerySet[Any]:
    """All that were taken in, newest first, each with its lines counted."""
    used = Count("lines", filter=Q(lines__transactions__isnull=False), distinct=True)
    return fund.statements.annotate(count=Count("lines", distinct=True), used=used).order_by("-pk")


def statement_of(fund: Fund, public: str) -> Taken:
    """One statement. Raises ``Missing`` when there is none."""
    found = fund.statements.filter(public=public).first()
    if found is None:
        raise Missing
    return found


def transactions(fund: Fund, page: int | str, words: str = "") -> "Page[Transaction]":
    """One page of the ledger, newest first; ``words`` narrows it to texts, members or numbers."""
    rows = fund.transactions.select_related("member", "reverses", "line").prefetch_related("postings__account")
    if words.isdigit():
        rows = rows.filter(number=int(words[:9]))
    elif words:
        rows = rows.filter(Q(text__icontains=words) | Q(member__name__icontains=words))
    return Paginator(rows.order_by("-number"), PAGE).get_page(page)


def transaction_of(fund: Fund, number: int) -> Transaction:
    """One transaction with all that belongs to it. Raises ``Missing`` when there is none."""
    related = ("member", "by", "reverses", "line__statement", "document", "reversed_by")
    rows = fund.transactions.select_related(*related).prefetch_related("postings__account")
    found = rows.filter(number=number).first()
    if found is None:
        raise Missing
    return found


def document_of(fund: Fund, public: str) -> Document:
    """One paper. Raises ``Missing`` when there is none."""
    found = fund.documents.filter(public=public).first()
    if found is None:
        raise Missing
    return found


def accounts(fund: Fund, kinds: Sequence[str] = Kind.values) -> list[Account]:
    """Accounts of these kinds, each with what it ``held`` last."""
    return list(standing(fund).filter(kind__in=kinds))


@dataclass(frozen=True)
class Contributor:
    """A member, what they give a month, and what of it arrived this month."""

    member: Membership
    reference: str
    cents: int | None
    next: int | None
    arrived: int


def contributors(fund: Fund, today: date) -> list[Contributor]:
    """All members, those who give most surely last: by name."""
    month = today.replace(day=1)
    holds = Contribution.objects.filter(membership=OuterRef("pk"), fund=fund).filter(
        Q(until__isnull=True) | Q(until__gt=month)
    )
    arrived = Posting.objects.filter(
        account__kind=Kind.BANK, transaction__fund=fund, transaction__member__isnull=False,
        transaction__why=Why.CONTRIBUTION, transaction__reversed_by__isnull=True, transaction__on__gte=month,
    )  # fmt: skip
    came = dict(arrived.values_list("transaction__member").annotate(sum=Sum("cents")))
    members = fund.space.memberships.active().annotate(
        gives=Subquery(holds.filter(since__lte=month).order_by("-since").values("cents")[:1]),
        then=Subquery(holds.filter(since__gt=month).order_by("since").values("cents")[:1]),
        reference=Subquery(Payer.objects.filter(membership=OuterRef("pk")).values("reference")[:1]),
    )
    return [
        Contributor(m, shown(m.reference) if m.reference else "", m.gives, m.then, came.get(m.pk, 0))
        for m in members.order_by("name", "pk")
    ]


def round_progress(fund: Fund) -> tuple[int, int]:
    """How many have bid in the open round, and how many could; never what."""
    bids = fund.rounds.filter(state="open").aggregate(bids=Count("bids"))["bids"]
    return bids, fund.space.memberships.active().count()
