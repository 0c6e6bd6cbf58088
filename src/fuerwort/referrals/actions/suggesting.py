"""Suggest: snapshot -> engine -> record; then a human confirms the list, or changes its order and says why."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from fuerwort import __version__
from fuerwort.engine.chances import Book, Decision
from fuerwort.engine.shapes import ChanceRule
from fuerwort.people.events import record as log
from fuerwort.people.models import Membership
from fuerwort.referrals.actions import lists, owners, weighing
from fuerwort.referrals.actions.books import Opened, opened, stored
from fuerwort.referrals.actions.rules import rules_of, running
from fuerwort.referrals.actions.states import RequestRefused, locked, own
from fuerwort.referrals.actions.weighing import Found
from fuerwort.referrals.models import Answer, Change, Request, Size, SpaceRule, State, Suggestion


class SuggestRefused(RequestRefused):
    """No list, or the list stays as it was."""


def suggest(*, request: Request, by: Membership, at: datetime) -> Suggestion:
    """Let the engine suggest a shortlist, and record what it was told and what it decided.

    Ties, work and capacity are read before the book is locked. A list that nobody was asked about yet is reversed and
    made anew. When everybody on the list has said no or nothing, those not asked yet are the candidates of a new round.
    For a personal recommendation nothing is booked.

    Parameters
    ----------
    by
        The request's owner; whoever asked, for a personal recommendation.

    Raises
    ------
    Missing, RequestRefused
        ``by`` does not own it, or it is no longer where a list can be suggested.
    """
    rule = running(by.space, at)
    asked = list(request.placings.filter(asked_at__isnull=False).values_list("membership_id", flat=True))
    found = weighing.find(_next(request), at, rules_of(rule), without=asked)
    with transaction.atomic():
        request = locked(request, State.OPEN, State.SUGGESTED, State.ASKED)
        own(request, by)
        _check_answers(request)
        return _record(request, found, rule, by, at)


def _next(request: Request) -> Request:
    """The request in its next round; the one given stays as it is."""
    fresh = Request.objects.select_related("need__asked_by", "field", "space").get(pk=request.pk)
    fresh.round += 1
    return fresh


def _check_answers(request: Request) -> None:
    asked = request.placings.filter(asked_at__isnull=False)
    if request.state == State.ASKED and asked.filter(answer__in=[Answer.OPEN, Answer.YES]).exists():
        raise SuggestRefused(_("Those who are named have not all answered yet, or one has said yes."))


def _record(request: Request, found: Found, rule: SpaceRule, by: Membership, at: datetime) -> Suggestion:
    personal = request.need.is_personal
    book = opened(request.field, at)
    new = sorted(set(found.weighed) - set(book.engine.balances))
    if request.state == State.SUGGESTED and not personal:
        book.cancel(request)
    request.placings.filter(asked_at__isnull=True).delete()
    request.round += 1
    decision = (_on_trial if personal else _booked)(book, request, found, rule)
    request.state = State.SUGGESTED
    request.save(update_fields=["round", "state"])
    suggestion = Suggestion.objects.create(
        request=request,
        round=request.round,
        at=at,
        by=by,
        rule=rule,
        engine=__version__,
        salt=book.row.salt,
        seen_from=list(found.seen_from),
        weighed=weighing.stored(found),
        new=new,
        gates=dict(found.gates),
        decision=stored(decision),
    )
    lists.write(suggestion, decision, book.engine.balances)
    if not personal and request.taken_at is None:
        owners.taken(request, at)
    log(request.space, by=by, at=at, verb="request.suggested", about=request.public)
    return suggestion


def _booked(book: Opened, request: Request, found: Found, rule: SpaceRule) -> Decision:
    return book.recommend(request, found.merits, Size(request.size).worth, rule)


def _on_trial(book: Opened, request: Request, found: Found, rule: SpaceRule) -> Decision:
    """What the book would decide, without a trace in it."""
    trial = Book(ChanceRule.from_json(rule.chances), book.row.salt, book.engine.balances, erased=book.engine.erased)
    return trial.recommend(request.key, found.merits, Size(request.size).worth)


@transaction.atomic
def change_order(*, request: Request, places: Sequence[Membership], why: str, by: Membership, at: datetime) -> Change:
    """Show others than the engine suggests, or in another order, and say why; booked as really shown.

    Parameters
    ----------
    places
        Whom to name, first place first: one to three of those good enough.
    why
        Everybody it concerns reads it.

    Raises
    ------
    Missing, RequestRefused
        ``by`` does not own it; the reason is missing; somebody is not good enough; the engine's order is binding.
    """
    request = locked(request, State.SUGGESTED)
    own(request, by)
    why = " ".join(why.split())[:500]
    suggestion = request.suggestions.select_related("rule").get(round=request.round)
    if request.need.is_personal or request.binding:
        raise SuggestRefused(
            _("Everybody who could decide may qualify for this request, so the order stays as the engine suggests it.")
        )
    if not why:
        raise SuggestRefused(_("Please say why; everybody it concerns will read it."))
    book = opened(request.field, at)
    before = lists.standing(book, request)
    wanted = [member.public for member in places]
    most = len(ChanceRule.from_json(suggestion.rule.chances).places)
    if not wanted or len(wanted) > most or len(set(wanted)) < len(wanted) or set(wanted) - set(before.good_enough):
        raise SuggestRefused(
            _("Please choose at most %(number)s of those who are good enough, each once.") % {"number": most}
        )
    if wanted == list(before.shown):
        raise SuggestRefused(_("This is the order as it is."))
    decision = book.change(request, wanted)
    change = Change.objects.create(
        request=request, by=by, at=at, why=why, before=list(before.shown), after=list(decision.shown)
    )
    lists.write(suggestion, decision, book.engine.balances, why=why)
    log(request.space, by=by, at=at, verb="request.changed", about=request.public)
    return change


@transaction.atomic
def choose(*, request: Request, by: Membership, at: datetime) -> Request:
    """Confirm the list: everybody named is asked back.

    Raises
    ------
    Missing, RequestRefused
        ``by`` does not own it, or nobody is on the list.
    """
    request = locked(request, State.SUGGESTED)
    own(request, by)
    placings = list(request.placings.filter(round=request.round, asked_at__isnull=True))
    if request.need.is_personal or not placings:
        raise SuggestRefused(_("Nobody is on this list who could be asked."))
    request.state = State.ASKED
    request.save(update_fields=["state"])
    log(request.space, by=by, at=at, verb="request.chosen", about=request.public)
    lists.ask_back(placings, at)
    return request
