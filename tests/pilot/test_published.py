"""Tables that others published from their trials, computed by the code that analyses a pilot."""

from functools import cache
from itertools import groupby

import numpy as np

from fuerwort.pilot.analysis.family import sharpened_q
from fuerwort.pilot.analysis.regression import Effect, difference, least_squares
from tests.pilot.trials import Printed, columns, folder, printed, stata

CONTRASTS = {"Individual - Poverty": (1, 0), "Community - Poverty": (0, 1), "Individual - Community": (1, -1)}
CONTROLS = ("soc.fem.c", "soc.pri.c", "soc.age.c", "ses.unemp.c")
"""Female, finished primary school, age, unemployed; centred. Tables 6 and 7 let each differ by arm (Lin 2013)."""


@cache
def kenya() -> dict[str, np.ndarray]:
    return columns(folder() / "KenyaData.csv")


def outcome(name: str) -> np.ndarray:
    data = kenya()

    def average(*columns: np.ndarray) -> np.ndarray:
        return np.nanmean(columns, axis=0)

    return {
        "No. of videos": lambda: data["vid.num"],
        "Amount saved": lambda: data["sav.amt"],
        "Recorded message": lambda: data["msg.dec"],
        "Self-efficacy (avg.)": lambda: average(*(data[f"sel.{k}"] for k in ("con", "pers", "com", "prob", "bett"))),
        "Stigma (avg.)": lambda: average(
            6 - data["jud.fam"], 6 - data["jud.com"], data["jud.judg"], data["jud.emb"], data["jud.ups"]
        ),
        "Affect (avg.)": lambda: average(
            data["aff.pos"] * 5 / 6, data["aff.pow"], 6 - data["aff.ash"], 6 - data["aff.fina"]
        ),
        "Social status": lambda: data["ses.lad.now"],
        "Anticipated social mobility": lambda: data["ses.lad.y2"],
        "Message support": lambda: data["msg.avg"],
        "Query ordering": lambda: data["que.smrd"],
    }[name]()


def estimated(row: Printed) -> Effect:
    data = kenya()
    arms = [data["ind"], data["com"]]
    columns = [np.ones(len(data["ind"])), *arms]
    if row.table in (6, 7):
        columns += [c * arm for c in (data[name] for name in CONTROLS) for arm in (1.0, *arms)]
    weights = [0.0, *CONTRASTS[row.panel]] + [0.0] * (len(columns) - 3)
    return least_squares(outcome(row.outcome), np.stack(columns, axis=-1), robust="HC1").effect(weights)


def test_all_sixty_rows_of_thomas_and_others_2020() -> None:
    rows = list(printed(folder() / "S1_appendix.docx"))
    assert len(rows) == 60
    for (_, panel), grouped in groupby(rows, key=lambda row: (row.table, row.panel)):
        family = list(grouped)
        effects = [estimated(row) for row in family]
        reference = kenya()["com" if panel == "Individual - Community" else "pov"] == 1
        for row, effect, q in zip(family, effects, sharpened_q([e.p for e in effects]), strict=True):
            mean = np.nanmean(outcome(row.outcome)[reference])
            found = [f"{value:.3f}" for value in (effect.estimate, effect.se, effect.p, q, mean)]
            assert [*found, str(effect.n)] == [row.coefficient, row.se, row.p, row.q, row.mean, row.n], row


EARNINGS = {722: (886, 488), 445: (1794, 671)}
"""Difference and standard error in dollars: all men (LaLonde 1986), and those with two earlier years (Dehejia and
Wahba 1999). A file holds one of the two, told apart by the number of men."""


def test_the_earnings_of_the_national_supported_work_programme() -> None:
    data = stata(folder() / "nsw.dta")
    effect = difference(data["re78"], data["treat"])
    assert (round(effect.estimate), round(effect.se)) == EARNINGS[effect.n]
