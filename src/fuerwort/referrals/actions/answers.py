"""The named say yes or no, let the time pass, or hand their place over; the list goes out when nobody is awaited."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from fuerwort.people.actions import availability
from fuerwort.people.errors import Missing
from fuerwort.people.events import record as log
from fuerwort.people.models import Availability, Membership
from fuerwort.referrals import notices
from fuerwort.referrals.actions import lists
from fuerwort.referrals.actions.books import Opened, opened
from fuerwort.referrals.actions.states import RequestRefused, locked
from fuerwort.referrals.models import Answer, Change, Placing, Request, State

WAITED_FOR = (Answer.OPEN, Answer.YES)


class AnswerRefused(RequestRefused):
    """The answer stays as it was."""


@transaction.atomic
def say_yes(*, placing: Placing, by: Membership, at: datetime) -> Placing:
    """Agree to be introduced. Saying it twice changes nothing.

    Raises
    ------
    Missing
        It is not ``by`` who is asked.
    RequestRefused
        They have said something else, or the list is out.
    """
    placing = mine(placing, by)
    if placing.answer == Answer.YES:
        return placing
    awaited(placing)
    _answer(placing, Answer.YES, at)
    log(by.space, by=None, at=at, verb="placing.answered", about=placing.request.public)
    go_on(placing.request, at)
    return placing


@transaction.atomic
def say_no(*, placing: Placing, by: Membership, at: datetime, full: bool = False) -> Placing:
    """Decline: the books are as if one had not been there, the next moves up. Saying it twice changes nothing.

    Parameters
    ----------
    full
        Say also that one is fully booked, for a month.

    Raises
    ------
    Missing
        It is not ``by`` who is asked.
    RequestRefused
        Their time has passed, or the list is out.
    """
    placing = mine(placing, by)
    if placing.answer in (Answer.NO, Answer.FULL):
        return placing
    awaited(placing)
    _say_no(placing, full, at)
    return placing


@transaction.atomic
def carry_out_no(*, placing: Placing, at: datetime) -> None:
    """Let a no take effect that nobody thought over: the next moves up and is asked.

    Raises
    ------
    Missing, RequestRefused
        They thought again, or the request has moved on.
    """
    placing = mine(placing, placing.membership, left=True)
    if placing.no_at is None:
        raise Missing
    awaited(placing)
    _say_no(placing, placing.no_full, at)


def _say_no(placing: Placing, full: bool, at: datetime) -> None:
    member = placing.membership
    decline(placing, Answer.FULL if full else Answer.NO, at)
    if full and member.left_at is None:
        availability.say(by=member, at=at, availability=Availability.FULL)
    log(member.space, by=None, at=at, verb="placing.answered", about=placing.request.public)
    go_on(placing.request, at)


def decline(placing: Placing, answer: Answer, at: datetime) -> None:
    """Decide anew without this member, and ask whoever moves up; part of an action."""
    book = opened(placing.request.field, at)
    _without(placing, answer, book, at)
    _rewrite(placing.request, book, at)


def _without(placing: Placing, answer: Answer, book: Opened, at: datetime) -> None:
    placing.place = None
    _answer(placing, answer, at)
    book.decline(placing.request, placing.membership.public)


def _rewrite(request: Request, book: Opened, at: datetime) -> None:
    """Let the list say what the book says; those who were asked and did not say no stay on it."""
    decision = lists.standing(book, request)
    asked = request.placings.filter(round=request.round, asked_at__isnull=False, place__isnull=False)
    stay = list(asked.order_by("place").values_list("membership__public", flat=True))
    if lost := [member for member in stay if member not in decision.shown]:
        most = len(decision.shown)
        fill = [member for member in decision.order if member not in stay]
        decision = book.change(request, (stay + fill)[: max(most, len(stay))])
        assert not set(lost) - set(decision.shown)
    suggestion = request.suggestions.select_related("rule", "request").get(round=request.round)
    change = request.changes.filter(handed=False).order_by("-at").first()
    fresh = lists.write(suggestion, decision, book.engine.balances, why=change.why if change else "")
    if request.state == State.ASKED:
        lists.ask_back(fresh, at)


@transaction.atomic
def hand_over(*, placing: Placing, to: Membership, by: Membership, at: datetime, why: str = "") -> Placing:
    """Give one's place to a named colleague who is good enough; booked as declined, then as really shown.

    Returns
    -------
    Placing
        The colleague's, who is asked.

    Raises
    ------
    Missing
        It is not ``by`` who is asked.
    RequestRefused
        Their time has passed; the list is out; the colleague is on it, said no, or is not good enough for it.
    """
    placing = mine(placing, by)
    awaited(placing)
    if placing.request.withdrawing_at:
        raise AnswerRefused(_("Whoever asked is taking it back just now. Nobody is asked any more."))
    request, book = placing.request, opened(placing.request.field, at)
    before = lists.standing(book, request)
    if request.placings.filter(membership=to).exists() or to.public not in before.good_enough or to.left_at:
        raise AnswerRefused(_("This colleague cannot take your place: please choose one of those shown."))
    _without(placing, Answer.HANDED, book, at)
    decision = lists.standing(book, request)
    if to.public not in decision.good_enough:
        raise AnswerRefused(_("This colleague cannot take your place: please choose one of those shown."))
    _put(request, book, before.shown, by.public, to.public)
    _rewrite(request, book, at)
    theirs = request.placings.get(membership=to)
    theirs.handed_by = placing
    theirs.save(update_fields=["handed_by"])
    Change.objects.create(
        request=request, by=by, at=at, handed=True, why=" ".join(why.split())[:500], before=list(before.shown),
        after=list(lists.standing(book, request).shown),
    )  # fmt: skip
    log(by.space, by=by, at=at, verb="placing.handed-over", about=request.public, member=to.public)
    notices.handed(theirs, by, at)
    return theirs


def _put(request: Request, book: Opened, shown: tuple[str, ...], one: str, other: str) -> None:
    """Show the other in the place of the one, and everybody else where they were."""
    decision = lists.standing(book, request)
    wanted = [other if member == one else member for member in shown]
    wanted = [member for member in wanted if member in decision.good_enough]
    if tuple(wanted) != decision.shown:
        book.change(request, wanted)


@transaction.atomic
def let_pass(*, placing: Placing, at: datetime) -> bool:
    """The deadline has passed without an answer: the place counts as used, and nobody moves up."""
    request = locked(placing.request, *State)
    placing = Placing.objects.select_related("membership").get(pk=placing.pk)
    overdue = placing.answer == Answer.OPEN and placing.deadline is not None and placing.deadline <= at
    if request.state != State.ASKED or not overdue:
        return False
    if placing.membership.left_at or placing.no_at:
        placing.request = request
        decline(placing, Answer.FULL if placing.no_full else Answer.NO, at)
    else:
        opened(request.field, at).silence(request, placing.membership.public)
        _answer(placing, Answer.SILENT, at)
        notices.silent(placing, at)
    log(request.space, by=None, at=at, verb="placing.passed-by", about=request.public)
    go_on(request, at)
    return True


def mine(placing: Placing, by: Membership, *, left: bool = False) -> Placing:
    """The placing as it is now; its request is locked, so that two who answer at once see each other.

    Raises
    ------
    Missing
        It is not ``by`` who is asked, or they have left (unless ``left`` allows it).
    """
    request = locked(placing.request, *State)
    found = Placing.objects.filter(pk=placing.pk, membership=by, asked_at__isnull=False).first()
    if found is None or (by.left_at and not left):
        raise Missing
    found.request, found.membership = request, by
    return found


def awaited(placing: Placing) -> None:
    """See whether anything can still be said to it.

    Raises
    ------
    AnswerRefused
        The place is settled, or the list is out.
    """
    if placing.request.state != State.ASKED or placing.answer not in WAITED_FOR:
        raise AnswerRefused(_("This place is settled, and the request has gone on. Nothing was changed."))


def _answer(placing: Placing, answer: Answer, at: datetime) -> None:
    placing.answer, placing.answered_at, placing.no_at = answer, at, None
    placing.save(update_fields=["answer", "answered_at", "no_at", "place"])
    notices.answered(placing, at)


def go_on(request: Request, at: datetime) -> None:
    """When nobody is awaited any more, the list goes to whoever asked; with nobody on it, the owner is told.

    Part of an action.
    """
    placings = request.placings.filter(round=request.round)
    if placings.filter(answer=Answer.OPEN).exists() or request.withdrawing_at:
        return
    if not request.placings.filter(answer=Answer.YES, membership__left_at__isnull=True).exists():
        notices.nobody_left(request, at)
        return
    request.state, request.shown_at = State.SHOWN, at
    request.save(update_fields=["state", "shown_at"])
    log(request.space, by=None, at=at, verb="request.shown", about=request.public)
    notices.shown(request, at)
    notices.explained(request, at)
