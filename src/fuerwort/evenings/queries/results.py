"""A result as people read it: what was chosen, how it was spread, each published ballot, and how ties were decided."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from fuerwort.evenings.models import Method, Proposal, Receipt, Vote
from fuerwort.fund.money import euros


@dataclass(frozen=True, slots=True)
class Bar:
    """How many gave one answer: a column of 11, in parts of a drawing of 110 x 40."""

    level: int
    count: int
    x: int
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Row:
    """One proposal in the result."""

    key: str
    title: str
    chosen: bool
    figure: str
    """What decided: a sum, approvals, an amount."""
    part: float
    """Percent of the most there could be."""
    said: str = ""
    bars: Sequence[Bar] = ()


@dataclass(frozen=True, slots=True)
class Published:
    """One ballot as everybody reads it, and its receipt in three parts."""

    code: str
    said: str


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a vote."""

    void: str
    """Why nothing was opened, if so: quorum, few."""
    rows: Sequence[Row]
    voters: int
    abstained: int
    chosen: Sequence[str]
    """Titles."""
    ballots: Sequence[Published]
    draws: Sequence[tuple[str, str]]
    """Title and hash of each proposal whose place was drawn."""
    left: str = ""
    """What of a budget stays."""


def title_of(proposal: Proposal) -> str:
    """The passive solution is called by what it is, in the language that is read."""
    return _("Everything stays as it is") if proposal.passive else proposal.title


def result_of(vote: Vote, proposals: Sequence[Proposal]) -> Result:
    """The result of a closed vote; ``proposals`` are all of them."""
    titles = {one.public: title_of(one) for one in proposals}
    kept = vote.result or {}
    if kept.get("void"):
        return Result(kept["void"], (), 0, 0, (), (), ())
    rows = READERS[vote.method](kept, titles, proposals) if vote.method in READERS else _consent(kept, titles)
    return Result(
        void="",
        rows=rows,
        voters=kept.get("voters", 0),
        abstained=kept.get("abstained", 0),
        chosen=[row.title for row in rows if row.chosen],
        ballots=[Published(receipt(row.code), _said(vote, row, titles)) for row in vote.receipts.all()],
        draws=sorted((titles[key], drawn) for key, drawn in (kept.get("draws") or {}).items()),
        left=euros(kept["left"]) if "left" in kept else "",
    )


def receipt(code: str) -> str:
    """A code as people read it aloud."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def _consent(kept: Mapping[str, Any], titles: Mapping[str, str]) -> list[Row]:
    return [Row(key, title, bool(kept.get("adopted")), "", 0) for key, title in titles.items()]


def _consensing(kept: Mapping[str, Any], titles: Mapping[str, str], proposals: Sequence[Proposal]) -> list[Row]:
    most = 10 * (kept["voters"] or 1)
    return [
        Row(
            key=one["proposal"],
            title=titles[one["proposal"]],
            chosen=one["proposal"] == kept["chosen"],
            figure=str(one["total"]),
            part=round(100 * one["total"] / most, 1),
            bars=bars(one["counts"]),
        )
        for one in kept["order"]
    ]


def bars(counts: Sequence[int]) -> list[Bar]:
    """A small picture of who is how much against it."""
    most = max([*counts, 1])
    high = [round(36 * count / most, 1) for count in counts]
    return [Bar(n, count, 10 * n, round(38 - high[n], 1), high[n]) for n, count in enumerate(counts)]


def _approval(kept: Mapping[str, Any], titles: Mapping[str, str], proposals: Sequence[Proposal]) -> list[Row]:
    return [
        Row(
            key=one["proposal"],
            title=titles[one["proposal"]],
            chosen=one["proposal"] == kept["chosen"],
            figure=_("%(yes)s of %(all)s") % {"yes": one["approvals"], "all": kept["voters"]},
            part=round(100 * one["approvals"] / (kept["voters"] or 1), 1),
        )
        for one in kept["order"]
    ]


def _shares(kept: Mapping[str, Any], titles: Mapping[str, str], proposals: Sequence[Proposal]) -> list[Row]:
    bought = {one["proposal"]: one for one in kept["bought"]}
    costs = {one.public: one.cost or 0 for one in proposals}
    return [
        Row(
            key=key,
            title=titles[key],
            chosen=key in bought,
            figure=_("%(yes)s of %(all)s") % {"yes": yes, "all": kept["voters"]},
            part=round(100 * yes / (kept["voters"] or 1), 1),
            said=f"{euros(costs[key])} · {_paid(bought.get(key))}",
        )
        for key, yes in kept["approvals"]
    ]


def _paid(one: Mapping[str, Any] | None) -> str:
    if one is None:
        return _("not bought")
    if one["each"] is None:
        return _("from what was left")
    return _("from at most %(amount)s of each share") % {"amount": euros(one["each"])}


READERS: dict[str, Callable[[Mapping[str, Any], Mapping[str, str], Sequence[Proposal]], list[Row]]] = {
    Method.CONSENSING: _consensing,
    Method.APPROVAL: _approval,
    Method.SHARES: _shares,
}


def _said(vote: Vote, row: Receipt, titles: Mapping[str, str]) -> str:
    said = row.said
    stances = {
        "consent": _("consent"), "concern": _("concern"), "objection": _("objection"), "abstain": _("abstention"),
    }  # fmt: skip
    if "stance" in said:
        text = stances[said["stance"]]
        facts = {"number": row.round, "said": text}
        return _("Round %(number)s: %(said)s") % facts if vote.round > 1 else text
    if said.get("abstain"):
        return stances["abstain"]
    if "resistance" in said:
        return ", ".join(f"{titles[key]} {value}" for key, value in sorted(said["resistance"].items()))
    return ", ".join(titles[key] for key in said["approve"]) or _("none of them")
