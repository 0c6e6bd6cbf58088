"""When a request became work: whoever did it says who of the house did it with them, and the house asks all of them.

Passing on is thanked, never counted: docs/rules/requests.md says why.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fuerwort.experiences import actions as experiences
from fuerwort.experiences import sources
from fuerwort.experiences.actions import Occasion
from fuerwort.experiences.models import Experience, Kind
from fuerwort.people.errors import Missing
from fuerwort.people.models import Membership
from fuerwort.referrals.actions.states import RequestRefused, locked
from fuerwort.referrals.models import Placing, Said, Size, State

SOURCE = "request"
HOURS = {Size.SMALL: 4.0, Size.NORMAL: 8.0, Size.LARGE: 16.0}
"""A first word on how long it was together, rather too little: those asked say how long it really was."""

sources.add(SOURCE, gettext_lazy("A request became work, and one of you said that you did it together."))


class TogetherRefused(RequestRefused):
    """Nobody is asked."""


@transaction.atomic
def did_together(*, placing: Placing, others: Sequence[Membership], by: Membership, at: datetime) -> Experience:
    """Suggest to the one who did the work and to those they name that they did it together.

    Naming others anew changes it as long as nobody has answered. See :func:`fuerwort.experiences.actions.suggest`.

    Raises
    ------
    Missing
        It is not their place.
    Refused
        They have not said that it became work; professional law holds in the field; somebody is not here.
    """
    request = locked(placing.request, State.SHOWN, State.CLOSED)
    mine = request.placings.select_related("outcome").filter(pk=placing.pk, membership=by).first()
    if mine is None or by.left_at:
        raise Missing
    if not hasattr(mine, "outcome") or mine.outcome.said != Said.WORK:
        raise TogetherRefused(_("Please say first that it became work."))
    if request.field.professional_law:
        raise TogetherRefused(_("Professional law holds in this field, so nothing is suggested here."))
    occasion = Occasion(Kind.COOPERATION, HOURS[Size(request.size)], timezone.localdate(at), field=request.field)
    return experiences.suggest(occasion, [by, *others], source=source(mine), at=at, by=by)


def not_together(placing: Placing) -> None:
    """It did not become work after all: what nobody has answered is asked no more. Part of an action."""
    experiences.take_away(placing.request.space, source=source(placing))


def source(placing: Placing) -> str:
    """What a suggestion after this work is suggested from."""
    return f"{SOURCE}:{placing.public}"
