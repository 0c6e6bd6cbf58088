"""What the viewer did with each of several others, in two questions however many."""

from collections.abc import Collection

from fuerwort.experiences.models import Experience, Participation
from fuerwort.people.models import Membership
from fuerwort.people.queries import Here


def together(here: Here, others: Collection[Membership]) -> dict[int, list[Experience]]:
    """For each of the others, by key, what both confirmed, newest first; nothing for whoever shares nothing."""
    counting = Participation.objects.counting()
    mine = counting.filter(membership=here.membership, experience__space=here.space).values("experience")
    keys = [other.pk for other in others if other.pk != here.membership.pk]
    theirs = counting.filter(membership__in=keys, experience__in=mine).select_related("experience")
    found: dict[int, list[Experience]] = {}
    for part in theirs.order_by("-experience__on", "-experience__pk"):
        found.setdefault(part.membership_id, []).append(part.experience)
    return found
