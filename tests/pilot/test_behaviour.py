"""What the house saw of members, as it is really stored: each measure made to happen by the real actions."""

from datetime import date, timedelta

import numpy as np
import pytest

from fuerwort.people.models import Membership
from fuerwort.pilot.behaviour import Window, behaviour, free_part
from fuerwort.referrals.actions import answers, contests, outcomes, suggesting
from fuerwort.referrals.models import Request
from tests.cast import NOW, Cast
from tests.pilot import asked
from tests.referrals.conftest import House, shared
from tests.tables import table

FIRST, MONTHS = date(2026, 10, 1), 2
"""October before the draw, November after it; NOW lies in November."""
HOUR = timedelta(hours=1)


class Seen:
    """The measures of one member by name."""

    def __init__(self, house: House, free: dict[Membership, float] | None = None) -> None:
        self.members = [*house.makers, house.host, house.second_host]
        window = Window(tuple(one.pk for one in self.members), FIRST, MONTHS)
        rows = {(self.members.index(one), 1): part for one, part in (free or {}).items()}
        self.found = behaviour(house.cast.space, window, 1, rows)

    def of(self, member: Membership, measure: str) -> float:
        return float(self.found[measure][self.members.index(member), 1])


def named(request: Request) -> list[Membership]:
    return [one.membership for one in request.placings.select_related("membership").order_by("place")]


def by_hand(house: House) -> Request:
    request = house.suggested()
    order = named(request)[::-1]
    suggesting.change_order(request=request, places=order, why="Diesmal anders.", by=request.owner, at=NOW)
    return suggesting.choose(request=request, by=request.owner, at=NOW)


def test_a_reason_is_consistent_while_the_engine_gave_it(house: House) -> None:
    kept = house.chosen()
    assert Seen(house).of(kept.owner, "reason consistency") == 1.0
    changed = by_hand(house)
    assert Seen(house).of(changed.owner, "reason consistency") == (0.5 if changed.owner == kept.owner else 0.0)


def test_those_named_fit_nearly_as_well_as_the_best(house: House) -> None:
    request = house.chosen()
    weighed = request.suggestions.get().weighed
    fits = [weighed[one.public]["fit"] for one in named(request)]
    best = max(one["fit"] for one in weighed.values())
    assert Seen(house).of(request.owner, "fit of those recommended") == pytest.approx(np.mean(fits) / best)
    assert 0 < np.mean(fits) / best <= 1


def test_strain_counts_what_was_declined_and_contested(house: House) -> None:
    request = house.chosen()
    first, second, third = request.placings.select_related("membership").order_by("place")
    answers.say_no(placing=first, by=first.membership, at=NOW + HOUR)
    contests.contest(request=request, text="Warum nicht zuerst?", by=third.membership, at=NOW + 2 * HOUR)
    seen = Seen(house)
    assert seen.of(first.membership, "strain") == 100
    assert seen.of(third.membership, "strain") == 100
    assert seen.of(second.membership, "strain") == 0
    assert np.isnan(seen.of(house.second_host, "strain")) or request.owner == house.second_host


def test_full_is_no_strain(house: House) -> None:
    request = house.chosen()
    first = request.placings.select_related("membership").get(place=1)
    answers.say_no(placing=first, by=first.membership, at=NOW + HOUR, full=True)
    assert Seen(house).of(first.membership, "strain") == 0


def test_openness_needs_hours_and_something_to_compare_with(house: House) -> None:
    before = NOW - timedelta(days=30)
    for days in range(6):  # in October everybody asked first says no, and passes nothing on
        request = house.chosen(before + timedelta(days=days))
        first = request.placings.select_related("membership").filter(answer="open").order_by("place")[0]
        answers.say_no(placing=first, by=first.membership, at=before + timedelta(days=days, hours=1))
    request = house.chosen()
    first = request.placings.select_related("membership").get(place=1)
    to = request.explanations.select_related("membership").filter(good_enough=True)[0].membership
    answers.hand_over(placing=first, to=to, by=first.membership, at=NOW + HOUR)
    assert "openness" not in Seen(house).found
    october = {(row, 0): 0.5 for row in range(5)}
    window = Window(tuple(one.pk for one in house.makers), FIRST, MONTHS)
    row = house.makers.index(first.membership)
    found = behaviour(house.cast.space, window, 1, october | {(row, 1): free_part(10)})
    assert found["openness"][row, 1] == 1.0


def test_what_was_shared_counts_by_kind_and_field(house: House, cast: Cast) -> None:
    ada, ben = house.makers[:2]
    shared(ada, ben, hours=6, days=5, field=house.web)
    shared(ada, ben, hours=2, days=4, field=cast.translation)
    shared(ada, ben, hours=3, days=3, kind="care")
    seen = Seen(house)
    assert seen.of(ada, "experiences: cooperation") == 2
    assert seen.of(ada, "hours: care") == 3
    assert seen.of(ada, "own field") == 0.75
    assert seen.of(house.host, "experiences: care") == 0


def test_quality_is_what_clients_said_of_the_work(house: House) -> None:
    asked.pilot(house.cast.space, house.host)
    members = []
    for good in ("yes", "partly", ""):
        request = house.chosen()
        for placing in request.placings.select_related("membership"):
            answers.say_yes(placing=placing, by=placing.membership, at=NOW)
        one = request.placings.select_related("membership").get(membership=members[0]) if members else None
        one = one or request.placings.select_related("membership").get(place=1)
        members.append(one.membership)
        outcomes.close(request=request, said="work", by=None, at=NOW, with_placing=one)
        outcomes.judge(request=request, good=good)
    assert Seen(house).of(members[0], "quality") == 0.75
    assert np.isnan(Seen(house).of(house.host, "quality"))


def test_nothing_that_happened_is_no_value_and_no_zero(house: House) -> None:
    seen = Seen(house)
    for measure in ("reason consistency", "fit of those recommended", "strain", "own field"):
        assert np.isnan(seen.of(house.second_host, measure))


@pytest.mark.parametrize("row", table("measures.md", "## Free part of a week"), ids=lambda row: row["hours"])
def test_hours_say_what_part_of_a_week_is_free(row: dict[str, str]) -> None:
    assert free_part(float(row["hours"])) == pytest.approx(float(row["free"]))
