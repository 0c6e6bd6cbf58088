"""Words that members said for a colleague; each rests on an experience that both still stand by."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from fuerwort.experiences.models import Experience, Participation, Vouch
from fuerwort.people.errors import Missing
from fuerwort.people.models import Membership
from fuerwort.people.queries import Here


def vouches_for(here: Here, membership: Membership) -> QuerySet[Vouch]:
    """What colleagues say about a member, newest first."""
    return _standing(here).filter(about=membership)


def vouches_on(here: Here, experience: Experience) -> QuerySet[Vouch]:
    """What was said because of one experience, newest first."""
    return _standing(here).filter(experience=experience)


def _standing(here: Here) -> QuerySet[Vouch]:
    """Words of members who are here, about an experience that neither side took back."""
    rows = Vouch.objects.filter(experience__space=here.space, withdrawn_at__isnull=True, by__left_at__isnull=True)
    counting = Participation.objects.counting().filter(experience=OuterRef("experience"))
    for side in ("by", "about"):
        rows = rows.filter(Exists(counting.filter(membership=OuterRef(side))))
    return rows.select_related("by", "about", "experience").order_by("-given_at", "-pk")


def vouch_for(here: Here, public: str) -> Vouch:
    """A word that one said, or that is about oneself.

    Raises
    ------
    Missing
        There is none, or one is neither.
    """
    rows = Vouch.objects.filter(Q(by=here.membership) | Q(about=here.membership), public=public)
    found = rows.select_related("by", "about", "experience").first()
    if found is None:
        raise Missing
    return found
