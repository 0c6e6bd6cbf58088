"""The draw: to the byte, the same in any order, changed by any byte, and with the chances it promises."""

import hashlib
import random
import re
from collections import Counter
from fractions import Fraction
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from fuerwort.engine import draw as rule
from fuerwort.engine.draw import Draw, DrawError, Roster, draw, token
from tests.tables import RULES, table

NUMBERS = "3 11 19 27 40 44 8"
SOURCE, DATE = "numbers lotto-6aus49-2027-01-16", "2027-01-16T18:25Z"
PAGE = (RULES / "draw.md").read_text(encoding="utf-8")
EXAMPLE = re.search("```\n(.*?)```", PAGE, re.DOTALL)[1]


def roster(*sizes: int, ratio: tuple[int, int] = (1, 1)) -> Roster:
    members = [(f"s{k}", token(f"{k}.{i}", "nonce")) for k, size in enumerate(sizes) for i in range(size)]
    return Roster(tuple(members), SOURCE, DATE, ratio)


def test_it_computes_the_worked_example() -> None:
    rows = table("draw.md")
    members = tuple((row["stratum"], token(row["member"], f"{row['member']}-nonce")) for row in rows)
    fixed = Roster(members, SOURCE, DATE)
    assert fixed.text == EXAMPLE
    result = draw(fixed, NUMBERS)
    assert f"commitment  {fixed.commitment}" in PAGE
    assert f"seed        {result.seed}" in PAGE
    for row, one, (_, own) in zip(rows, result.receipts, members, strict=True):
        assert one == result.receipt(own)
        assert (one.mark[:8], str(one.place)) == (row["mark begins"], row["place"])
        assert f"{one.drawn_here} of {one.here}" == row["places"]
        assert one.drawn == (row["drawn"] == "yes") == (own in result.drawn)
        assert one.chance == Fraction(3, 7)


ROSTERS = st.builds(
    lambda sizes, ratio: roster(*sizes, ratio=ratio),
    st.lists(st.integers(1, 9), min_size=1, max_size=6).filter(lambda sizes: sum(sizes) > 3),
    st.sampled_from([(1, 1), (1, 2), (2, 3), (3, 1)]),
)


@settings(max_examples=60, deadline=None)
@given(ROSTERS, st.randoms(use_true_random=False))
def test_the_order_of_input_does_not_matter(one: Roster, chance: random.Random) -> None:
    members = list(one.members)
    chance.shuffle(members)
    again = Roster(tuple(members), one.source, one.date, one.ratio)
    assert again.text.encode() == one.text.encode()
    assert draw(again, NUMBERS) == draw(one, NUMBERS)
    assert Roster.read(one.text) == one


@settings(max_examples=60, deadline=None)
@given(ROSTERS, st.text("0123456789", min_size=1, max_size=4).map(lambda s: f"1 2 3 4 5 {int(s)}"))
def test_places_are_the_exact_part_rounded_down_or_up(one: Roster, revealed: str) -> None:
    result = draw(one, revealed)
    assert len(result.drawn) == one.places == len(one.members) * one.ratio[0] // sum(one.ratio)
    for stratum, here in Counter(stratum for stratum, _ in one.members).items():
        drawn = sum(receipt.drawn for receipt in result.receipts if receipt.stratum == stratum)
        exact = Fraction(one.places * here, len(one.members))
        assert int(exact) <= drawn <= -int(-exact // 1)


def test_any_changed_byte_changes_the_commitment() -> None:
    text = EXAMPLE.encode()
    seen = {hashlib.sha256(text).hexdigest()}
    assert seen == {Roster.read(EXAMPLE).commitment}
    readable = 0
    for at in range(len(text)):
        for other in b"0a \n:z":
            changed = text[:at] + bytes([other]) + text[at + 1 :]
            if changed == text:
                continue
            try:
                found = Roster.read(changed.decode("ascii"))
            except DrawError:
                continue
            readable += 1
            assert found.text.encode() == changed
            seen.add(found.commitment)
    assert readable > 100
    assert len(seen) == readable + 1


@pytest.mark.parametrize(
    "changed",
    [
        Roster.read(EXAMPLE.replace("2027-01-16T18:25", "2027-01-16T18:26")),
        Roster.read(EXAMPLE.replace("6aus49", "6aus50")),
        Roster.read(EXAMPLE.replace("1:1", "2:2")),
        Roster.read(EXAMPLE.replace("members 7", "members 6").replace(EXAMPLE.splitlines()[-1] + "\n", "")),
    ],
)
def test_whatever_is_changed_everything_is_drawn_anew(changed: Roster) -> None:
    before = Roster.read(EXAMPLE)
    assert changed.commitment != before.commitment
    assert draw(changed, NUMBERS).seed != draw(before, NUMBERS).seed


def many(fixed: Roster, draws: int) -> list[Draw]:
    return [draw(fixed, f"{k} 1 2 3 4 5") for k in range(draws)]


def extra_places(cut: list[int], n: int) -> np.ndarray:
    """Chance of each pair of strata to both get one more place, exactly: over all orders and starts."""
    both, cases = np.zeros((len(cut), len(cut))), 0
    for order in permutations(range(len(cut))):
        ends = np.cumsum([0, *(cut[s] for s in order)])
        for u in range(n):
            cases += 1
            laid = zip(order, ends, ends[1:], strict=False)
            hit = [s for s, x, y in laid if any(x <= u + n * k < y for k in range(9))]
            both[np.ix_(hit, hit)] += 1
    return both / cases


def covariance(sizes: list[int], places: int) -> np.ndarray:
    """Of who is drawn (n, n), exactly, by stratum and member."""
    n = sum(sizes)
    whole, cut = zip(*(divmod(places * size, n) for size in sizes), strict=True)
    more = extra_places(list(cut), n)
    pairs = np.zeros((n, n))
    ends = np.cumsum([0, *sizes])
    for s, t in np.ndindex(len(sizes), len(sizes)):
        if s == t:  # E[k (k - 1)] of the n (n - 1) pairs, and E[k] of the n members
            a, r, size = whole[s], more[s, s], sizes[s]
            block = np.full((size, size), (a * (a - 1) + 2 * a * r) / max(1, size * (size - 1)))
            np.fill_diagonal(block, places / n)
        else:
            a, b = whole[s], whole[t]
            block = np.full((1, 1), (a * b + a * more[t, t] + b * more[s, s] + more[s, t]) / (sizes[s] * sizes[t]))
        pairs[ends[s] : ends[s + 1], ends[t] : ends[t + 1]] = block
    return pairs - (places / n) ** 2


def evenness(counts: np.ndarray, draws: int, sizes: list[int], places: int) -> float:
    """How likely counts at least as uneven are, by the exact covariance of the design: chi-squared with its rank."""
    exact = covariance(sizes, places)
    off = counts / draws - places / sum(sizes)
    statistic = draws * off @ np.linalg.pinv(exact, rcond=1e-9) @ off
    return float(stats.chi2.sf(statistic, np.linalg.matrix_rank(exact, tol=1e-9)))


def test_ten_thousand_draws_are_as_even_as_promised() -> None:
    sizes, draws = [1, 2, 3, 5], 10_000
    fixed = roster(*sizes)
    number = {one: i for i, (_, one) in enumerate(fixed.members)}
    counts = np.zeros(sum(sizes))
    for result in many(fixed, draws):
        counts[[number[one] for one in result.drawn]] += 1
    assert evenness(counts, draws, sizes, fixed.places) > 0.01


def test_all_orders_of_a_stratum_are_equally_likely() -> None:
    orders = Counter(tuple(receipt.token for receipt in result.receipts) for result in many(roster(4), 10_000))
    assert len(orders) == 24
    assert stats.chisquare(list(orders.values())).pvalue > 0.01


SECRETS = ["a" * 22, "Correct0Horse1Battery2Staple", "Z" * 64]
HASHED = sorted((hashlib.sha256(one.encode()).hexdigest(), one) for one in SECRETS)
PROMISED = "secrets " + " ".join(hashed for hashed, _ in HASHED)
REVEALED = " ".join(one for _, one in HASHED)


def test_it_draws_by_secrets_and_by_drand() -> None:
    members = roster(3, 3).members
    assert len(draw(Roster(members, PROMISED, DATE), REVEALED).drawn) == 3
    moment = 1_800_124_000 // 60 * 60
    late = rule.round_at(moment)
    date = "2027-01-16T18:26Z"
    assert moment == 1_800_123_960
    assert len(draw(Roster(members, f"drand {rule.QUICKNET} {late}", date), "0a" * 32).drawn) == 3
    assert len(draw(Roster(members, f"drand {'0' * 64} 1", date), "0a" * 32).drawn) == 3


@pytest.mark.parametrize("moment", [0, rule.GENESIS, rule.GENESIS + 1, rule.GENESIS + 3, 1_800_000_001])
def test_the_named_round_is_the_first_at_or_after_the_moment(moment: int) -> None:
    given_at = rule.GENESIS + rule.PERIOD * (rule.round_at(moment) - 1)
    assert max(moment, rule.GENESIS) <= given_at < max(moment, rule.GENESIS) + rule.PERIOD


MEMBERS = roster(3, 3).members


@pytest.mark.parametrize(
    ("members", "source", "date", "ratio", "message"),
    [
        (MEMBERS, "dice", DATE, (1, 1), "must have the form"),
        (MEMBERS, SOURCE, "2027-01-16", (1, 1), "must have the form"),
        (MEMBERS, SOURCE, DATE, (0, 1), "must have the form"),
        ((("S1", "0" * 64),), SOURCE, DATE, (1, 1), "must have the form"),
        ((("s1", "0" * 63),), SOURCE, DATE, (1, 1), "must have the form"),
        (MEMBERS, SOURCE, "2027-02-30T18:25Z", (1, 1), "there is no 2027-02-30"),
        ((*MEMBERS, ("s9", MEMBERS[0][1])), SOURCE, DATE, (1, 1), "in the roster twice"),
        (MEMBERS[:1], SOURCE, DATE, (1, 1), "1 members at 1:1 make no two groups"),
        (MEMBERS, PROMISED.replace(HASHED[0][0], HASHED[1][0]), DATE, (1, 1), "by different hashes, in order"),
        (MEMBERS, f"drand {rule.QUICKNET} 7", DATE, (1, 1), "comes round .*, not 7"),
    ],
)
def test_it_refuses_a_roster(members, source: str, date: str, ratio: tuple[int, int], message: str) -> None:
    with pytest.raises(DrawError, match=message):
        Roster(tuple(members), source, date, ratio)


@pytest.mark.parametrize(
    ("source", "revealed", "message"),
    [
        (SOURCE, "3 11 19 27 40", "numbers are six to twenty"),
        (SOURCE, "3 11 19 27 40 044", "numbers are six to twenty"),
        (f"drand {'0' * 64} 1", "0a" * 31, "64 hex digits"),
        (PROMISED, "too short", "22 to 64 letters and digits"),
        (PROMISED, " ".join(sorted(SECRETS)[:2]), "not the secrets that were promised"),
    ],
)
def test_it_refuses_randomness(source: str, revealed: str, message: str) -> None:
    with pytest.raises(DrawError, match=message):
        draw(Roster(MEMBERS, source, DATE), revealed)


@pytest.mark.parametrize("text", ["", EXAMPLE[:-1], EXAMPLE + "\n", EXAMPLE.replace("members 7", "members 8")])
def test_it_reads_a_roster_only_to_the_byte(text: str) -> None:
    with pytest.raises(DrawError, match=r"to the byte|not counted right"):
        Roster.read(text)


def test_a_token_that_takes_no_part_has_no_receipt() -> None:
    with pytest.raises(DrawError, match="not in this roster"):
        draw(roster(2, 2), NUMBERS).receipt("0" * 64)
