"""Doubt an order; a host who is not concerned answers, and both stay on record."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from fuerwort.people.errors import Missing
from fuerwort.people.events import record as log
from fuerwort.people.models import Membership, RoleName
from fuerwort.referrals import notices
from fuerwort.referrals.actions.states import RequestRefused, may_qualify
from fuerwort.referrals.models import Contest, Request


class ContestRefused(RequestRefused):
    """The objection, or its answer, stays as it was."""


@transaction.atomic
def contest(*, request: Request, text: str, by: Membership, at: datetime) -> Contest:
    """Doubt the order of a request in which one was named or weighed.

    Raises
    ------
    Missing
        ``by`` was neither, or does not know of it yet.
    RequestRefused
        The words are missing, or an objection waits for an answer already.
    """
    text = " ".join(text.split())[:1000]
    told = request.explanations.filter(membership=by, told_at__isnull=False)
    named = request.placings.filter(membership=by, asked_at__isnull=False)
    if by.left_at or not (told.exists() or named.exists()):
        raise Missing
    if not text:
        raise ContestRefused(_("Please say what you doubt."))
    if Contest.objects.filter(request=request, by=by, answered_at__isnull=True).exists():
        raise ContestRefused(_("Your objection waits for an answer already."))
    made = Contest.objects.create(request=request, by=by, text=text, at=at)
    log(by.space, by=by, at=at, verb="contest.opened", about=request.public)
    notices.contested(made, impartial_hosts(made), at)
    return made


@transaction.atomic
def answer(*, contest: Contest, text: str, by: Membership, at: datetime) -> Contest:
    """Answer an objection as a host who is not concerned.

    Raises
    ------
    Missing
        ``by`` is no host of this space.
    RequestRefused
        ``by`` owns the request, doubts it, or may qualify for it, and another host does not; it is answered; no words.
    """
    contest = Contest.objects.select_for_update(of=("self",)).select_related("request__need", "by").get(pk=contest.pk)
    text = " ".join(text.split())[:1000]
    if by.left_at or by.space_id != contest.request.space_id or not _is_host(by):
        raise Missing
    if by.pk not in {host.pk for host in impartial_hosts(contest)}:
        raise ContestRefused(_("You are concerned yourself, so another host answers."))
    if contest.answered_at or not text:
        raise ContestRefused(_("Please write an answer; one that was given stays."))
    contest.answered_by, contest.answer, contest.answered_at = by, text, at
    contest.save(update_fields=["answered_by", "answer", "answered_at"])
    log(by.space, by=by, at=at, verb="contest.answered", about=contest.request.public)
    notices.contest_answered(contest, at)
    return contest


def impartial_hosts(contest: Contest) -> list[Membership]:
    """Hosts who neither own the request nor doubt it nor may qualify for it; all others but the doubter, if none."""
    request = contest.request
    hosts = Membership.objects.active().filter(space=request.space_id, roles__name=RoleName.HOST)
    others = [host for host in hosts.order_by("pk") if host.pk != contest.by_id]
    free = [host for host in others if host.pk != request.owner_id and not may_qualify(request, host)]
    return free or others or list(hosts)


def _is_host(member: Membership) -> bool:
    return member.roles.filter(name=RoleName.HOST).exists()
