"""Who stands where on a list and what everybody reads of it, as the decision that stands has it; part of actions."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from django.conf import settings

from fuerwort.engine import reasons
from fuerwort.engine.chances import Decision
from fuerwort.engine.moment import Weighed
from fuerwort.engine.recommend import first_after
from fuerwort.engine.shapes import ChanceRule, FitRule, Reason
from fuerwort.people.models import Membership
from fuerwort.referrals import notices
from fuerwort.referrals.actions import weighing
from fuerwort.referrals.actions.books import Opened, decision_of
from fuerwort.referrals.actions.books import standing as standing_entry
from fuerwort.referrals.models import Explanation, Placing, Request, Suggestion
from fuerwort.referrals.reasons import reason_of, recorded


def standing(book: Opened, request: Request) -> Decision:
    """The decision of this round as the book has it now."""
    return decision_of(standing_entry(book.row, request))


def write(suggestion: Suggestion, decision: Decision, balances: Mapping[str, int], *, why: str = "") -> list[Placing]:
    """Let placings and explanations say what the decision says; returns those placed who were not asked yet.

    ``why``: the reason of whoever changed the order, for everybody it concerns.
    """
    request = suggestion.request
    note = [Reason("owner_changed", (("why", why),))] if why else []
    members = Membership.objects.filter(space=request.space_id, public__in=suggestion.weighed).in_bulk(
        field_name="public"
    )
    placings = _place(suggestion, decision, members, note)
    _explain(suggestion, decision, balances, members, note)
    return [placing for placing in placings if placing.asked_at is None]


def _place(
    suggestion: Suggestion, decision: Decision, members: Mapping[str, Membership], note: list[Reason]
) -> list[Placing]:
    request, rule = suggestion.request, ChanceRule.from_json(suggestion.rule.chances)
    mine = request.placings.filter(round=suggestion.round)
    mine.filter(asked_at__isnull=True).exclude(membership__public__in=decision.shown).delete()
    known = {placing.membership.public: placing for placing in mine.select_related("membership")}
    placings = []
    for place, public in enumerate(decision.shown, 1):
        said = [reason_of(*one) for one in suggestion.weighed[public]["why"]]
        turn = reasons.turn(public, decision, public in suggestion.new, rule)
        placing = known.get(public) or Placing(request=request, round=suggestion.round, membership=members[public])
        placing.place, placing.reasons = place, recorded([*said, *turn, *note])
        placings.append(placing)
    for placing in placings:
        placing.save()
    return placings


def _explain(
    suggestion: Suggestion,
    decision: Decision,
    balances: Mapping[str, int],
    members: Mapping[str, Membership],
    note: list[Reason],
) -> None:
    request, fit = suggestion.request, FitRule.from_json(suggestion.rule.fit)
    placed = set(request.placings.values_list("membership__public", flat=True))
    ahead = first_after(decision, balances, decision.rule) if decision.shown else {}
    request.explanations.all().delete()
    rows = []
    for public in decision.merits:
        if public in placed:
            continue
        good = public in decision.good_enough
        weighed = _weighed(suggestion, public)
        said = _truly(reasons.why_not(public, decision, weighed, ahead.get(public, 0), fit), decision)
        rows.append(
            Explanation(
                request=request,
                membership=members[public],
                good_enough=good,
                reasons=recorded([said, *(note if good else [])]),
            )
        )
    Explanation.objects.bulk_create(rows)


def _truly(reason: Reason, decision: Decision) -> Reason:
    """Where the order was made by hand, it is no longer the turn or the fit that put others first."""
    if decision.shown == decision.order[: len(decision.shown)]:
        return reason
    return Reason(reason.code, tuple((key, "hand" if key == "because" else fact) for key, fact in reason.facts))


def _weighed(suggestion: Suggestion, public: str) -> Weighed:
    return weighing.weighed_of(suggestion.weighed[public])


def ask_back(placings: Iterable[Placing], at: datetime) -> None:
    """Ask the named whether they want to be introduced; each has so many hours."""
    for placing in placings:
        placing.asked_at, placing.deadline = at, at + timedelta(hours=settings.REPLY_HOURS)
        placing.save(update_fields=["asked_at", "deadline"])
        notices.placed(placing, at)
