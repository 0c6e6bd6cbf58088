"""What a signed link in a mail opens: one question to one member, nothing else."""

from datetime import datetime, timedelta

from fuerwort.experiences.models import Experience
from fuerwort.experiences.queries.experiences import Shown, shown, whole, with_dispute
from fuerwort.people import links
from fuerwort.people.errors import Missing
from fuerwort.people.models import Membership
from fuerwort.people.queries import Here

VALID = timedelta(days=60)


def asked_by_link(token: str, at: datetime) -> tuple[Here, Shown, str]:
    """The member a link was sent to (as nobody in particular: no roles), what they are asked, and yes or no.

    Raises
    ------
    Missing
        The link is not ours or too old, the experience was withdrawn, or the member has left.
    """
    facts = links.unsign("experience-answer", token, VALID)
    members = Membership.objects.active().select_related("space", "person")
    member = members.filter(public=facts.get("member", "")).first()
    if member is None:
        raise Missing
    here = Here(member, frozenset())
    rows = Experience.objects.filter(
        space=member.space_id, public=facts.get("experience", ""), participations__membership=member
    )
    found = whole(rows).first()
    if found is None:
        raise Missing
    return here, with_dispute(here, shown(here, found, at)), facts.get("answer", "yes")
