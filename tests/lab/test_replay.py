"""Past requests answered again: as the page says, and nothing that came later or was secret changes an answer."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from fuerwort.bundle.read import read
from fuerwort.bundle.shapes import Community, Experience, Member, Request
from fuerwort.engine.recommend import Shortlist
from fuerwort.lab.replay import Replay, books_sum, replay, table
from tests import tables

START = datetime(2026, 1, 1, tzinfo=UTC)
MEMBERS = tuple(Member(f"m{i}", f"Mitglied {i}") for i in range(9))
WORDS = ("Website", "Logo", "Chor", "Verein", "Formular", "Laden")


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Replay, Shortlist]]:
    folder: Path = tmp_path_factory.mktemp("mini")
    for block in (tables.RULES / "replay.md").read_text(encoding="utf-8").split("```csv ")[1:]:
        name, content = block.split("```", 1)[0].split("\n", 1)
        (folder / name).write_text(content, encoding="utf-8")
    community = read(folder)
    return list(replay(community))


def test_it_answers_the_worked_table(page: list[tuple[Replay, Shortlist]]) -> None:
    rows = tables.table("replay.md")
    for (_, found), row in zip(page, rows, strict=True):
        rest = sorted(set(found.weighed) - set(found.decision.good_enough))
        assert found.decision.request == row["request"]
        assert ", ".join(sorted(found.weighed)) == row["candidates"]
        assert ", ".join(found.decision.good_enough) == row["good enough"]
        assert ", ".join([*found.decision.order, *rest]) == row["order"]
        assert row["1 / place"] == str(Fraction(1, row["order"].split(", ").index(row["served by"]) + 1))


def test_what_comes_out_is_what_the_page_says(page: list[tuple[Replay, Shortlist]]) -> None:
    found = table(page[-1][0])
    rows = {row["rule"]: row for row in tables.table("replay.md", "## What comes out")}
    assert found.keys() == rows.keys()
    for rule, row in rows.items():
        shares = tuple(f"{found[rule][key]:.3f}" for key in ("hit1", "hit3", "mrr"))
        assert (*shares, f"{found[rule]['drift_field']:.2f}") == (row["hit@1"], row["hit@3"], row["MRR"], row["drift"])
    assert found["Fürwort"]["mrr"] == pytest.approx(
        sum(Fraction(r["1 / place"]) for r in tables.table("replay.md")) / 4
    )
    assert books_sum(page[-1][0]) == 0


@pytest.fixture(scope="module")
def community() -> Community:
    chance = random.Random(7)
    names = [m.member for m in MEMBERS]

    def experience(i: int) -> Experience:
        pair, text = tuple(chance.sample(names, 2)), " ".join(chance.sample(WORDS, 2))
        when = START + timedelta(days=3 * i)
        return Experience(f"e{i:03}", when, "cooperation", chance.choice(("web", "text")), 4.0, pair, pair, text)

    def request(i: int) -> Request:
        when, asked = START + timedelta(days=20 + 4 * i, hours=1), chance.choice(names)
        served = tuple(chance.sample([m for m in names if m != asked], 2))
        return Request(f"r{i:03}", when, chance.choice(("web", "text")), chance.choice(WORDS), (), 1.0, asked, served)

    return Community(MEMBERS, tuple(map(experience, range(60))), tuple(map(request, range(35))))


def decisions(community: Community) -> list[Shortlist]:
    return [found for _, found in replay(community)]


def shuffled(values: Sequence[object]) -> list[object]:
    return random.Random(3).sample(values, len(values))


def test_who_served_changes_no_decision(community: Community) -> None:
    served = shuffled([r.served_by for r in community.requests])
    other = tuple(replace(r, served_by=s) for r, s in zip(community.requests, served, strict=True))
    assert other != community.requests
    assert decisions(replace(community, requests=other)) == decisions(community)


@pytest.mark.parametrize("upto", [10, 25])
def test_what_comes_later_changes_no_decision(community: Community, upto: int) -> None:
    now, before = community.requests[upto].date, community.requests[:upto]
    later = community.requests[upto:]
    askers = shuffled([r.asked_by for r in later])
    other = tuple(replace(r, asked_by=a, served_by=(), field="web") for r, a in zip(later, askers, strict=True))
    past = tuple(e for e in community.experiences if e.date < now)
    changed = replace(community, experiences=past, requests=before + other)
    assert decisions(changed)[:upto] == decisions(community)[:upto]


def test_who_asked_is_never_named_and_changes_nothing_else(community: Community) -> None:
    stranger = replace(community, members=(*MEMBERS, Member("z", "Zoe")))
    nobody = tuple(replace(r, asked_by=None) for r in community.requests)
    by_stranger = tuple(replace(r, asked_by="z") for r in community.requests)
    asked = [(f.decision, f.reasons) for f in decisions(replace(stranger, requests=by_stranger))]
    assert asked == [(f.decision, f.reasons) for f in decisions(replace(stranger, requests=nobody))]
    for request, found in zip(community.requests, decisions(community), strict=True):
        assert request.asked_by not in found.weighed


def test_only_those_active_within_a_year_are_candidates(community: Community) -> None:
    for request, found in zip(community.requests, decisions(community), strict=True):
        year = request.date - timedelta(days=365)
        known = [e for e in community.experiences if e.field == request.field and year <= e.date < request.date]
        assert set(found.weighed) == {m for e in known for m in e.confirmed_by} - {request.asked_by}


def test_years_later_nobody_is_a_candidate(community: Community) -> None:
    late = replace(community.requests[0], date=START + timedelta(days=900))
    (found,) = decisions(replace(community, requests=(late,)))
    assert (found.weighed, found.decision.shown) == ({}, ())


def test_no_book_loses_a_chance(community: Community) -> None:
    for state, found in replay(community):
        assert books_sum(state) == 0
        assert sum(found.decision.due.values()) == sum(found.decision.debits.values())
