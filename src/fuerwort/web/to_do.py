"""What waits for a member, from every part of the house."""

from datetime import datetime

from fuerwort.experiences import queries as experiences
from fuerwort.people.queries import Here
from fuerwort.people.queries.to_do import ToDo, pressing


def waiting(here: Here, at: datetime) -> list[ToDo]:
    """Everything that waits, most pressing first."""
    return pressing(experiences.to_do(here, at))
