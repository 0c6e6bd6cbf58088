"""Who may do what with money: looked up when it is done, not only at the door of the page."""

from fuerwort.fund.models import Fund
from fuerwort.people.errors import Missing
from fuerwort.people.models import Membership, RoleName

MONEY = (RoleName.TREASURER, RoleName.SIGNER)
"""The two who pay out."""


def require(fund: Fund, by: Membership, *roles: str) -> None:
    """See that somebody is here and has one of the roles.

    Raises
    ------
    Missing
        They are not, or have none: what they asked for looks missing to them.
    """
    here = Membership.objects.active().filter(pk=by.pk, space=fund.space_id)
    if not here.filter(roles__name__in=roles).exists():
        raise Missing
