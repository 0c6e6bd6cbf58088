"""The verifier of one file: the same as the engine, alone, quick, and never satisfied with what is not right."""

import random
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from fuerwort.engine import draw as engine
from fuerwort.pilot import verify_draw
from tests.engine.test_draw import DATE, EXAMPLE, NUMBERS, PROMISED, REVEALED, roster

FILE = Path(verify_draw.__file__)


def spent() -> float:
    """Seconds of a core that finished children of this process have used: the clock of a busy machine tells nothing."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def rosters(count: int, seed: int = 0) -> list[tuple[engine.Roster, str]]:
    """Random rosters of 2 to 60 members, with all three kinds of randomness."""
    chance = random.Random(seed)
    found: list[tuple[engine.Roster, str]] = []
    while len(found) < count:
        labels = chance.sample(["s1", "s10", "s2", "a", "a-b", "a.b", "0", "z" * 40], chance.randint(1, 8))
        ratio = (chance.randint(1, 9), chance.randint(1, 9))
        members = tuple(
            (chance.choice(labels), engine.token(str(k), str(chance.random()))) for k in range(chance.randint(2, 60))
        )
        source, revealed = chance.choice(
            [
                (f"drand {chance.getrandbits(256):064x} {chance.randint(1, 10**9)}", f"{chance.getrandbits(256):064x}"),
                ("numbers eurojackpot-2027-01-15", " ".join(map(str, sorted(chance.sample(range(1, 51), 7))))),
                (PROMISED, REVEALED),
            ]
        )
        if len(members) * ratio[0] // sum(ratio) > 0:
            found.append((engine.Roster(members, source, DATE, ratio), revealed))
    return found


def said(result: engine.Draw) -> dict[str, tuple[list[str], int]]:
    """What an engine's draw says, in the verifiers' words."""
    strata: dict[str, tuple[list[str], int]] = {}
    for receipt in result.receipts:
        strata.setdefault(receipt.stratum, ([], receipt.drawn_here))[0].append(receipt.token)
    return strata


def test_it_agrees_with_the_engine_on_a_thousand_random_rosters() -> None:
    for one, revealed in rosters(1000):
        expected = engine.draw(one, revealed)
        commitment, seed, strata = verify_draw.draw(one.text, revealed)
        assert (commitment, seed, strata) == (one.commitment, expected.seed, said(expected))


def run(path: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-I", "-S", str(FILE), str(path), *arguments], capture_output=True, text=True, check=False
    )


@pytest.fixture
def published(tmp_path: Path) -> Path:
    (path := tmp_path / "roster.txt").write_bytes(EXAMPLE.encode())
    return path


def test_it_runs_alone_and_tells_a_member_their_own_result(published: Path) -> None:
    commitment = engine.Roster.read(EXAMPLE).commitment
    told = run(published, NUMBERS, "--commitment", commitment, "--member", "eva", "--nonce", "eva-nonce")
    assert told.returncode == 0, told.stderr
    assert f"1 {engine.token('eva', 'eva-nonce')} drawn" in told.stdout
    assert told.stdout.count("compared") == 0
    everybody = run(published, NUMBERS).stdout
    assert (everybody.count(" drawn\n"), everybody.count("compared")) == (6, 4)


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ([NUMBERS, "--commitment", "0" * 64], "another roster"),
        ([NUMBERS, "--token", "0" * 64], "not in this roster"),
        (["1 2 3"], "not six to twenty"),
    ],
)
def test_it_says_what_is_not_right(published: Path, arguments: list[str], reason: str) -> None:
    told = run(published, *arguments)
    assert told.returncode == 1
    assert told.stderr.startswith("NOT RIGHT")
    assert reason in told.stderr


def test_it_refuses_every_roster_the_engine_refuses() -> None:
    for at in range(len(EXAMPLE)):
        for other in "0a \n:z9":
            changed = EXAMPLE[:at] + other + EXAMPLE[at + 1 :]
            refused = []
            for draw in (
                lambda text: engine.draw(engine.Roster.read(text), NUMBERS),
                lambda text: verify_draw.draw(text, NUMBERS),
            ):
                try:
                    draw(changed)
                    refused.append(False)
                except ValueError:
                    refused.append(True)
            assert refused[0] == refused[1], changed


def test_a_member_of_a_thousand_checks_in_less_than_a_second_without_a_network(tmp_path: Path) -> None:
    large = roster(400, 350, 150, 60, 40)
    (path := tmp_path / "roster.txt").write_bytes(large.text.encode())
    own = large.members[77][1]
    began = spent()
    told = run(path, NUMBERS, "--token", own)
    assert spent() - began < 1
    assert own in told.stdout
    source = FILE.read_text(encoding="utf-8")
    assert not [word for word in ("fuerwort.", "socket", "urllib", "http") if f"import {word}" in source]
