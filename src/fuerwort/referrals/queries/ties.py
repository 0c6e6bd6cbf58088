"""With whom have we worked, as the space's own rule weighs it."""

from datetime import date

from fuerwort.experiences import queries as experiences
from fuerwort.experiences.queries import Circle, Nearness
from fuerwort.people.models import Membership
from fuerwort.people.queries import Here
from fuerwort.referrals.actions.rules import on_day


def circle(here: Here, on: date) -> Circle:
    """The viewer in the middle; whoever left is not drawn."""
    return experiences.circle(here, on, on_day(here.space, on).ties)


def nearness(here: Here, member: Membership, on: date) -> Nearness:
    """How a member stands to the viewer, for their profile and the page of common colleagues."""
    return experiences.nearness(here, member, on, on_day(here.space, on).ties)
