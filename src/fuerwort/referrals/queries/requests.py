"""One request: who sees that there is one, its words, its order, and what was said to it. docs/rules/requests.md."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, Subquery

from fuerwort.people.errors import Missing
from fuerwort.people.models import Field, Membership
from fuerwort.people.queries import Here
from fuerwort.referrals import law
from fuerwort.referrals.actions.owners import RUNNING, impartial
from fuerwort.referrals.actions.second_thoughts import rest
from fuerwort.referrals.models import (
    Answer,
    Change,
    Contest,
    Explanation,
    Outcome,
    Placing,
    Request,
    State,
    Suggestion,
    Thanks,
)
from fuerwort.referrals.queries.order import Order, order_of
from fuerwort.referrals.sentences import Teller

OUT = (State.SHOWN, State.CLOSED)


@dataclass(frozen=True)
class Said:
    """A member and what is said of them."""

    member: Membership
    reasons: Sequence[str]
    placing: Placing | None = None


@dataclass(frozen=True)
class Eyes:
    """What the viewer is to a request."""

    owner: bool
    asker: bool
    knows: bool
    """Whether they see the words and the whole order."""
    mine: Placing | None
    told: Explanation | None


@dataclass(frozen=True)
class Seen:
    """A request through one pair of eyes; None and empty is what these eyes do not see or may not do."""

    request: Request
    eyes: Eyes
    text: str = ""
    order: Order | None = None
    mine: Said | None = None
    """What is said of the viewer, who is named."""
    explained: Said | None = None
    """What the viewer reads who is not named."""
    asked_next_at: datetime | None = None
    """When a no of the viewer takes effect that they can still think over."""
    hand_to: Sequence[Membership] = ()
    named: Sequence[Said] = ()
    """For whoever asked, once the list is out: those who said yes; as long as it is personal, those suggested."""
    may: frozenset[str] = frozenset()
    """take, take-over, suggest, choose, change, nobody, answer, release, pass-on, withdraw, keep, close, report,
    thank, contest: what a button may be shown for. The actions decide again."""
    may_thank: Sequence[Membership] = ()
    came: str = ""
    """What whoever asked says came of it."""
    thanks: Sequence[Thanks] = ()
    contests: Sequence[Contest] = ()


def request_for(here: Here, public: str) -> Seen:
    """One request, for whoever has to do with it.

    The owner, and hosts who may not qualify for it, see everything but the contact. Whoever asked sees their own words
    and, when the list is out, the names. The named see the words and what is said of them; those not named only that.

    Raises
    ------
    Missing
        There is none here, or this member has nothing to do with it.
    """
    request = _request(here, public)
    placings = list(
        request.placings.select_related("membership", "introduction", "outcome").order_by("place", "answered_at", "pk")
    )
    explanations = list(request.explanations.select_related("membership").order_by("-good_enough", "membership__name"))
    for placing in placings:
        placing.request = request
    eyes = _eyes(here, request, placings, explanations)
    if not (eyes.owner or eyes.asker or eyes.knows or eyes.mine or eyes.told):
        raise Missing
    return _seen(here, request, eyes, placings, explanations)


def _request(here: Here, public: str) -> Request:
    came = Outcome.objects.filter(request=OuterRef("pk"), placing__isnull=True).values("said")[:1]
    offers = Field.objects.filter(pk=OuterRef("field_id"), members=here.membership)
    rows = Request.objects.filter(space=here.space, public=public).exclude(state=State.UNCONFIRMED)
    rows = rows.select_related("field", "need__asked_by", "owner", "space")
    changed = Exists(Change.objects.filter(request=OuterRef("pk")))
    doubted = Exists(Contest.objects.filter(request=OuterRef("pk")))
    latest = Suggestion.objects.filter(request=OuterRef("pk"), round=OuterRef("round"))
    told = {name: Subquery(latest.values(name)[:1]) for name in ("gates", "seen_from")}
    rows = rows.annotate(came=Subquery(came), offers=Exists(offers), changed=changed, doubted=doubted, **told)
    found = rows.first()
    if found is None:
        raise Missing
    return found


def _eyes(here: Here, request: Request, placings: Sequence[Placing], explanations: Sequence[Explanation]) -> Eyes:
    me, personal = here.membership.pk, request.need.is_personal
    owner, asker = request.owner_id == me, request.need.asked_by_id == me
    impartial_host = here.is_host and not personal and not asker and not request.offers  # type: ignore[attr-defined]
    return Eyes(
        owner=owner,
        asker=asker,
        knows=owner or impartial_host,
        mine=next((p for p in placings if p.membership_id == me and p.asked_at), None),
        told=next((e for e in explanations if e.membership_id == me and e.told_at), None),
    )


def _seen(
    here: Here, request: Request, eyes: Eyes, placings: Sequence[Placing], explanations: Sequence[Explanation]
) -> Seen:
    out, mine, told = request.state in OUT, eyes.mine, eyes.told
    shown = _named(request, placings) if eyes.asker else []
    thanks = _thanks(here, request) if out and (mine or eyes.asker) else []
    thankful = _may_thank(request, mine, placings, thanks) if mine and out else []
    reasons = [one.reasons for one in (mine, told, *shown) if one]
    me = here.membership.public
    teller = None if eyes.knows else Teller(request.space, reasons, viewer=me)
    order = order_of(request, placings, explanations, me) if eyes.knows and request.round else None
    teller = teller or (order.teller if order else Teller(request.space, reasons, viewer=me))
    return Seen(
        request=request,
        eyes=eyes,
        text=request.text if eyes.knows or eyes.asker or mine else "",
        order=order,
        mine=Said(mine.membership, teller.said(mine.reasons), mine) if mine else None,
        explained=Said(told.membership, teller.said(told.reasons)) if told else None,
        asked_next_at=mine.no_at + rest() if mine and mine.no_at else None,
        hand_to=_hand_to(placings, explanations) if mine and _is_awaited(mine) else (),
        named=[Said(p.membership, teller.said(p.reasons), p) for p in shown],
        may=frozenset(_may(request, eyes, placings) | ({"thank"} if thankful else set())),
        may_thank=thankful,
        came=str(request.came or "") if eyes.asker or eyes.knows else "",  # type: ignore[attr-defined]
        thanks=thanks,
        contests=_contests(here, request, eyes) if request.doubted else (),  # type: ignore[attr-defined]
    )


def _may(request: Request, eyes: Eyes, placings: Sequence[Placing]) -> set[str]:
    state, personal, mine = request.state, request.need.is_personal, eyes.mine
    running, out = state in RUNNING, state in OUT
    answers = {p.answer for p in placings if p.round == request.round}
    stuck = state == State.ASKED and not answers & {Answer.OPEN, Answer.YES}
    decides = eyes.asker if personal else eyes.owner and request.withdrawing_at is None
    introduced = mine is not None and (mine.answer == Answer.PASSED or hasattr(mine, "introduction"))
    allowed = {
        "take": eyes.owner and running and request.taken_at is None,
        "take-over": eyes.knows and not eyes.owner and running,
        "suggest": decides and (state in (State.OPEN, State.SUGGESTED) or stuck),
        "choose": decides and not personal and state == State.SUGGESTED and bool(answers),
        "change": decides and not personal and state == State.SUGGESTED and not request.binding,
        "nobody": decides and not personal and running and Answer.YES not in answers,
        "answer": mine is not None and _is_awaited(mine),
        "release": eyes.asker and state == State.SHOWN and not personal and request.withdrawing_at is None,
        "pass-on": eyes.asker and personal and state == State.SUGGESTED and bool(answers),
        "withdraw": eyes.asker and (running or state == State.SHOWN) and request.withdrawing_at is None,
        "keep": eyes.asker and request.withdrawing_at is not None,
        "close": eyes.asker and out,
        "report": introduced and out,
        "contest": bool(eyes.told or mine),
    }
    return {what for what, so in allowed.items() if so}


def _is_awaited(placing: Placing) -> bool:
    return placing.request.state == State.ASKED and placing.answer in (Answer.OPEN, Answer.YES)


def _named(request: Request, placings: Sequence[Placing]) -> list[Placing]:
    """Whom whoever asked may choose from; before a personal recommendation is passed on, whom they may pass on."""
    if request.state in OUT:
        return [p for p in placings if p.answer in (Answer.YES, Answer.PASSED)]
    return [p for p in placings if p.place] if request.need.is_personal else []


def _hand_to(placings: Sequence[Placing], explanations: Sequence[Explanation]) -> list[Membership]:
    """Colleagues who are good enough and were not asked."""
    placed = {p.membership_id for p in placings}
    found = [e.membership for e in explanations if e.good_enough and e.membership_id not in placed]
    return [member for member in found if member.left_at is None]


def _thanks(here: Here, request: Request) -> list[Thanks]:
    mine = Q(by=here.membership) | Q(to=here.membership)
    return list(request.thanks.filter(mine).select_related("by", "to").order_by("at"))


def _passers_on(request: Request, mine: Placing, placings: Sequence[Placing]) -> list[Membership]:
    """As :func:`fuerwort.referrals.actions.outcomes.passers_on`, who are still here, by name; asks nothing."""
    member = {placing.pk: placing.membership for placing in placings}
    handed = [placing.handed_by_id for placing in placings if placing.membership_id == mine.membership_id]
    found = [member[key] for key in handed if key] + [one for one in (request.need.asked_by,) if one]
    return sorted({m for m in found if m.left_at is None and m != mine.membership}, key=lambda m: m.name)


def _may_thank(
    request: Request, mine: Placing, placings: Sequence[Placing], thanks: Sequence[Thanks]
) -> list[Membership]:
    if mine.answer not in (Answer.YES, Answer.PASSED) or law.forbids_thanks(request.field):
        return []
    thanked = {one.to_id for one in thanks}
    return [member for member in _passers_on(request, mine, placings) if member.pk not in thanked]


def _contests(here: Here, request: Request, eyes: Eyes) -> list[Contest]:
    rows = request.contests.select_related("by", "answered_by").order_by("at")
    return list(rows if eyes.knows else rows.filter(by=here.membership))


def may_own(here: Here, public: str) -> tuple[Request, list[Membership]]:
    """A request, and to whom it may be given, whose turn it is first.

    Raises
    ------
    Missing
        There is none here that still runs, or the viewer neither owns it nor is an impartial host.
    """
    request = _request(here, public)
    if not _eyes(here, request, (), ()).knows or request.state not in RUNNING:
        raise Missing
    return request, impartial(request)
