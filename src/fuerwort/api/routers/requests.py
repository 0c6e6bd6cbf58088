"""Requests: asked by clients or noted by members; lists with reasons, what the named say, what came of it."""

from collections.abc import Callable
from typing import Any

from allauth.core import ratelimit
from django.http import HttpRequest
from django.utils import timezone
from ninja.errors import Throttled

from fuerwort.api import found
from fuerwort.api.operations import Area
from fuerwort.api.schemas import requests as said_
from fuerwort.api.schemas.requests import AskedOut, AskIn, ContestOut, OverviewOut, RequestOut, RequestSeenOut, WantIn
from fuerwort.people.errors import Missing
from fuerwort.people.links import new_token
from fuerwort.people.queries import Here, member_for
from fuerwort.referrals import queries
from fuerwort.referrals.actions import (
    answers,
    contests,
    introductions,
    needs,
    outcomes,
    owners,
    personal,
    second_thoughts,
    suggesting,
)
from fuerwort.referrals.actions.needs import Client, Want
from fuerwort.referrals.actions.together import did_together
from fuerwort.referrals.models import Placing
from fuerwort.referrals.queries.asking import asking
from fuerwort.referrals.queries.contacts import after_for

ask_area = Area("ask")
area = Area("requests")


def _want(here: Here, said: WantIn) -> Want:
    return Want(**(said.model_dump() | {"field": found.the_field(here, said.field)}))


@ask_area.does("POST", "/ask", AskedOut, status=201)
def ask(here: Here, said: AskIn) -> Any:
    """Pass on what a client typed into a form; they get one mail and confirm by its link, as on our own form."""
    space = asking(here.space.slug).space
    if not ratelimit.consume(HttpRequest(), action="asked_for", key=said.email.lower()):
        raise Throttled(3600)
    client = Client(said.name, said.email, said.phone, said.language)
    wants = [_want(here, want) for want in said.wants]
    needs.ask(space=space, wants=wants, client=client, at=timezone.now(), token=new_token())
    return {"fields": [want.field.slug for want in wants]}


def _place(member: Any, placing: Placing | None, reasons: Any) -> dict[str, Any]:
    public, answer = (placing.public, placing.answer) if placing else (None, "")
    return {"member": member, "placing": public, "answer": answer, "reasons": list(reasons)}


def _seen(here: Here, public: str) -> dict[str, Any]:
    seen = queries.request_for(here, public)
    order, mine = seen.order, seen.mine or seen.explained
    after = after_for(here, seen.eyes.mine) if seen.mine else None
    return {
        "public": seen.request.public, "field": seen.request.field.slug, "state": seen.request.state,
        "owner": seen.request.owner, "text": seen.text,
        "shortlist": [_place(one.member, one.placing, one.reasons) for one in order.named] if order else [],
        "others": list(order.others) if order else [],
        "named": [_place(one.member, one.placing, one.reasons) for one in seen.named],
        "told": list(mine.reasons) if mine else [], "contact": after.contact if after else None,
        "may": sorted(seen.may), "may_thank": list(seen.may_thank), "came": str(seen.came),
    }  # fmt: skip


@area.reads("/requests", OverviewOut)
def overview(here: Here) -> Any:
    """One's own part in requests: what waits for one's answer, what one owns, asked, was named in."""
    seen = queries.requests_for(here)
    parts = {name: [one.request for one in getattr(seen, name)] for name in ("to_answer", "named", "explained")}
    return {**parts, "owned": seen.owned, "asked": seen.asked, "running": seen.running}


@area.lists("/requests/all", RequestOut)
def everything(here: Here) -> Any:
    """All requests of the space; hosts. No words, no order."""
    return queries.all_requests(here)


@area.does("POST", "/requests", RequestSeenOut, status=201)
def note(here: Here, said: WantIn) -> Any:
    """Note what somebody needs, without names; the space looks for names."""
    made = needs.record_need(wants=[_want(here, said)], by=here.membership, at=timezone.now())
    return _seen(here, made.requests.get().public)


@area.does("POST", "/requests/recommend", RequestSeenOut, status=201)
def recommend(here: Here, said: WantIn) -> Any:
    """Look whom to recommend oneself; nothing is booked before one passes it on."""
    at = timezone.now()
    made = needs.look_for(want=_want(here, said), by=here.membership, at=at)
    suggesting.suggest(request=made, by=here.membership, at=at)
    return _seen(here, made.public)


@area.reads("/requests/{slug:public}", RequestSeenOut)
def request_(here: Here, public: str) -> Any:
    """One request through one's own eyes, with the list and its reasons where one may see them."""
    return _seen(here, public)


def _verb(path: str, verb: Callable[..., Any], words: str) -> None:
    """An operation that needs nothing but the request."""

    def act(here: Here, public: str) -> Any:
        verb(request=queries.request_for(here, public).request, by=here.membership, at=timezone.now())
        return _seen(here, public)

    act.__name__, act.__doc__ = path.replace("-", "_"), words
    area.does("POST", f"/requests/{{slug:public}}/{path}", RequestSeenOut)(act)


_verb("take", owners.take, "Say that one cares for it.")
_verb("take-over", owners.take_over, "Care for it instead of its owner; hosts.")
_verb("suggest", suggesting.suggest, "Make a shortlist.")
_verb("choose", suggesting.choose, "Confirm the list; those named are asked.")
_verb("keep", second_thoughts.keep, "Undo a withdrawal.")


@area.does("POST", "/requests/{slug:public}/withdraw")
def withdraw(here: Here, public: str) -> None:
    """Withdraw what one asked."""
    about = queries.request_for(here, public).request
    second_thoughts.withdraw(request=about, by=here.membership, at=timezone.now())


@area.does("POST", "/requests/{slug:public}/order", RequestSeenOut)
def change_order(here: Here, public: str, said: said_.OrderIn) -> Any:
    """Name others than suggested, with the reason."""
    seen = queries.request_for(here, public)
    if seen.order is None or "change" not in seen.may:
        raise Missing
    places = found.members(here, said.places)
    suggesting.change_order(request=seen.request, places=places, why=said.why, by=here.membership, at=timezone.now())
    return _seen(here, public)


@area.does("POST", "/requests/{slug:public}/nobody", RequestSeenOut)
def nobody(here: Here, public: str, said: said_.NobodyIn) -> Any:
    """Say that nobody here fits, in words that are sent."""
    seen = queries.request_for(here, public)
    if "nobody" not in seen.may:
        raise Missing
    introductions.nobody_fits(request=seen.request, words=said.words, by=here.membership, at=timezone.now())
    return _seen(here, public)


@area.does("POST", "/requests/{slug:public}/give")
def give(here: Here, public: str, said: said_.MemberIn) -> None:
    """Give it to somebody on the rota."""
    about, members = queries.may_own(here, public)
    to = next((one for one in members if one.public == said.to), None)
    if to is None:
        raise Missing
    owners.assign(request=about, to=to, by=here.membership, at=timezone.now())


def _named(seen: queries.Seen, public: str) -> Placing:
    for one in seen.named:
        if one.placing and one.placing.public == public:
            return one.placing
    raise Missing


@area.does("POST", "/requests/{slug:public}/release/{slug:placing}", RequestSeenOut)
def release(here: Here, public: str, placing: str) -> Any:
    """Introduce one of the named to whoever needs it, through oneself."""
    chosen = _named(queries.request_for(here, public), placing)
    introductions.release(placing=chosen, by=here.membership, at=timezone.now())
    return _seen(here, public)


@area.does("POST", "/requests/{slug:public}/pass-on", RequestSeenOut)
def pass_on(here: Here, public: str, said: said_.NamesIn) -> Any:
    """Say whom of the list one recommended."""
    seen = queries.request_for(here, public)
    names = [one.member for one in seen.named if one.member.public in said.names]
    personal.pass_on(request=seen.request, names=names, by=here.membership, at=timezone.now())
    return _seen(here, public)


@area.does("POST", "/requests/{slug:public}/close", RequestSeenOut)
def close(here: Here, public: str, said: said_.CloseIn) -> Any:
    """As whoever asked: what came of it (work, nothing, open)."""
    seen = queries.request_for(here, public)
    placing = _named(seen, said.placing) if said.placing else None
    outcomes.close(request=seen.request, said=said.said, by=here.membership, at=timezone.now(), with_placing=placing)
    return _seen(here, public)


@area.does("POST", "/requests/{slug:public}/yes", RequestSeenOut)
def yes(here: Here, public: str) -> Any:
    """As one of the named: yes, introduce us."""
    answers.say_yes(placing=queries.placing_for(here, public), by=here.membership, at=timezone.now())
    return _seen(here, public)


@area.does("POST", "/requests/{slug:public}/no")
def no(here: Here, public: str, said: said_.NoIn) -> None:
    """As one of the named: not this time; it leaves no trace and rests for a few minutes."""
    placing = queries.placing_for(here, public)
    second_thoughts.say_no(placing=placing, by=here.membership, at=timezone.now(), full=said.full)


@area.does("POST", "/requests/{slug:public}/again", RequestSeenOut)
def think_again(here: Here, public: str) -> Any:
    """Undo one's no."""
    placing = queries.placing_for(here, public)
    second_thoughts.think_again(placing=placing, by=here.membership, at=timezone.now())
    return _seen(here, public)


@area.does("POST", "/requests/{slug:public}/hand-over")
def hand_over(here: Here, public: str, said: said_.MemberIn) -> None:
    """As one of the named: hand one's place over to a colleague."""
    placing, to = queries.placing_for(here, public), member_for(here, said.to)
    answers.hand_over(placing=placing, to=to, by=here.membership, at=timezone.now())


@area.does("POST", "/requests/{slug:public}/report", RequestSeenOut)
def report(here: Here, public: str, said: said_.OutcomeIn) -> Any:
    """As one of the introduced: what came of it."""
    placing = queries.placing_for(here, public)
    outcomes.report(placing=placing, said=said.said, by=here.membership, at=timezone.now())
    return _seen(here, public)


@area.does("POST", "/requests/{slug:public}/thank")
def thank(here: Here, public: str, said: said_.ThankIn) -> None:
    """Thank whoever passed it on; words only."""
    seen, to = queries.request_for(here, public), member_for(here, said.to)
    outcomes.thank(request=seen.request, to=to, by=here.membership, at=timezone.now(), text=said.text)


@area.does("POST", "/requests/{slug:public}/together")
def together(here: Here, public: str, said: said_.TogetherIn) -> None:
    """It became work: who did it too? All of them are asked."""
    placing, others = queries.placing_for(here, public), found.members(here, said.others)
    did_together(placing=placing, others=others, by=here.membership, at=timezone.now())


@area.does("POST", "/requests/{slug:public}/contest", ContestOut, status=201)
def contest(here: Here, public: str, said: said_.DoubtIn) -> Any:
    """Doubt the order of a request one was weighed in."""
    seen = queries.request_for(here, public)
    return contests.contest(request=seen.request, text=said.text, by=here.membership, at=timezone.now())


@area.lists("/contests", ContestOut)
def contested(here: Here) -> Any:
    """Doubts a host may read."""
    return queries.contests(here)


@area.reads("/contests/{slug:public}", ContestOut)
def doubt(here: Here, public: str) -> Any:
    """One doubt and its answer."""
    return queries.contest_for(here, public)


@area.does("POST", "/contests/{slug:public}/answer", ContestOut)
def answer_doubt(here: Here, public: str, said: said_.DoubtIn) -> Any:
    """Answer a doubt, as a host who is not concerned."""
    about = queries.contest_for(here, public)
    if not queries.may_answer(here, about):
        raise Missing
    return contests.answer(contest=about, text=said.text, by=here.membership, at=timezone.now())
