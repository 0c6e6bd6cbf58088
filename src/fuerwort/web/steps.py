"""The first steps of a member, with what every part of the house knows of them."""

from fuerwort.evenings import queries as evenings
from fuerwort.experiences import queries as experiences
from fuerwort.people.queries import Here
from fuerwort.people.queries.steps import Step, first_steps
from fuerwort.referrals import queries as referrals


def steps_of(here: Here) -> list[Step]:
    """All of them, each a little more than the one before."""
    known = {
        "experience": experiences.has_experience(here),
        "evening": evenings.came_to_one(here),
        "request": referrals.has_answered(here),
        "work": referrals.has_found_work(here),
    }
    return first_steps(here, known)
