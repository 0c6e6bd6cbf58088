"""The one-tap links of the mails, and one's own place by its request."""

from datetime import timedelta

from fuerwort.people import links
from fuerwort.people.errors import Missing
from fuerwort.people.queries import Here
from fuerwort.referrals.models import Placing

VALID = timedelta(days=60)
"""A link outlives its deadline, so that whoever comes late reads that the time has passed."""


def asked_by_link(token: str) -> tuple[Placing, str]:
    """Whose place a signed link is about, and which answer it proposes: yes, no or full.

    Raises
    ------
    Missing
        The link is no such link, too old, or the place is gone.
    """
    facts = links.unsign("placing-answer", token, VALID)
    rows = Placing.objects.filter(public=facts["placing"], asked_at__isnull=False, membership__left_at__isnull=True)
    found = rows.select_related("request__field", "request__space", "membership__person").first()
    if found is None:
        raise Missing
    return found, facts["said"]


def placing_for(here: Here, request: str) -> Placing:
    """One's own place in a request.

    Raises
    ------
    Missing
        One has none there.
    """
    rows = Placing.objects.filter(request__space=here.space, request__public=request, membership=here.membership)
    rows = rows.filter(asked_at__isnull=False)
    found = rows.select_related("request__field", "request__need", "membership", "outcome").first()
    if found is None:
        raise Missing
    return found
