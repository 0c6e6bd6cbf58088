"""Who runs a pilot: hosts and researchers. Looked up when something is done, not only at the door of the page."""

from fuerwort.people.errors import Missing
from fuerwort.people.models import Membership, RoleName, Space
from fuerwort.people.queries import Here

RUN = (RoleName.HOST, RoleName.RESEARCHER)


def runs(here: Here) -> bool:
    """Whether they are one of those who run pilots here."""
    return not here.roles.isdisjoint(RUN)


def require(space: Space, by: Membership) -> None:
    """See that somebody is here and runs pilots.

    Raises
    ------
    Missing
        They do not: what they asked for looks missing to them.
    """
    here = Membership.objects.active().filter(pk=by.pk, space=space)
    if not here.filter(roles__name__in=RUN).exists():
        raise Missing
