"""What is measured of a world: one figure a row."""

import numpy as np
from numpy.typing import NDArray

from fuerwort.lab.whatif.world import WEEKS, World

Floats = NDArray[np.float64]

OUTPUTS = {
    "output": "Quality-weighted jobs a member and month",
    "quality": "Quality of work at the end",
    "fit": "Quality of whom the client asks, beside the best who was free",
    "passed": "Enquiries left over that reached somebody",
    "sent": "Clients who asked for a name, a member and month",
    "referred": "Members with a recommendation that became work, in the last 12 months",
    "openness": "Openness at the end",
    "strain": "Feelings of being passed over, per 100 recommendations",
    "received_gini": "Gini of recommendations received",
    "isolated": "Members without exchange for three months, at the end",
    "off_hours": "Hours a week outside one's own field",
    "practice_hours": "Hours a week in one's own practice",
    "paid_hours": "Paid hours a week",
    "own_income": "EUR a month from one's own field",
    "off_income": "EUR a month from outside it",
    "income_gini": "Gini of income",
    "poor": "Member-months with an income below 1,000 EUR",
    "volatility": "Monthly income: deviation beside mean",
    "stress": "Stress, mean",
}
MONEY = ("income_gini", "poor", "volatility", "stress")
"""Those that a payment changes by accounting; of the others it changes only what somebody does."""


def measured(world: World) -> dict[str, Floats]:
    """Every output of a world that was played, (rows,) each."""
    every = {name: np.stack([month[name] for month in world.months]) for name in world.months[0]}
    p, n, months = world.settings, world.plan.members, len(world.months)
    jobs = every["mine"] + every["jobs"] + every["taken"]
    good = every["quality"] * (every["mine"] + every["jobs"] + every["taken"] * p["off_fit"])
    per_job = p["job_hours"][:, 0] / WEEKS
    income = every["income"] / 100
    year = every["jobs"][-12:].sum(axis=0)
    return {
        "output": good.sum(axis=(0, 2)) / (n * months),
        "quality": world.quality.mean(axis=1),
        "fit": ratio(every["fitted"].sum(axis=0), every["named"].sum(axis=0)),
        "passed": ratio(every["named"].sum(axis=0), every["left"].sum(axis=0)),
        "sent": every["sent"].sum(axis=0) / (n * months),
        "referred": (year > 0).mean(axis=1),
        "openness": world.openness.mean(axis=1),
        "strain": 100 * ratio(every["strain"].sum(axis=0), every["named"].sum(axis=0)),
        "received_gini": gini(world.got),
        "isolated": (world.quiet >= 3).mean(axis=1),
        "off_hours": every["taken"].mean(axis=(0, 2)) * per_job,
        "practice_hours": every["practice"].mean(axis=(0, 2)) / WEEKS,
        "paid_hours": jobs.mean(axis=(0, 2)) * per_job,
        "own_income": every["own"].mean(axis=(0, 2)) / 100,
        "off_income": every["off"].mean(axis=(0, 2)) / 100,
        "income_gini": gini(income.sum(axis=0)),
        "poor": (income < 1000).mean(axis=(0, 2)),
        "volatility": ratio(income.std(axis=0), income.mean(axis=0)).mean(axis=1),
        "stress": every["stress"].mean(axis=0),
    }


def ratio(part: NDArray[np.generic], whole: NDArray[np.generic]) -> Floats:
    """Part / whole, and 0 where there is no whole."""
    none = whole == 0
    return np.asarray(np.where(none, 0.0, part / np.where(none, 1, whole)))


def gini(values: NDArray[np.generic]) -> Floats:
    """(rows,) Gini of each row of (rows, members); 0 where all are zero.

    >>> gini(np.array([[1, 1], [0, 2]])).tolist()
    [0.0, 0.5]
    """
    n = values.shape[1]
    ranked = np.sort(values, axis=1).astype(float)
    return ratio(((2 * np.arange(1, n + 1) - n - 1) * ranked).sum(axis=1), n * ranked.sum(axis=1))
