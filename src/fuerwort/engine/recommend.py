"""Fit, standing and chances make one shortlist, with reasons as codes for everybody it concerns.

Source: design, sections 3 to 5. The words live elsewhere (referrals/reasons.py): the engine knows no sentence.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from fuerwort.engine import chances, fit, reasons
from fuerwort.engine.moment import Moment, Weighed, weigh
from fuerwort.engine.shapes import Ask, Candidate, ChanceRule, Reason

AHEAD = 20
"""How many requests like this one the forecast looks ahead."""


@dataclass(frozen=True, slots=True)
class Shortlist:
    """A decision and what everybody may read of it.

    ``reasons`` for those shown, ``others`` for those good enough but not shown and those below the line,
    ``gates`` for members whose gate was closed; ``seen_from`` names whose point of view it is.
    """

    ask: Ask
    decision: chances.Decision
    weighed: Mapping[str, Weighed]
    reasons: Mapping[str, tuple[Reason, ...]]
    others: Mapping[str, tuple[Reason, ...]]
    gates: Mapping[str, Reason]
    seen_from: tuple[str, ...]


def shortlist(
    ask: Ask, candidates: Sequence[Candidate], moment: Moment, book: chances.Book, *, forecast: bool = True
) -> Shortlist:
    """Recommend: gates, merits, one booking in the field's book, and the reasons.

    Parameters
    ----------
    forecast
        Look ahead when those not shown are likely to be first (costs up to ``AHEAD`` trial decisions).

    Raises
    ------
    chances.ChanceError
        The request is in the book already, or its size is not positive.
    """
    closed = {c.member: code for c in candidates if (code := fit.gate(ask, c))}
    inside = {c.member: c for c in candidates if c.member not in closed}
    weighed = weigh(ask, list(inside.values()), moment)
    new = set(weighed) - set(book.balances)
    decision = book.recommend(ask.request, {m: w.merit for m, w in weighed.items()}, size=ask.size)
    ahead = first_after(decision, book.balances, moment.rules.chances) if forecast else {}
    return Shortlist(
        ask=ask,
        decision=decision,
        weighed=weighed,
        reasons={
            m: (
                *reasons.why_them(ask, inside[m], weighed[m], moment),
                *reasons.turn(m, decision, m in new, moment.rules.chances),
            )
            for m in decision.shown
        },
        others={
            m: (reasons.why_not(m, decision, weighed[m], ahead.get(m, 0), moment.rules.fit),)
            for m in weighed
            if m not in decision.shown
        },
        gates={m: Reason(code) for m, code in closed.items()},
        seen_from=tuple(moment.members[seed] for seed in moment.view.seeds),
    )


def book_only(ask: Ask, candidates: Sequence[Candidate], moment: Moment, book: chances.Book) -> chances.Decision:
    """Decide and book as :func:`shortlist` does, without the reasons: for requests that only lead up to another."""
    inside = [c for c in candidates if not fit.gate(ask, c)]
    merits = {m: w.merit for m, w in weigh(ask, inside, moment).items()}
    return book.recommend(ask.request, merits, size=ask.size)


def first_after(decision: chances.Decision, balances: Mapping[str, int], rule: ChanceRule) -> dict[str, int]:
    """After how many more requests just like this one each member would be first, if within ``AHEAD``."""
    waiting = set(decision.good_enough) - set(decision.shown)
    found: dict[str, int] = {}
    trial = chances.Book(rule=rule, balances=dict(balances))
    for k in range(1, AHEAD + 1):
        if not waiting - set(found):
            break
        first = trial.recommend(f"{decision.request}+{k}", dict(decision.merits), size=decision.size).shown[0]
        found.setdefault(first, k)
    return {member: k for member, k in found.items() if member in waiting}


def with_owner_change(result: Shortlist, decision: chances.Decision, why: str) -> Shortlist:
    """Replace the shortlist's decision by the owner's order, keeping the reason for all who read it."""
    note = Reason("owner_changed", (("why", why),))
    named = {**result.others, **result.reasons}
    return replace(
        result,
        decision=decision,
        reasons={m: (*named[m], note) for m in decision.shown},
        others={m: (*reasons, note) for m, reasons in named.items() if m not in decision.shown},
    )
