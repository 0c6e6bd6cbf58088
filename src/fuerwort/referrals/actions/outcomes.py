"""What became of it: one question to each side, thanks without amounts."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from fuerwort.people.errors import Missing
from fuerwort.people.events import record as log
from fuerwort.people.models import Membership, Space
from fuerwort.referrals import law, notices
from fuerwort.referrals.actions.states import RequestRefused, end, locked
from fuerwort.referrals.actions.together import not_together
from fuerwort.referrals.models import Answer, Good, Outcome, Placing, Request, Said, State, Thanks
from fuerwort.referrals.wanted import is_wanted

IN_IT = (Answer.YES, Answer.PASSED)


class OutcomeRefused(RequestRefused):
    """What was said before still holds."""


@transaction.atomic
def close(
    *, request: Request, said: str, by: Membership | None, at: datetime, with_placing: Placing | None = None
) -> Outcome:
    """Whoever asked says what came of it; the request is closed. They may say something else later.

    Parameters
    ----------
    with_placing
        With whom it became work.
    by
        The member who asked; nobody for a client, whose token was checked by the query that found it.

    Raises
    ------
    Missing
        ``by`` did not ask for this.
    RequestRefused
        The list is not out yet, or it never was.
    """
    request = locked(request, State.SHOWN, State.CLOSED)
    if request.need.asked_by_id != (by.pk if by else None):
        raise Missing
    if said not in Said.values:
        raise OutcomeRefused(_("Please choose one of the answers."))
    named = request.placings.filter(answer__in=IN_IT, pk=with_placing.pk).first() if with_placing else None
    named = named if said == Said.WORK else None
    same = request.outcomes.filter(placing=None, with_placing=named).first() if named else None
    facts = {"said": said, "with_placing": named, "at": at, "good": same.good if same else ""}
    outcome = Outcome.objects.update_or_create(request=request, placing=None, defaults=facts)[0]
    if request.state == State.SHOWN and said != Said.OPEN:
        end(request, State.CLOSED, at)
        log(request.space, by=by, at=at, verb="request.closed", about=request.public)
    notices.came_of_it(request, at)
    return outcome


@transaction.atomic
def judge(*, request: Request, good: str) -> Outcome:
    """A client says whether it was good work, says it anew, or takes it back (nothing). Voluntary, and told to nobody:
    no news, no line in the log, no moment of its own. Their token was checked by the query that found the request.

    Raises
    ------
    Missing
        It is no client's, it became no work with anybody, or nobody has a purpose to ask for.
    RequestRefused
        It is none of the answers.
    """
    request = locked(request, State.SHOWN, State.CLOSED)
    outcome = request.outcomes.filter(placing=None, said=Said.WORK, with_placing__isnull=False).first()
    if outcome is None or not request.need.is_client or not is_wanted(request.space):
        raise Missing
    if good not in ("", *Good.values):
        raise OutcomeRefused(_("Please choose one of the answers."))
    outcome.good = good
    outcome.save(update_fields=["good"])
    return outcome


def let_go(space: Space) -> None:
    """Delete what clients said of the work, as soon as nobody has a purpose for it."""
    if not is_wanted(space):
        Outcome.objects.filter(request__space=space).update(good="")


@transaction.atomic
def report(*, placing: Placing, said: str, by: Membership, at: datetime) -> Outcome:
    """A member who was introduced says what came of it. They may say something else later.

    Raises
    ------
    Missing
        It is not their place.
    RequestRefused
        They were not introduced.
    """
    request = locked(placing.request, State.SHOWN, State.CLOSED)
    mine = request.placings.filter(pk=placing.pk, membership=by).first()
    if mine is None or by.left_at:
        raise Missing
    introduced = mine.answer == Answer.PASSED or hasattr(mine, "introduction")
    if not introduced or said not in Said.values:
        raise OutcomeRefused(_("Please choose one of the answers."))
    outcome = Outcome.objects.update_or_create(request=request, placing=mine, defaults={"said": said, "at": at})[0]
    if said != Said.WORK:
        not_together(mine)
    log(request.space, by=by, at=at, verb="outcome.reported", about=request.public)
    notices.came_of_it(request, at)
    return outcome


@transaction.atomic
def thank(*, request: Request, to: Membership, by: Membership, at: datetime, text: str = "") -> Thanks:
    """Thank whoever passed it on: the member who asked for somebody, or who handed their place over. No amounts.

    Raises
    ------
    Missing
        ``by`` has no place in it, or ``to`` did not pass it on.
    RequestRefused
        Professional law forbids any benefit for passing on work in this field.
    """
    request = locked(request, State.SHOWN, State.CLOSED)
    if not request.placings.filter(membership=by, answer__in=IN_IT).exists() or to.pk not in passers_on(request, by):
        raise Missing
    if law.forbids_thanks(request.field):
        raise OutcomeRefused(_("In this field passing on work may bring nothing at all, not even thanks written here."))
    facts = {"text": " ".join(text.split())[:300], "at": at}
    thanks, new = Thanks.objects.get_or_create(request=request, by=by, to=to, defaults=facts)
    if new:
        log(request.space, by=by, at=at, verb="thanks.given", about=request.public, member=to.public)
        notices.thanked(thanks)
    return thanks


def passers_on(request: Request, member: Membership) -> set[int]:
    """Keys of those who passed a request on to this member."""
    handed = request.placings.filter(membership=member, handed_by__isnull=False)
    found = set(handed.values_list("handed_by__membership", flat=True))
    return found | ({request.need.asked_by_id} if request.need.asked_by_id else set())
