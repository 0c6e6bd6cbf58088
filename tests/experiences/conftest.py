"""What the tests of shared experiences start from."""

from collections.abc import Callable
from datetime import date, datetime

import pytest

from fuerwort.experiences import actions
from fuerwort.experiences.actions import Occasion
from fuerwort.experiences.models import Experience
from fuerwort.people.models import Membership
from fuerwort.people.queries import Here, here_for
from tests.cast import NOW

SITE = Occasion("cooperation", 4.0, date(2026, 11, 12), "die Seite des Fahrradvereins gebaut")


@pytest.fixture
def recorded(cast) -> Experience:
    """Recorded by the owner, who has confirmed; the insider is asked."""
    return actions.record(SITE, [cast.insider], by=cast.owner, at=NOW)


@pytest.fixture
def confirmed(cast, recorded: Experience) -> Experience:
    actions.confirm(recorded, by=cast.insider, at=NOW)
    return recorded


def here(member: Membership) -> Here:
    assert member.person
    return here_for(member.person, member.space.slug)


def answer(experience: Experience, member: Membership) -> str:
    part = experience.participations.get(membership=member)
    return f"{part.answer} {part.review}".strip()


Make = Callable[..., Experience]


@pytest.fixture
def together(cast) -> Make:
    """Somebody with others, confirmed by all."""

    def make(by: Membership, *others: Membership, at: datetime = NOW, **how: object) -> Experience:
        found = actions.record(
            Occasion(**{"kind": "cooperation", "hours": 4.0, "on": at.date()} | how), others, by=by, at=at
        )
        for other in others:
            actions.confirm(found, by=other, at=at)
        return found

    return make
