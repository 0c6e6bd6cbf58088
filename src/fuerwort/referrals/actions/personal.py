"""“Whom can I recommend?”: the member passes names on in their own words; only then is anything booked."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from fuerwort.engine.shapes import ChanceRule
from fuerwort.people.errors import Missing
from fuerwort.people.events import record as log
from fuerwort.people.models import Membership
from fuerwort.referrals import notices
from fuerwort.referrals.actions import lists
from fuerwort.referrals.actions.books import opened
from fuerwort.referrals.actions.states import RequestRefused, locked
from fuerwort.referrals.models import Answer, Request, Size, State


class PassRefused(RequestRefused):
    """Nothing was booked."""


@transaction.atomic
def pass_on(*, request: Request, names: Sequence[Membership], by: Membership, at: datetime) -> Request:
    """Say whom one has really passed on, first name first; booked as shown, with the book as it is now.

    Raises
    ------
    Missing
        ``by`` did not ask for this.
    RequestRefused
        It was passed on already, or a name is not among those who were good enough.
    """
    request = locked(request, State.SUGGESTED)
    if request.need.asked_by_id != by.pk or not request.need.is_personal or by.left_at:
        raise Missing
    suggestion = request.suggestions.select_related("rule", "request").get(round=request.round)
    book = opened(request.field, at)
    merits = {m: one["merit"] for m, one in suggestion.weighed.items() if m not in book.engine.erased}
    decision = book.recommend(request, merits, Size(request.size).worth, suggestion.rule)
    wanted = [member.public for member in names]
    most = len(ChanceRule.from_json(suggestion.rule.chances).places)
    if not wanted or len(wanted) > most or len(set(wanted)) < len(wanted) or set(wanted) - set(decision.good_enough):
        raise PassRefused(
            _("Please choose at most %(number)s of those who are good enough, each once.") % {"number": most}
        )
    if wanted != list(decision.shown):
        decision = book.change(request, wanted)
    lists.write(suggestion, decision, book.engine.balances)
    request.placings.update(answer=Answer.PASSED, answered_at=at, asked_at=at)
    request.state, request.shown_at = State.SHOWN, at
    request.save(update_fields=["state", "shown_at"])
    log(request.space, by=by, at=at, verb="request.passed-on", about=request.public)
    notices.passed_on(request, by, at)
    notices.explained(request, at)
    return request
