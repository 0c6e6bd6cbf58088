"""The first steps of a member, with what every part of the house knows of them."""

from fuerwort.evenings import queries as evenings
from fuerwort.experiences import queries as experiences
from fuerwort.people.queries import Here
from fuerwort.people.queries.steps import Step, first_steps
from fuerwort.referrals import queries as referrals


def steps_of(here: Here) -> list[Step]:
    """All of them; asked only until the first that is not done, because each is a little more than the one before."""
    known = {
        "experience": experiences.has_experience,
        "evening": evenings.came_to_one,
        "request": referrals.has_answered,
        "work": referrals.has_found_work,
    }
    done = set()
    for code, is_done in known.items():
        if not is_done(here):
            break
        done.add(code)
    return first_steps(here, done=done)
