"""What an erasure takes from requests: places, words, thanks; balances go to the account of former members."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from fuerwort.people.erasure import Foretold
from fuerwort.people.models import Membership
from fuerwort.referrals.actions import answers, owners
from fuerwort.referrals.actions.books import opened
from fuerwort.referrals.actions.introductions import drop
from fuerwort.referrals.actions.states import locked
from fuerwort.referrals.models import (
    Answer,
    Balance,
    Book,
    Contest,
    Duty,
    Kind,
    Outcome,
    Placing,
    Request,
    State,
    Thanks,
)


def foretell(memberships: Sequence[Membership]) -> Foretold:
    goes, stays = [], []
    if Placing.objects.filter(membership__in=memberships).exists():
        goes.append(_("Your places on lists that are not out yet, and what you wrote about requests."))
    if Balance.objects.filter(membership__in=memberships).exists():
        stays.append(_("Your chance accounts: what is in them moves to one account of all former members, unnamed."))
    return Foretold(goes, stays)


def forget(membership: Membership, at: datetime) -> None:
    """Leave lists that are not out, give requests to others, move balances, and delete one's own words."""
    owners.give_away(membership, at)
    for request in Request.objects.running().filter(need__asked_by=membership):
        drop(locked(request, *State), at)
    _leave_lists(membership, at)
    running = Q(field__requests__in=Request.objects.running())
    concerned = Book.objects.filter(Q(balances__membership=membership) | running, space=membership.space_id)
    for book in concerned.select_related("field").order_by("pk").distinct():
        opened(book.field, at).erase(membership.public)
    _forget_words(membership)


def _leave_lists(membership: Membership, at: datetime) -> None:
    mine = Placing.objects.filter(membership=membership, answer__in=answers.WAITED_FOR)
    mine.filter(asked_at__isnull=True, request__need__kind=Kind.PERSONAL).delete()
    not_out = mine.filter(request__state__in=[State.SUGGESTED, State.ASKED])
    for placing in not_out.select_related("request", "membership"):
        placing.request = locked(placing.request, *State)
        answers.decline(placing, Answer.NO, at)
        if placing.request.state == State.ASKED:
            answers.go_on(placing.request, at)


def _forget_words(membership: Membership) -> None:
    Request.objects.filter(need__asked_by=membership).update(text="", place="", until="", said="")
    Request.objects.filter(owner=membership).update(said="")
    Contest.objects.filter(by=membership).delete()
    Contest.objects.filter(answered_by=membership).update(answer="–")
    Thanks.objects.filter(Q(by=membership) | Q(to=membership)).delete()
    Outcome.objects.filter(with_placing__membership=membership).update(good="")
    membership.order_changes.update(why="")
    membership.explanations.all().delete()
    Duty.objects.filter(membership=membership).delete()
