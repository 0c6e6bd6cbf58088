"""What members see of evenings: those ahead, those that were, and none that nobody heard of."""

from datetime import timedelta

import pytest

from fuerwort.evenings import queries
from fuerwort.evenings.models import Evening
from fuerwort.people.errors import Missing
from fuerwort.people.queries import here_for
from tests.cast import NOW, Cast


def evening(cast: Cast, days: float, **more: object) -> Evening:
    begins = NOW + timedelta(days=days)
    facts = {"told_at": NOW, "changed_at": NOW, "name": "Kreativabend"} | more
    return Evening.objects.create(space=cast.space, begins_at=begins, ends_at=begins + timedelta(hours=2), **facts)


def test_what_is_ahead_and_what_was(cast: Cast) -> None:
    here = here_for(cast.owner.person, "kanal")
    later, soon, old, older = (evening(cast, days) for days in (30, 2, -20, -40))
    evening(cast, 5, told_at=None)
    assert list(queries.coming(here, NOW)) == [soon, later]
    assert list(queries.past(here, NOW)) == [old, older]


def test_elsewhere_it_is_missing(cast: Cast) -> None:
    with pytest.raises(Missing):
        queries.evening_for(here_for(cast.stranger.person, "hafen"), evening(cast, 2).public)
