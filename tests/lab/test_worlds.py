"""Imagined communities: the same from the same seed, and what the plan says."""

import numpy as np

from fuerwort.lab.worlds import SMALL, Plan, World, imagine

WORLD = imagine(SMALL, 1)


def flat(world: World) -> list[object]:
    asked = world.asked
    return [*map(np.ndarray.tolist, (asked.books, asked.starts, asked.members, asked.merits, world.truth))]


def test_a_seed_gives_one_world_and_another_seed_another() -> None:
    assert flat(imagine(SMALL, 1)) == flat(WORLD)
    assert flat(imagine(SMALL, 2)) != flat(WORLD)


def test_a_fifth_are_newcomers_whom_nobody_could_ask_before_they_came() -> None:
    request = np.repeat(np.arange(SMALL.requests), np.diff(WORLD.asked.starts))
    first = {member: request[WORLD.asked.members == member].min() for member in range(SMALL.members)}
    assert len(WORLD.newcomers) == 8
    assert all(first[member] > SMALL.requests // 110 for member in WORLD.newcomers)
    assert sum(first[member] < 100 for member in range(SMALL.members)) >= 25


def test_seen_merit_is_true_merit_with_ten_percent_noise() -> None:
    inside = (WORLD.truth < 700) & (WORLD.truth > 300)
    error = np.log(WORLD.asked.merits[inside] / WORLD.truth[inside])
    assert abs(error.mean()) < 0.01
    assert abs(error.std() - 0.1) < 0.01


def test_fields_are_asked_for_by_zipfs_law() -> None:
    counts = np.bincount(WORLD.asked.books, minlength=6)
    assert np.allclose(counts / counts[0], 1 / np.arange(1, 7), atol=0.05)


def test_a_field_that_nobody_offers_has_requests_without_candidates() -> None:
    lonely = imagine(Plan(1, 6, 50, newcomers=0), 3)
    assert 0 < len(lonely.asked.members) < 50
