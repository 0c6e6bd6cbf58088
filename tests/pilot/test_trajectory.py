"""Month by month: arms, effect, and an interval that holds for all months together."""

import numpy as np
import pytest

from fuerwort.pilot.analysis.ancova import ancova, collapse
from fuerwort.pilot.analysis.lottery import Lottery
from fuerwort.pilot.analysis.trajectory import trajectory


def test_each_wave_is_an_ancova_and_empty_waves_are_left_out() -> None:
    rng = np.random.default_rng(0)
    lottery = Lottery.of(np.arange(40) % 4, 20)
    treated = lottery.redraw(1, 1)[0]
    person = rng.normal(size=(40, 1))
    before, after = person + rng.normal(size=(40, 3)), person + rng.normal(size=(40, 5))
    after[:, 2] = np.nan
    after[np.flatnonzero(treated)[2:], 3] = np.nan
    points = trajectory(before, after, treated, lottery, 7, draws=500)
    assert [point.wave for point in points] == [0, 1, 4]
    for point in points:
        column = after[:, point.wave]
        assert point.effect == ancova(column, collapse(before), treated)
        assert point.drawn.value == pytest.approx(column[treated].mean())
        assert point.compared.se == pytest.approx(column[~treated].std(ddof=1) / np.sqrt(20))
        assert (point.drawn.n, point.compared.n) == (20, 20)
        low, high = point.effect.interval()
        assert point.together[0] < low < high < point.together[1]


def test_without_answers_there_is_no_trajectory() -> None:
    nothing = np.full((8, 2), np.nan)
    assert trajectory(np.zeros((8, 1)), nothing, np.arange(8) < 4, Lottery.of([0] * 8, 4), 1) == ()
