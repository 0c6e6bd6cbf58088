"""Those who come by a signed address, without logging in."""

from datetime import timedelta

from fuerwort.evenings.models import Evening, Guest
from fuerwort.people.errors import Missing
from fuerwort.people.links import unsign
from fuerwort.people.models import Membership
from fuerwort.people.queries import Here, here_for

VALID = timedelta(days=400)


def member_by_link(token: str) -> tuple[Here, Evening]:
    """The member whom a link in a letter was made for, and the evening it asks about.

    Raises
    ------
    Missing
        The link is not ours, the member has left, or the evening is gone.
    """
    facts = unsign("evening-answer", token, VALID)
    member = Membership.objects.active().filter(public=facts.get("member")).select_related("person", "space").first()
    if member is None or member.person is None:
        raise Missing
    here = here_for(member.person, member.space.slug)
    return here, _evening(here.space.pk, facts.get("evening", ""))


def guest_by_link(token: str) -> Guest:
    """A guest, as long as they are not forgotten.

    Raises
    ------
    Missing
        The link is not ours, or the guest is forgotten.
    """
    facts = unsign("evening-guest", token, VALID)
    guest = (
        Guest.objects.filter(public=facts.get("guest")).select_related("evening__space", "evening__question").first()
    )
    if guest is None:
        raise Missing
    return guest


def _evening(space: int, public: str) -> Evening:
    found = (
        Evening.objects.told().filter(space=space, public=public).select_related("space", "series", "question").first()
    )
    if found is None:
        raise Missing
    return found
