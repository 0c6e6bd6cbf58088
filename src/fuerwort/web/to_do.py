"""What waits for a member, from every part of the house."""

from datetime import datetime

from fuerwort.evenings.queries import to_do as evenings
from fuerwort.evenings.queries.votes import votes_to_do
from fuerwort.experiences import queries as experiences
from fuerwort.magazine.queries import writing as magazine
from fuerwort.people.queries import Here
from fuerwort.people.queries.desk import desk_to_do
from fuerwort.people.queries.to_do import ToDo, pressing, to_do_for
from fuerwort.referrals import queries as referrals


def waiting(here: Here, at: datetime) -> list[ToDo]:
    """Everything that waits, most pressing first."""
    desk = desk_to_do(here, at) if here.is_host else ()
    asked = (votes_to_do(here), experiences.to_do(here), evenings.to_do(here, at), referrals.to_do(here, at))
    return pressing(*asked, to_do_for(here, at), desk, magazine.to_do(here))


def waiting_for_hosts(here: Here, at: datetime) -> list[ToDo]:
    """What the desk shows: all that needs a host, and nothing else."""
    return pressing(experiences.decisions(here), evenings.for_hosts(here, at), desk_to_do(here, at))
