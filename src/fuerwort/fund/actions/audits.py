"""An audit (Kassenprüfung): ask somebody by name, let them draw a sample with a seed of theirs, and sign."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from fuerwort.fund import chain
from fuerwort.fund.actions.checking import look
from fuerwort.fund.errors import FundRefused
from fuerwort.fund.models import Audit, Fund, Sampled, Transaction
from fuerwort.people.events import record as log
from fuerwort.people.links import hashed
from fuerwort.people.models import Membership

LONGEST = 2000


class AuditRefused(FundRefused):
    """Nothing was changed; the message says why."""


@dataclass(frozen=True, kw_only=True)
class Task:
    """What is to be audited: by whom, which days, how many transactions, and for how many days the link opens."""

    auditor: str
    first: date
    last: date
    size: int = 20
    days: int = 30


@transaction.atomic
def ask(*, fund: Fund, task: Task, by: Membership, at: datetime, token: str) -> Audit:
    """Open the books to an auditor for a while.

    Parameters
    ----------
    token : str
        A new token of :func:`fuerwort.people.links.new_token`; only its hash is kept.
    """
    if not 0 < len(task.auditor.strip()) <= 120:
        raise AuditRefused(_("Please name the auditor."))
    if task.first > task.last:
        raise AuditRefused(_("The first day lies after the last one."))
    if not (0 < task.size <= 500 and 0 < task.days <= 90):
        raise AuditRefused(_("A sample has 1 to 500 transactions, and a link opens the books for 1 to 90 days."))
    audit = Audit.objects.create(
        fund=fund, auditor=task.auditor.strip(), token_hash=hashed(token), first=task.first, last=task.last,
        size=task.size, asked_by=by, asked_at=at, expires_at=at + timedelta(days=task.days),
    )  # fmt: skip
    log(fund.space, by=by, at=at, verb="audit.asked", about=audit.public)
    return audit


@transaction.atomic
def withdraw(*, audit: Audit, by: Membership, at: datetime) -> None:
    """Close the books to an auditor at once; what they said stays."""
    audit = _locked(audit)
    audit.withdrawn_at = audit.withdrawn_at or at
    audit.save(update_fields=["withdrawn_at"])
    log(audit.fund.space, by=by, at=at, verb="audit.withdrawn", about=audit.public)


@transaction.atomic
def draw(*, audit: Audit, seed: str, at: datetime) -> list[Sampled]:
    """Draw the sample, once, and look through the whole ledger.

    The seed is the auditor's, so that nobody could prepare what it finds.
    """
    audit = _open(audit, at)
    if audit.drawn_at:
        raise AuditRefused(_("The sample is drawn already."))
    if not 0 < len(seed.strip()) <= 64:
        raise AuditRefused(_("Please type anything you like, at most 64 letters: the sample follows from it."))
    inside = audit.fund.transactions.filter(on__range=(audit.first, audit.last)).order_by("number")
    chosen = sample(list(inside), seed.strip(), audit.size)
    drawn = [Sampled(audit=audit, transaction=one, place=place) for place, one in enumerate(chosen, 1)]
    Sampled.objects.bulk_create(drawn)
    audit.seed, audit.drawn_at = seed.strip(), at
    audit.save(update_fields=["seed", "drawn_at"])
    log(audit.fund.space, by=None, at=at, verb="audit.drawn", about=audit.public)
    look(fund=audit.fund, at=at)
    return drawn


def sample(inside: list[Transaction], seed: str, size: int) -> list[Transaction]:
    """Those whose ``sha256("seed:number")`` is smallest: anybody can draw it again by hand."""
    order = sorted(inside, key=lambda one: hashlib.sha256(f"{seed}:{one.number}".encode()).hexdigest())
    return sorted(order[:size], key=lambda one: one.number)


@transaction.atomic
def say(*, audit: Audit, place: int, fine: bool, remark: str, at: datetime) -> Sampled:
    """What the auditor says about one transaction of the sample."""
    audit = _open(audit, at)
    one = audit.sample.filter(place=place).first()
    if one is None:
        raise AuditRefused(_("This transaction is not in the sample."))
    if not fine and not remark.strip():
        raise AuditRefused(_("Please say what is not in order."))
    one.fine, one.remark, one.said_at = fine, remark.strip()[:LONGEST], at
    one.save(update_fields=["fine", "remark", "said_at"])
    return one


@transaction.atomic
def sign(*, audit: Audit, in_order: bool, remarks: str, at: datetime) -> Audit:
    """Sign, once; what stands in the ledger at this moment is looked through again and signed with it."""
    audit = _open(audit, at)
    if not audit.drawn_at or audit.sample.filter(fine__isnull=True).exists():
        raise AuditRefused(_("Please look at every transaction of the sample first."))
    if not in_order and not remarks.strip():
        raise AuditRefused(_("Please say what is not in order."))
    if look(fund=audit.fund, at=at) and in_order:
        raise AuditRefused(_("The ledger is not as it was written, so it cannot be signed as in order."))
    newest = audit.fund.transactions.order_by("-number").first()
    audit.in_order, audit.remarks, audit.signed_at = in_order, remarks.strip()[:LONGEST], at
    audit.number, audit.hash = (newest.number, newest.hash) if newest else (0, chain.START)
    audit.save(update_fields=["in_order", "remarks", "signed_at", "number", "hash"])
    log(audit.fund.space, by=None, at=at, verb="audit.signed", about=audit.public)
    return audit


def _locked(audit: Audit) -> Audit:
    return Audit.objects.select_for_update().select_related("fund__space").get(pk=audit.pk)


def _open(audit: Audit, at: datetime) -> Audit:
    audit = _locked(audit)
    if audit.signed_at:
        raise AuditRefused(_("This audit is signed; nothing changes any more."))
    if audit.withdrawn_at or at >= audit.expires_at:
        raise AuditRefused(_("This link has run out."))
    return audit
