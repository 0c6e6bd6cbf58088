"""Agreements between two who do the same work; docs/rules/agreements.md."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from fuerwort.people.errors import Missing, Refused
from fuerwort.people.events import record
from fuerwort.people.models import Agreement, Field, Membership, News

LONGEST = 4000
VERBS = {what: f"agreement.{what}" for what in ("proposed", "signed", "declined", "withdrawn", "ended")}


class AgreementRefused(Refused):
    """Nothing was agreed, and nothing was ended."""


@transaction.atomic
def propose(
    *,
    neighbour: Membership,
    field: Field,
    text: str,
    by: Membership,
    at: datetime,
    gives_way: Membership | None = None,
) -> Agreement:
    """Propose an agreement; it holds when the neighbour signs.

    Parameters
    ----------
    neighbour : Membership
        An active member of the same space who works in the same field.
    gives_way : Membership, optional
        Which of the two is not suggested for requests in this field while it holds.

    Raises
    ------
    AgreementRefused
        They are no neighbours in this field, the text is empty or too long, or they have one in this field already.
    """
    if neighbour.pk == by.pk or not _offer(field, by, neighbour):
        raise AgreementRefused(_("An agreement is between two members who work in the same field here."))
    if gives_way and gives_way.pk not in (by.pk, neighbour.pk):
        raise AgreementRefused(_("Only one of you two can step back."))
    if not text.strip() or len(text) > LONGEST:
        raise AgreementRefused(_("Please write what you agree on, in at most %(most)s letters.") % {"most": LONGEST})
    try:
        with transaction.atomic():
            made = Agreement.objects.create(
                space=by.space, field=field, proposer=by, neighbour=neighbour, gives_way=gives_way, text=text.strip(),
                proposed_at=at,
            )  # fmt: skip
    except IntegrityError as error:
        raise AgreementRefused(
            _("You two already have one in this field. End it first if you want another one.")
        ) from error
    return _tell(made, "proposed", by, at)


@transaction.atomic
def sign(*, agreement: Agreement, by: Membership, at: datetime) -> Agreement:
    """Sign what was proposed to one; from now on it holds.

    Raises
    ------
    Missing
        ``by`` is none of the two.
    AgreementRefused
        It was not proposed to ``by``, it is no longer open, or the one who proposed it has left.
    """
    found = _open(agreement, by)
    if found.proposer.left_at:
        raise AgreementRefused(_("The other one has left, so there is nobody to agree with."))
    found.signed_at = at
    found.save(update_fields=["signed_at"])
    return _tell(found, "signed", by, at)


@transaction.atomic
def decline(*, agreement: Agreement, by: Membership, at: datetime) -> Agreement:
    """Decline what was proposed to one; nothing changes for anybody.

    Raises
    ------
    Missing
        ``by`` is none of the two.
    AgreementRefused
        It was not proposed to ``by``, or it is no longer open.
    """
    found = _open(agreement, by)
    found.declined_at = at
    found.save(update_fields=["declined_at"])
    return _tell(found, "declined", by, at)


@transaction.atomic
def end(*, agreement: Agreement, by: Membership, at: datetime) -> Agreement:
    """End what holds, as either of the two; or withdraw what one has proposed.

    Raises
    ------
    Missing
        ``by`` is none of the two.
    AgreementRefused
        It is over already, or it is open and ``by`` did not propose it.
    """
    found = _locked(agreement, by)
    if found.ended_at or found.declined_at:
        raise AgreementRefused(_("It is over already. Nothing was changed."))
    if found.signed_at is None and found.proposer_id != by.pk:
        raise AgreementRefused(_("It was proposed to you: please sign it or decline it."))
    found.ended_at, found.ended_by = at, by
    found.save(update_fields=["ended_at", "ended_by"])
    return _tell(found, "ended" if found.signed_at else "withdrawn", by, at)


def _offer(field: Field, *members: Membership) -> bool:
    """Whether all of them are here and work in this field of the space."""
    here = field.members.filter(space=field.space, left_at__isnull=True, person__isnull=False)
    return field.retired_at is None and here.filter(pk__in=[m.pk for m in members]).count() == len(members)


def _locked(agreement: Agreement, by: Membership) -> Agreement:
    found = Agreement.objects.select_for_update().get(pk=agreement.pk)
    if by.pk not in (found.proposer_id, found.neighbour_id):
        raise Missing
    return found


def _open(agreement: Agreement, by: Membership) -> Agreement:
    """It, if it waits for the answer of ``by``."""
    found = _locked(agreement, by)
    if found.signed_at or found.declined_at or found.ended_at:
        raise AgreementRefused(_("This was answered already. Nothing was changed."))
    if found.neighbour_id != by.pk:
        raise AgreementRefused(_("You have proposed it: now the other one answers."))
    return found


def _tell(agreement: Agreement, what: str, by: Membership, at: datetime) -> Agreement:
    """Log it, and let the other one know; a withdrawn proposal needs no word.

    Hosts read the log, and what was never signed stays between the two: so it does not say who.
    """
    who = by if agreement.signed_at else None
    record(agreement.space, by=who, at=at, verb=VERBS[what], about=agreement.public)
    other = agreement.neighbour_id if agreement.proposer_id == by.pk else agreement.proposer_id
    facts = {"agreement": agreement.public, "by": by.public}
    if what == "withdrawn":
        News.objects.filter(membership=other, code="agreement.proposed", facts__agreement=agreement.public).delete()
    else:
        News.objects.create(membership_id=other, at=at, code=f"agreement.{what}", facts=facts)
    return agreement
