"""What the lab says, in words: regimes, outcomes, what made a difference. Page, PDF and files say the same."""

import math
from collections.abc import Mapping
from typing import Any

from django.forms import BoundField
from django.utils.formats import number_format
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from fuerwort.lab.whatif.asked import COMPARE, Asked
from fuerwort.lab.whatif.drivers import drivers
from fuerwort.lab.whatif.parameters import Parameter, table
from fuerwort.pilot.queries.beginning import Beginning
from fuerwort.web.forms.lab import PERCENT, LabForm, plain

REGIMES = {
    "home": _("Home office"),
    "market": _("Networking"),
    "social": _("Chance books"),
    "income": _("With income"),
}
OUTCOMES = {
    "output": (_("Work done"), _("jobs a member and month, weighted by quality")),
    "referred": (_("Recommended into work"), _("part of the members, in the last 12 months")),
    "passed": (_("Enquiries that find somebody"), _("part of those a member could not take")),
    "quality": (_("Quality of work"), _("0 to 1, at the end")),
    "openness": (_("Openness"), _("how likely one names somebody, at the end")),
    "strain": (_("Feeling passed over"), _("times for every 100 recommendations")),
    "received_gini": (
        _("How unequally recommendations fall"),
        _("Gini: 0 is even, 1 is all to one"),
    ),
    "isolated": (
        _("Members without exchange"),
        _("part of the members, three months at the end"),
    ),
    "off_hours": (_("Work outside one's own field"), _("hours a week")),
    "practice_hours": (_("One's own practice"), _("hours a week, unpaid")),
    "poor": (_("Months with less than 1,000 euros"), _("part of all months")),
    "volatility": (_("How much income swings"), _("deviation beside the mean")),
}
PARTS = (
    (_("Work"), ("output", "referred", "passed", "quality")),
    (_("Between colleagues"), ("openness", "strain", "received_gini", "isolated")),
    (_("Time and money"), ("off_hours", "practice_hours", "poor", "volatility")),
)
MADE_BY = {
    "mechanics": _("mechanics"),
    "assumption": _("assumption"),
    "both": _("mechanics and assumption"),
    "nothing": _("nothing to tell apart"),
}
KINDS = {
    "estimate": _("estimate"),
    "sign only": _("only the direction is known"),
    "assumption": _("assumption"),
    "design": _("our own design"),
}
UNITS = {
    "a month": _("a month"), "log": _("log"), "share": _("share"), "EUR a job": _("EUR a job"),
    "jobs a month": _("jobs a month"), "hours": _("hours"), "EUR a month": _("EUR a month"),
    "probability": _("probability"), "exponent": _("exponent"), "openness": _("openness"),
    "elasticity": _("elasticity"),
}  # fmt: skip
SOURCES = {"no estimate found": _("no estimate found"), "scale only": _("scale only")}
"""What is no source; the others are cited as they are."""
PILOT = {
    "own_hours": (_("Hours in one's own field"), _("hours a week, paid and unpaid")),
    "off_hours": (_("Work outside one's own field"), _("hours a week")),
    "openness": (_("Openness"), _("how likely one names somebody")),
    "recommended": (_("Recommended into work"), _("times a month")),
}
PILOT_RESTS = {
    "own_hours": "practice_hours", "off_hours": "off_hours", "openness": "openness", "recommended": "referred",
}  # fmt: skip
"""What a pilot looks at, as the regimes name what is nearest to it."""
RESTS = 4
"""So many parameters stand beside a chart; all of them are in the one table."""
START = {
    "members": _("Members"),
    "fields": _("Fields of work"),
    "known": _("Percent of the others whom one knows at the start"),
}


def preset_names() -> dict[str, str]:
    return {
        "levy-150": gettext("150 EUR from an internal levy"),
        "outside-1000": gettext("1,000 EUR from outside"),
        "breuninger-2010": gettext("Breuninger 2010"),
    }


def paid(asked: Asked) -> str:
    """What the last regime pays, in one sentence."""
    parts = []
    if asked.euros:
        facts = {"euros": number_format(asked.euros, force_grouping=True), "part": figure(asked.recipients / 10)}
        parts.append(
            gettext("%(euros)s EUR a month from outside for everybody")
            if asked.recipients == 1000
            else gettext("%(euros)s EUR a month from outside for %(part)s %% of the members")
        )
        parts[-1] %= facts
    if asked.levy:
        parts.append(
            gettext("a levy of %(part)s %% on what is earned, shared equally") % {"part": figure(asked.levy / 10)}
        )
    return gettext(" and ").join(parts) or gettext("nothing is paid")


def size(asked: Asked) -> str:
    facts = {"members": asked.members, "fields": asked.fields, "months": asked.months}
    return gettext("%(members)s members in %(fields)s fields, watched for %(months)s months") % facts


def figure(value: float, digits: int = 3, *, sign: bool = False) -> str:
    """So many digits that say something, as they are read in the language of the moment; a real minus."""
    if abs(value) < 0.0005:
        return number_format(0)
    places = max(0, digits - 1 - math.floor(math.log10(abs(value))))
    whole = round(abs(value), places)
    text = f"{whole:.{min(places, 3)}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    said = number_format(float(text), len(text.partition(".")[2]), force_grouping=True)
    return ("−" if value < 0 else "+" if sign else "") + said


def differences(found: Mapping[str, Any], output: str) -> list[dict[str, str]]:
    """Each of the three steps between regimes: how much, how sure, and what made it."""
    rows = []
    for one, other in COMPARE:
        gap = next(
            d
            for d in found["report"]["differences"]
            if (d["regime"], d["against"], d["output"]) == (one, other, output)
        )
        rows.append(
            {
                "step": gettext("%(one)s instead of %(other)s") % {"one": REGIMES[one], "other": REGIMES[other]}
                if one != "income"
                else gettext("with the income instead of without"),
                "more": figure(gap["mean"], 2, sign=True),
                "span": gettext("%(low)s to %(high)s")
                % {"low": figure(gap["draws_low"], 2, sign=True), "high": figure(gap["draws_high"], 2, sign=True)},
                "often": gettext("%(part)s %%") % {"part": round(100 * gap["more"])},
                "left": figure(gap["mechanics"], 2, sign=True),
                "by": str(MADE_BY[gap["made_by"]]),
                "code": gap["made_by"],
            }
        )
    return rows


def changed(asked: Asked) -> list[str]:
    """What was set otherwise than usual."""
    return [f"{name} {plain(value)} ({plain(table()[name].default)})" for name, value in asked.changes.items()]


def start(begins: Beginning) -> list[tuple[str, str, str, str]]:
    """Each start value: what, as counted here, as the lab takes it, usual."""
    rows = [
        (str(START.get(one.name) or _parameter(one.name)), *_as_read(one.name, one.seen, one.taken, one.usual))
        for one in begins.values
    ]
    if begins.requests is not None:
        rows.append(
            (
                gettext("Requests that reach the house, a member and month"),
                figure(begins.requests),
                gettext("by enquiries"),
                "–",
            )
        )
    return rows


def _as_read(name: str, seen: float, taken: float, usual: float) -> tuple[str, str, str]:
    """What is kept in thousandths is read in percent."""
    scale = 10 if name in PERCENT else 1
    return figure(seen / scale), figure(taken / scale), figure(usual / scale)


def _parameter(name: str) -> str:
    one = table()[name]
    return one.english if get_language() == "en" else one.german


def seen_by(one: Mapping[str, Any]) -> list[str]:
    """What a pilot could tell of one outcome, in sentences."""
    facts = {
        "truth": figure(one["truth"], sign=True), "beside": figure(one["beside"], sign=True),
        "smallest": figure(one["smallest"]),
    }  # fmt: skip
    said = [
        gettext(
            "In the model the income changes it by %(truth)s for whoever is drawn, and by %(beside)s for the others."
        )
        % facts,
        gettext("A pilot like this finds an effect of %(smallest)s four times of five, and smaller ones less often.")
        % facts,
    ]
    if one["found"] is not None:
        shares = {"found": round(20 * one["found"]), "false": round(20 * one["false"])}
        said.append(
            gettext(
                "It was found in %(found)s of twenty pilots; where nothing was paid, %(false)s of twenty saw something."
            )
            % shares
        )
    return said


def how(replications: int) -> str:
    """How to read the pictures and the marks."""
    return gettext(
        "Played three times with %(worlds)s communities each: as asked; with every assumption drawn from its range; "
        "and with everything somebody is assumed to feel or do because of something else left out. What the third "
        "play leaves of a difference is mechanics: who is named, who has room, what is paid. What it takes away is "
        "assumption."
    ) % {"worlds": replications}


def nobody() -> str:
    """What docs/lab.md says in full; nothing of the lab is shown without it."""
    return gettext(
        "No trial we found reports whether people recommend others more, or more fairly, once they are secure; nor "
        "what it does to friendships among competitors when a house names one of them. What a member feels who is "
        "passed over, who expects to be named, how much of it openness and ties lose: all of it is assumed here, in "
        "wide ranges. The lab can say which of these matter; only a pilot can say what they are."
    )


def rests_on(asked: Asked, output: str, regime: str = "") -> list[dict[str, str]]:
    """The parameters a picture rests on most, each with value, range, how well it is known, source and its share.

    ``regime``: only the step to this one.
    """
    shares: dict[str, float] = {}
    for driver in drivers()[output]:
        if regime in ("", driver.regime):
            shares[driver.parameter] = max(driver.total, shares.get(driver.parameter, 0))
    rows = []
    for name, share in sorted(shares.items(), key=lambda pair: -pair[1])[:RESTS]:
        one = table()[name]
        low, high = plain(one.low), plain(one.high)
        rows.append(
            {
                "name": name, "words": _parameter(name), "value": plain(asked.changes.get(name, one.default)),
                "usual": plain(one.default), "span": gettext("%(low)s to %(high)s") % {"low": low, "high": high},
                "unit": str(UNITS[one.unit]), "kind": str(KINDS[one.kind]), "code": one.kind.replace(" ", "-"),
                "source": "" if one.source in SOURCES else one.source, "unknown": str(SOURCES.get(one.source, "")),
                "share": str(min(100, round(100 * share))),
            }
        )  # fmt: skip
    return rows


def assumptions(form: LabForm) -> list[tuple[Parameter, BoundField, str, str, str, str, str]]:
    """Every parameter: itself, its box, its range, how well it is known, its unit, what is usual, no source."""
    return [
        (
            one,
            box,
            span,
            str(KINDS[one.kind]),
            str(UNITS[one.unit]),
            plain(one.default),
            str(SOURCES.get(one.source, "")),
        )
        for one, box, span in form.assumptions()
    ]
