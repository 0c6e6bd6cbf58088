"""Plan, register, join, fix, draw: what each state allows, and what it refuses."""

import ast
import inspect
import json
from datetime import timedelta
from hashlib import sha256

import pytest

from fuerwort.engine.draw import QUICKNET, round_at
from fuerwort.fund.models import Contribution, Payer
from fuerwort.people.errors import Missing
from fuerwort.people.models import Event, News
from fuerwort.pilot import strata
from fuerwort.pilot.actions import drawing, enrolment, planning, secrets
from fuerwort.pilot.actions.drawing import Source
from fuerwort.pilot.errors import PilotRefused
from fuerwort.pilot.models import DAY, NEXT, Arm, Kind, Participant, State
from fuerwort.pilot.queries import pilots
from tests.cast import NOW
from tests.pilot.life import DRAND, DUE, FIRST, LOTTERY, NUMBERS, SECRETS, Life, life, secret
from tests.tables import table


@pytest.fixture
def one(cast) -> Life:
    return life(cast)


def refused(says: str, do, *args: object, **more: object) -> None:
    with pytest.raises(PilotRefused, match=says):
        do(*args, **more)


def at_state(one: Life, state: str) -> Life:
    """The pilot in a state, by the way that leads there."""
    host, pilot = one.cast.host, one.pilot
    steps = {
        State.PLANNED: lambda: None, State.REGISTERED: one.registered, State.ENROLLING: one.joined,
        State.COMMITTED: one.committed, State.DRAWN: one.drawn,
    }  # fmt: skip
    if state in steps:
        steps[state]()
    elif state == State.RUNNING:
        one.drawn()
        planning.begin(pilot=pilot, by=host, at=NOW.replace(year=2027, month=2, day=1))
    else:
        planning.call_off(pilot=pilot, why="", by=host, at=NOW)
    return one


DO = {
    "write": lambda one: planning.write(pilot=one.pilot, values={"months": 13}, by=one.cast.host, at=NOW),
    "register": lambda one: planning.register(pilot=one.pilot, by=one.cast.host, at=NOW),
    "deviate": lambda one: planning.deviate(pilot=one.pilot, what="a", why="b", by=one.cast.host, at=NOW),
    "open": lambda one: enrolment.open_enrolment(pilot=one.pilot, by=one.cast.host, at=NOW),
    "join": lambda one: one.join(one.cast.treasurer, buffer="less"),
    "promise": lambda one: one.promise(one.cast.owner),
    "fix": lambda one: drawing.commit(pilot=one.pilot, source=LOTTERY, by=one.cast.host, at=NOW),
    "draw": lambda one: drawing.draw(pilot=one.pilot, revealed=NUMBERS, by=one.cast.host, at=DUE),
    "begin": lambda one: planning.begin(pilot=one.pilot, by=one.cast.host, at=NOW.replace(year=2027, month=2, day=1)),
    "call off": lambda one: planning.call_off(pilot=one.pilot, why="x", by=one.cast.host, at=NOW),
}
ROWS = table("pilot.md", "## Worked table")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["state"])
def test_each_state_allows_what_the_table_says(one: Life, row: dict[str, str]) -> None:
    from django.db import transaction  # noqa: PLC0415

    at_state(one, row["state"])
    allowed = set()
    for name, do in DO.items():
        with transaction.atomic():
            try:
                do(one)
                allowed.add(name)
            except PilotRefused:
                pass
            transaction.set_rollback(True)
    assert allowed == {name for name in DO if row[name] == "yes"}


def test_the_table_has_each_state_this_part_leads_to() -> None:
    assert {row["state"] for row in ROWS} == set(NEXT) - {State.LOCKED, State.REPORTED}


def test_only_who_runs_pilots_runs_one(one: Life) -> None:
    for nobody in (one.cast.owner, one.cast.treasurer, one.cast.stranger):
        if nobody != one.cast.stranger:  # a host, of another space
            with pytest.raises(Missing):
                planning.plan(title="x", by=nobody, at=NOW)
        with pytest.raises(Missing):
            planning.register(pilot=one.pilot, by=nobody, at=NOW)
        for do in (enrolment.open_enrolment, secrets.void):
            with pytest.raises(Missing):
                do(pilot=one.pilot, by=nobody, at=NOW)


def test_a_registration_is_canonical_and_its_hash_right(one: Life) -> None:
    made = planning.register(pilot=one.pilot, by=one.cast.host, at=NOW)
    assert sha256(made.text.encode()).hexdigest() == made.sha256
    said = json.loads(made.text)
    assert planning.canonical(said) == made.text
    assert said["terms"]["people"] == 20
    assert said["smallest effect in SD"] == "descriptive pilot"
    assert said["waves"] == [-2, -1, 0, *range(1, 13), 13, 14, 15]
    assert one.now.first == FIRST


@pytest.mark.parametrize(("values", "step"), [
    ({"question": " "}, "question"), ({"amount": 0}, "payment"), ({"months": 121}, "payment"),
    ({"primary": ""}, "outcomes"), ({"primary": "authentic"}, "outcomes"), ({"exploratory": ["x"]}, "outcomes"),
    ({"family": ["trust", "hours", "care", "fairness", "openness", "strain"]}, "outcomes"),
    ({"first": ""}, "size"), ({"strata": ["sign"]}, "size"), ({"people": 7}, "size"),
    ({"months": 2, "every": 3}, "size"), ({"publish": False}, "care"), ({"harms": ""}, "care"),
])  # fmt: skip
def test_what_is_missing_is_said_by_step(one: Life, values: dict[str, object], step: str) -> None:
    planning.write(pilot=one.pilot, values=values, by=one.cast.host, at=NOW)
    assert set(planning.problems(planning.Terms.of(one.now.terms))) == {step}
    refused("nicht vollständig", planning.register, pilot=one.pilot, by=one.cast.host, at=NOW)


def test_what_is_no_plan_is_not_written(one: Life) -> None:
    write = {"pilot": one.pilot, "by": one.cast.host, "at": NOW}
    refused("kein Plan", planning.write, values={"colour": "red"}, **write)
    refused("kein Plan", planning.write, values={"first": "soon"}, **write)
    refused("2000", planning.write, values={"question": "x" * 2001}, **write)
    refused("Titel", planning.write, values={}, title=" ", **write)
    late = NOW.replace(year=2027, month=2, day=1)
    refused("vorbei", planning.register, pilot=one.pilot, by=one.cast.host, at=late)


def test_a_deviation_may_move_the_first_month_until_it_has_come(one: Life) -> None:
    one.registered()
    said = {"pilot": one.pilot, "what": "später", "why": "Geld", "by": one.cast.host, "at": NOW}
    planning.deviate(first=FIRST.replace(month=4, day=9), **said)
    assert one.now.first == FIRST.replace(month=4)
    refused("vorbei", planning.deviate, first=FIRST.replace(year=2026), **said)
    refused("Zeichen", planning.deviate, **said | {"why": ""})
    assert [found.number for found in one.pilot.deviations.all()] == [1]


def test_who_takes_part_is_told_to_nobody(one: Life) -> None:
    one.joined()
    joined = Event.objects.filter(verb="pilot.joined")
    assert joined.count() == len(one.members)
    assert not joined.exclude(by=None).exists()
    names = {member.public for member in one.members}
    assert not [event for event in joined if names & set(map(str, event.facts.values()))]


def test_joining_needs_consent_answers_and_a_place_here(one: Life) -> None:
    one.open()
    said = {"pilot": one.pilot, "nonce": "n", "by": one.cast.owner, "at": NOW}
    refused("Einwilligung", enrolment.join, consent=False, facts={"buffer": "less"}, **said)
    for facts in (None, {}, {"buffer": "rich"}):
        refused("alle Fragen", enrolment.join, consent=True, facts=facts, **said)
    with pytest.raises(Missing):
        enrolment.join(consent=True, facts={"buffer": "less"}, **said | {"by": one.cast.stranger})
    one.join(one.cast.owner)
    refused("schon", one.join, one.cast.owner)


def test_a_token_is_of_chance_alone(one: Life) -> None:
    found = one.open().join(one.cast.owner)
    assert found.token == sha256(f"{found.public}|{found.nonce}".encode()).hexdigest()
    assert found.public != one.cast.owner.public


def test_entry_is_never_tied_to_paying(one: Life) -> None:
    """Nobody who joins here gives anything, and nothing that decides who is in knows the fund."""
    one.drawn()
    assert not Contribution.objects.exists()
    assert not Payer.objects.exists()
    for module in (enrolment, drawing, strata, planning, secrets):
        tree = ast.parse(inspect.getsource(module))
        modules = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        assert not [name for name in modules if name.startswith("fuerwort.fund")], module
    columns = {field.name for field in Participant._meta.get_fields() if field.concrete}
    assert not {name for name in columns if "paid" in name or "contribution" in name or "cents" in name}


def test_leaving_before_leaves_nothing_and_afterwards_changes_no_arm(one: Life) -> None:
    one.joined()
    enrolment.withdraw(pilot=one.pilot, by=one.cast.owner, at=NOW)
    assert one.pilot.participants.count() == len(one.members) - 1
    with pytest.raises(Missing):
        enrolment.withdraw(pilot=one.pilot, by=one.cast.owner, at=NOW)
    drawing.commit(pilot=one.pilot, source=LOTTERY, by=one.cast.host, at=NOW)
    enrolment.withdraw(pilot=one.pilot, by=one.cast.insider, at=NOW)
    drawing.draw(pilot=one.pilot, revealed=NUMBERS, by=one.cast.host, at=DUE)
    found = one.pilot.participants.get(membership=one.cast.insider)
    assert (found.withdrawn_at, bool(found.arm)) == (NOW, True)
    assert not one.pilot.participants.filter(membership=one.cast.owner).exists()


def test_what_strata_are_cut_by_is_forgotten_when_the_roster_is_fixed(one: Life) -> None:
    one.joined()
    assert all(json.loads(found.facts) for found in one.pilot.participants.all())
    drawing.commit(pilot=one.pilot, source=LOTTERY, by=one.cast.host, at=NOW)
    assert {found.facts for found in one.pilot.participants.all()} == {""}


def test_whoever_has_left_the_space_is_not_in_the_roster(one: Life) -> None:
    one.joined()
    one.cast.owner.left_at = NOW
    one.cast.owner.save()
    made = drawing.commit(pilot=one.pilot, source=LOTTERY, by=one.cast.host, at=NOW)
    assert f"members {len(one.members) - 1}\n" in made.roster


def test_the_hash_is_public_for_a_day_before_the_randomness(one: Life) -> None:
    one.joined()
    for due in (NOW, NOW + DAY - timedelta(minutes=1), NOW + DAY + timedelta(seconds=59) - timedelta(minutes=1)):
        source = Source(kind="drand", due=due)
        refused("24 Stunden", drawing.commit, pilot=one.pilot, source=source, by=one.cast.host, at=NOW)
    late = Source(kind="drand", due=NOW.replace(year=2027, month=2, day=1))
    refused("bevor", drawing.commit, pilot=one.pilot, source=late, by=one.cast.host, at=NOW)
    made = drawing.commit(pilot=one.pilot, source=Source(kind="drand", due=NOW + DAY), by=one.cast.host, at=NOW)
    assert f"source drand {QUICKNET} {round_at(int((NOW + DAY).timestamp()))}\n" in made.roster
    refused("noch nicht", drawing.draw, pilot=one.pilot, revealed="0" * 64, by=one.cast.host,
            at=NOW + DAY - timedelta(seconds=1))  # fmt: skip


def test_lottery_numbers_need_a_name_and_an_address(one: Life) -> None:
    one.joined()
    for change in ({"named": "!"}, {"check_at": ""}):
        source = Source(**{"kind": "numbers", "due": DUE, "named": "Lotto", "check_at": "https://x.example"} | change)
        refused("Lotterie", drawing.commit, pilot=one.pilot, source=source, by=one.cast.host, at=NOW)
    drawing.commit(pilot=one.pilot, source=LOTTERY, by=one.cast.host, at=NOW)
    assert "source numbers lotto-6aus49-23.11.2026\n" in one.draw.roster
    refused("sechs bis zwanzig", drawing.draw, pilot=one.pilot, revealed="1 2 3", by=one.cast.host, at=DUE)
    drawing.draw(pilot=one.pilot, revealed=" 03, 11, 19; 27 40-44 / 8", by=one.cast.host, at=DUE)
    assert one.draw.revealed == NUMBERS


def test_a_signature_of_drand_is_hashed_as_drand_does(one: Life) -> None:
    one.committed(DRAND)
    refused("64", drawing.draw, pilot=one.pilot, revealed="xyz", by=one.cast.host, at=DUE)
    drawing.draw(pilot=one.pilot, revealed="AB" * 48, by=one.cast.host, at=DUE)
    assert one.draw.revealed == sha256(bytes.fromhex("ab" * 48)).hexdigest()


def test_arms_are_what_the_engine_drew(one: Life) -> None:
    one.drawn()
    told = {receipt.token: receipt.drawn for receipt in pilots.receipts(one.draw)}
    rows = {found.token: found.arm == Arm.DRAWN for found in one.pilot.participants.all()}
    assert rows == told
    assert sum(told.values()) == len(told) // 2
    assert one.now.state == State.DRAWN
    assert News.objects.filter(code="pilot.drawn").count() == len(one.members)


def test_secrets_are_promised_given_and_drawn_with(one: Life) -> None:
    three = one.members[:3]
    one.joined()
    one.promise(*three[:2])
    refused("drei Mitglieder", drawing.commit, pilot=one.pilot, source=SECRETS, by=one.cast.host, at=NOW)
    refused("64", secrets.promise, pilot=one.pilot, hash="x", by=three[2], at=NOW)
    same = one.pilot.secrets.get(membership=three[0]).hash
    refused("genau das", secrets.promise, pilot=one.pilot, hash=same, by=three[2], at=NOW)
    one.promise(*three)
    drawing.commit(pilot=one.pilot, source=SECRETS, by=one.cast.host, at=NOW)
    refused("steht fest", one.promise, one.members[3])
    give = {"pilot": one.pilot, "at": DUE}
    refused("noch nicht", secrets.give, secret=secret(three[0]), by=three[0], **give | {"at": NOW})
    refused("nicht das Geheimnis", secrets.give, secret="x" * 30, by=three[0], **give)
    with pytest.raises(Missing):
        secrets.give(secret=secret(one.members[3]), by=one.members[3], **give)
    for member in three[:2]:
        secrets.give(secret=secret(member), by=member, **give)
    refused("fehlt noch", drawing.draw, pilot=one.pilot, revealed="", by=one.cast.host, at=DUE)
    secrets.give(secret=secret(three[2]), by=three[2], **give)
    drawing.draw(pilot=one.pilot, revealed="", by=one.cast.host, at=DUE)
    assert sorted(one.draw.revealed.split()) == sorted(map(secret, three))


def test_a_secret_kept_back_voids_the_draw_and_the_next_is_without_them(one: Life) -> None:
    silent, *others = one.members[:4]
    one.joined()
    one.promise(silent, *others)
    first = drawing.commit(pilot=one.pilot, source=SECRETS, by=one.cast.host, at=NOW)
    for member in others:
        secrets.give(pilot=one.pilot, secret=secret(member), by=member, at=DUE)
    refused("eine Woche", secrets.void, pilot=one.pilot, by=one.cast.host, at=DUE + timedelta(days=6))
    late = DUE + timedelta(days=7)
    secrets.void(pilot=one.pilot, by=one.cast.host, at=late)
    refused("neu angekündigt", drawing.draw, pilot=one.pilot, revealed="", by=one.cast.host, at=late)
    refused("zurückgehalten", one.promise, silent)
    assert pilots.mine(here(silent), one.now, late).may_promise is False
    anew = Source(kind=Kind.DRAND, due=late + DAY)
    second = drawing.commit(pilot=one.pilot, source=anew, by=one.cast.host, at=late)
    assert first.roster.split("members")[1] == second.roster.split("members")[1]
    drawing.draw(pilot=one.pilot, revealed="0" * 64, by=one.cast.host, at=late + DAY)
    assert one.now.state == State.DRAWN


def here(member):
    from fuerwort.people.queries import here_for  # noqa: PLC0415

    return here_for(member.person, member.space.slug)


def test_few_people_are_not_drawn(cast) -> None:
    one = life(cast, more=3).joined()
    refused("7 machen mit", drawing.commit, pilot=one.pilot, source=LOTTERY, by=cast.host, at=NOW)


def test_strata_are_never_smaller_than_four_where_there_are_more() -> None:
    for sizes in ((1,), (2, 1), (4, 3), (9, 2, 1), (5, 5, 1), (1,) * 9):
        people = {f"{k}-{j}": {"field": str(k)} for k, size in enumerate(sizes) for j in range(size)}
        found = strata.cut(people)
        counts = [list(found.values()).count(label) for label in set(found.values())]
        assert sum(counts) == sum(sizes)
        assert min(counts) >= min(strata.FEWEST, sum(sizes))
        assert set(found.values()) == {f"s{k}" for k in range(1, len(counts) + 1)}
