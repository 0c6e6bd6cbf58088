"""Audits: as treasurers list them, and as an auditor with an open link sees the books."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from fuerwort.fund.actions.ledger import standing
from fuerwort.fund.models import Account, Audit, Document, Fund, Kind, Sampled, Transaction, Why
from fuerwort.fund.queries.desk import Agreement, agreement_of
from fuerwort.fund.reading import Said
from fuerwort.people.errors import Missing
from fuerwort.people.links import hashed
from fuerwort.people.models import Event


@dataclass(frozen=True)
class Piece:
    """One transaction of the sample, with the words of the bank."""

    sampled: Sampled
    said: Said


@dataclass(frozen=True)
class Looked:
    """When the whole ledger was recomputed last, and how many differences were found."""

    at: datetime
    differences: int


@dataclass(frozen=True)
class Books:
    """What an auditor looks at."""

    accounts: list[Account]
    agreement: Agreement
    looked: "Looked | None"
    count: int
    """Transactions in the days that are audited."""


def audits(fund: Fund) -> QuerySet[Audit]:
    """All of them, newest first, with how many of the sample are said."""
    said = Count("sample", filter=Q(sample__fine__isnull=False))
    return (
        Audit.objects.filter(fund=fund)
        .select_related("asked_by")
        .annotate(drawn=Count("sample"), said=said)
        .order_by("-asked_at")
    )


def audit_of(fund: Fund, public: str) -> Audit:
    """One audit of this fund. Raises ``Missing`` when there is none."""
    found = Audit.objects.filter(fund=fund, public=public).first()
    if found is None:
        raise Missing
    return found


def audit_at(token: str, at: datetime) -> Audit:
    """The audit that an open link leads to.

    Raises
    ------
    Missing
        There is none, it has run out, or it was withdrawn.
    """
    found = Audit.objects.filter(token_hash=hashed(token), expires_at__gt=at, withdrawn_at__isnull=True)
    audit = found.select_related("fund__space").first()
    if audit is None:
        raise Missing
    return audit


def books(audit: Audit) -> Books:
    """The whole. It is recomputed every night, when the sample is drawn, when it is signed, and when somebody asks."""
    inside = audit.fund.transactions.filter(on__range=(audit.first, audit.last)).count()
    accounts = list(standing(audit.fund))
    held = [account for account in accounts if account.held or account.kind == Kind.BANK]
    return Books(held, agreement_of(audit.fund, accounts), looked(audit.fund), inside)


def looked(fund: Fund) -> Looked | None:
    """What the log says of it; nothing when the ledger was never recomputed."""
    rows = Event.objects.filter(space=fund.space_id, verb="fund.checked", about=fund.public)
    last = rows.order_by("-at", "-pk").first()
    return Looked(last.at, int(last.facts["differences"])) if last else None


def pieces(audit: Audit) -> list[Piece]:
    """The sample, in order."""
    related = ("transaction__member", "transaction__line__statement", "transaction__document", "transaction__reverses",
               "transaction__reversed_by", "transaction__by")  # fmt: skip
    rows = audit.sample.select_related(*related).defer("transaction__document__data")
    rows = rows.prefetch_related("transaction__postings__account")
    return [Piece(row, _said(row.transaction)) for row in rows]


def _said(one: Transaction) -> Said:
    """The words of the bank; of a basic income none, for who receives is nobody's business, not even an auditor's."""
    private = one.why in (Why.ARRIVED, Why.CAME_BACK)
    return Said() if private or not one.line else Said.of(one.line.words)


def document_in(audit: Audit, public: str) -> Document:
    """A paper of the sample. Raises ``Missing`` for any other."""
    found = Document.objects.filter(public=public, transactions__samples__audit=audit).first()
    if found is None:
        raise Missing
    return found
