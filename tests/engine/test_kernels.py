"""Each compiled loop does what its slow twin does."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fuerwort.engine import _kernels, _text_kernel
from fuerwort.engine.shapes import TieRule
from fuerwort.engine.standing import Network
from tests.engine import dense, twins

N = 12
SHARED = st.tuples(st.integers(0, N - 1), st.integers(0, N - 1), st.floats(0.1, 50)).filter(lambda s: s[0] != s[1])
HISTORY = st.lists(SHARED, min_size=1, max_size=30)
COARSE = TieRule(view_residual=1e-3, candidate_error=1e-2, candidate_residual=1e-2)
RULES = st.sampled_from([TieRule(), COARSE, TieRule(view_residual=0.05, candidate_visits=3, stop=0.1, leak=0.5)])
quick = settings(deadline=None, max_examples=60)


def both(history: Sequence[tuple[int, int, float]], rule: TieRule) -> tuple[Network, twins.Ties]:
    """The same ties, added one by one."""
    net, ties = Network(N, [], [], [], [], 0.0, rule, views=2), twins.Ties(rule)
    for i, j, hours in history:
        net.add(i, j, hours, 0.0)
        ties.add(i, j, hours)
    return net, ties


def same(state: _kernels.State, twin: twins.Push) -> None:
    assert state.p == pytest.approx([twin.p[u] for u in range(N)], abs=1e-13)
    assert state.r == pytest.approx([twin.r[u] for u in range(N)], abs=1e-13)
    kept = np.zeros(N, np.bool_)
    kept[state.touched[: state.filled[0]]] = True
    assert kept[(state.p != 0) | (state.r != 0)].all()
    assert (state.mark == np.where(kept, _kernels.SEEN, _kernels.FREE)).all()


@quick
@given(HISTORY, RULES)
def test_ties_grow_as_their_twin_does(history: list[tuple[int, int, float]], rule: TieRule) -> None:
    net, ties = both(history, rule)
    for i in range(N):
        assert net.colleagues(i)[0].tolist() == list(ties.hours[i])
        assert net.colleagues(i)[1] == pytest.approx([ties.weight(i, j) for j in ties.hours[i]], rel=1e-13)
        assert net._ties.rows.total[i] == pytest.approx(ties.total(i), rel=1e-13)
        assert [net.tie(i, j) for j in range(N)] == pytest.approx([ties.weight(i, j) for j in range(N)], rel=1e-13)


@quick
@given(HISTORY, st.floats(0.0, 2000.0))
def test_ties_fade_as_their_twin_does(history: list[tuple[int, int, float]], days: float) -> None:
    net, _ = both(history, TieRule())
    net.age(days)
    faded = twins.Ties(TieRule())
    for i, j, hours in history:
        faded.add(i, j, hours / 2 ** (days / 365))
    for i in range(N):
        assert net.colleagues(i)[1] == pytest.approx([faded.weight(i, j) for j in faded.hours[i]], rel=1e-9)
        assert net._ties.rows.total[i] == pytest.approx(faded.total(i), rel=1e-9)


@quick
@given(HISTORY, RULES, st.sets(st.integers(0, N - 1), min_size=1, max_size=3), st.integers(0, 40))
def test_a_push_spreads_as_its_twin_does(
    history: list[tuple[int, int, float]], rule: TieRule, seeds: set[int], visits: int
) -> None:
    net, ties = both(history, rule)
    state, twin = net._own, twins.Push(ties)
    tail = 0
    for seed in seeds:
        state.r[seed] = twin.r[seed] = 1.0
        tail = _kernels.wait(state, seed, tail)
    left = _kernels.push(net._ties.rows, state, rule.stop, 1e-4, visits, tail)
    assert left == twin.run(1e-4, visits, list(seeds))
    same(state, twin)
    _kernels.clear(state)
    same(state, twins.Push(ties))


@quick
@given(HISTORY, HISTORY, RULES, st.integers(0, N - 1))
def test_a_view_is_corrected_as_its_twin_is(
    history: list[tuple[int, int, float]], later: list[tuple[int, int, float]], rule: TieRule, seed: int
) -> None:
    net, ties = both(history, rule)
    seeds = [seed, (seed + 1) % N]
    view, other = net.view(seeds), net.view(0)
    twin = twins.Push(ties).start(list(view.seeds))
    for i, j, hours in later:
        net.add(i, j, hours, 0.0)
        twin.correct(i, j, hours)
    same(net._seen(view), twin)
    truth = dense.flow(net)
    for looked in (view, other):  # the invariant of every push: settled + residuals spread out = truth
        state = net._seen(looked)
        assert state.p + state.r @ truth == pytest.approx(truth[list(looked.seeds)].mean(axis=0), abs=1e-12)
        assert (np.abs(state.r) <= rule.view_residual * net._ties.rows.total * (1 + 1e-9)).all()


@quick
@given(HISTORY, RULES, st.integers(0, N - 1))
def test_reach_and_its_error_are_those_of_their_twin(
    history: list[tuple[int, int, float]], rule: TieRule, seed: int
) -> None:
    net, ties = both(history, rule)
    view, twin = net.view(seed), twins.Push(ties).start([seed])
    reach, error = net.reach(view, range(N)), net.error_bound(view, range(N))
    slow = [twins.reached(v, twin) for v in range(N)]
    assert reach == pytest.approx([r for r, _ in slow], abs=1e-12)
    assert error == pytest.approx([e for _, e in slow], abs=1e-12)
    assert (np.abs(reach - dense.reach(net, [seed])) <= error + 1e-12).all()
    assert not net._own.filled[0]
    assert not net._own.r.any()


GRAMS = 9
TEXTS = st.lists(st.dictionaries(st.integers(0, GRAMS - 1), st.floats(0.1, 9), max_size=GRAMS), min_size=1, max_size=6)
WEIGHTS = st.lists(st.just(0.0) | st.floats(0.01, 4), min_size=GRAMS, max_size=GRAMS)


@quick
@given(TEXTS, WEIGHTS, WEIGHTS, st.data())
def test_cosines_are_those_of_their_twin(
    texts: list[dict[int, float]], idf: list[float], asked: list[float], data: st.DataObject
) -> None:
    wanted = data.draw(st.lists(st.integers(0, len(texts) - 1), max_size=6))
    query = np.array(asked) / (np.linalg.norm(asked) or 1.0)
    starts = np.cumsum([0, *(len(t) for t in texts)])
    grams = np.array([g for t in texts for g in t], np.int64)
    counts = np.array([c for t in texts for c in t.values()], np.float64)
    found = _text_kernel.cosines(np.array(wanted, np.int64), starts, grams, counts, np.array(idf), query)
    slow = [twins.cosine(texts[k], dict(enumerate(idf)), dict(enumerate(query.tolist()))) for k in wanted]
    assert found == pytest.approx(slow, rel=1e-9)
