"""What waits for a member, from every part of the house."""

from collections.abc import Sequence
from datetime import datetime

from fuerwort.evenings.models import Evening
from fuerwort.evenings.queries import to_do as evenings
from fuerwort.evenings.queries.votes import votes_to_do
from fuerwort.experiences import queries as experiences
from fuerwort.fund.queries import to_do as fund
from fuerwort.magazine.queries import writing as magazine
from fuerwort.people.queries import Here
from fuerwort.people.queries.desk import desk_to_do
from fuerwort.people.queries.to_do import ToDo, agreements, counted, pressing, to_do_for
from fuerwort.pilot.queries.to_do import for_secrets
from fuerwort.referrals import queries as referrals


def waiting(here: Here, at: datetime, ahead: Sequence[Evening]) -> list[ToDo]:
    """Everything that waits, most pressing first; ``ahead`` are the evenings to come."""
    desk = (experiences.decisions(here), desk_to_do(here, at)) if here.is_host else ()
    asked = (votes_to_do(here), experiences.to_do(here), evenings.to_do(here, ahead), referrals.to_do(here, at))
    kept = (magazine.returned(here), magazine.for_editors(here), fund.for_money(here), for_secrets(here, at))
    figures = counted(here, agreements(here), experiences.in_the_space(here), *desk, *kept)
    return pressing(*asked, figures, to_do_for(here, at))


def waiting_for_hosts(here: Here, at: datetime) -> list[ToDo]:
    """What the desk shows: all that needs a host, and nothing else."""
    return pressing(evenings.for_hosts(here, at), counted(here, experiences.decisions(here), desk_to_do(here, at)))
