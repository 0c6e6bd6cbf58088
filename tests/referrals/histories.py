"""Random histories of requests: every step is an action that a person or the clock can take, and does something."""

import secrets
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from typing import Any
from unittest.mock import patch

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from fuerwort.engine.chances import FORMER, bound
from fuerwort.engine.moment import Rules
from fuerwort.engine.shapes import ChanceRule
from fuerwort.experiences import ready
from fuerwort.experiences.models import Change as Latest
from fuerwort.people.actions import availability, erasing, leaving
from fuerwort.people.models import Field, Membership
from fuerwort.referrals.actions import (
    answers,
    books,
    clocks,
    contests,
    introductions,
    needs,
    outcomes,
    personal,
    rules,
    suggesting,
    verifying,
)
from fuerwort.referrals.actions.bounds import LARGEST
from fuerwort.referrals.actions.needs import Want
from fuerwort.referrals.models import Answer, Balance, Book, Change, Contest, Entry, Placing, Request, State
from tests import cast as people
from tests.cast import NOW, Cast
from tests.referrals.conftest import shared

any_of = st.integers(0, 1_000)
CHANCES = (ChanceRule(), ChanceRule(line=400), ChanceRule(places=(1_000_000,), pull=0))
RULES = [
    *(replace(Rules(), chances=one) for one in CHANCES),
    replace(Rules(), fit=replace(Rules().fit, base=0.3)),
    replace(Rules(), ties=replace(Rules().ties, half_life=30.0)),
]
FEWEST = 5
"""So many of the makers stay, so that there is always a list."""


class World:
    """Eight members who offer two fields and have worked together, made once; each history starts from it."""

    def __init__(self) -> None:
        with _same_ids(seed=0):
            self.cast: Cast = people.make()
            self.fields: list[Field] = [self.cast.web_design, self.cast.translation]
            self.makers = [people.member(self.cast.space, f"M{n} Macher", about="Websites" * (n % 3)) for n in range(8)]
            for n, maker in enumerate(self.makers):
                maker.fields.set(self.fields if n % 3 else self.fields[:1])
                beside = [self.makers[n - 1], self.cast.host, self.cast.treasurer][n % 3]
                shared(beside, maker, hours=2.0 + 3 * n, field=self.fields[0], text="Website für einen Verein")
        space, latest = self.cast.space, Latest.objects.order_by("-pk").values_list("pk", flat=True).first()
        ready._keep(space, latest or 0, ready.pairs(space))  # read once for all histories, though in a transaction


def _same_ids(seed: int) -> ExitStack:
    """The same ids and the same draws in each run, so that a history that fails can be found again."""
    stack = ExitStack()
    stack.enter_context(patch.object(secrets, "choice", Random(seed).choice))
    stack.enter_context(patch.object(secrets, "token_hex", lambda size: "00" * size))
    return stack


class Histories(RuleBasedStateMachine):
    """Where a step finds nothing to be done to, a request is asked first."""

    world: World
    done: dict[str, int]
    """How often each step was taken, over all histories."""

    def __init__(self) -> None:
        super().__init__()
        self.undo = ExitStack()
        self.undo.enter_context(transaction.atomic())
        self.undo.enter_context(_same_ids(seed=1))
        self.at: datetime = NOW
        self.cast, self.fields = self.world.cast, self.world.fields
        self.by_hand = True

    def teardown(self) -> None:
        problems = [problem for book in Book.objects.all() for problem in verifying.verify_book(book)]
        problems += [p for r in Request.objects.filter(round__gte=1) for p in _suggestions(r)]
        problems += [problem for book in Book.objects.all() for problem in _booked_otherwise(book)]
        transaction.set_rollback(True)
        self.undo.close()
        assert problems == []

    def did(self, what: str) -> None:
        self.done[what] = self.done.get(what, 0) + 1

    def pick(self, rows: Any, number: int) -> Any:
        found = list(rows)
        return found[number % len(found)] if found else None

    def here(self) -> list[Membership]:
        keys = [maker.pk for maker in self.world.makers]
        return list(Membership.objects.active().filter(pk__in=keys).select_related("space", "person").order_by("pk"))

    # Requests

    @initialize(by_hand=st.booleans(), first=st.sampled_from(RULES))
    def begin(self, by_hand: bool, first: Rules) -> None:
        """In every other history people only do what keeps the engine's order, which the theorem is about."""
        self.by_hand = by_hand
        self.decide_another_rule(first)

    def asked(self, which: int, size: str = "normal") -> Request:
        want = Want(self.fields[which % 2], "Wir brauchen eine Website.", size=size)
        request = needs.record_need(wants=[want], by=self.cast.insider, at=self.at).requests.get()
        suggesting.suggest(request=request, by=request.owner, at=self.at)
        self.did("ask")
        return Request.objects.select_related("space", "owner", "field", "need").get(pk=request.pk)

    def choose(self, request: Request) -> None:
        if request.placings.filter(round=request.round).exists():
            suggesting.choose(request=request, by=request.owner, at=self.at)

    @rule(which=any_of, size=st.sampled_from(["small", "normal", "large"]), stop=st.booleans())
    def ask(self, which: int, size: str, stop: bool) -> None:
        request = self.asked(which, size)
        if not stop:
            self.choose(request)

    @rule(which=any_of, count=st.integers(1, 3))
    def recommend(self, which: int, count: int) -> None:
        if not self.by_hand:
            return self.ask(which, "normal", stop=False)
        want = Want(self.fields[which % 2], "Kennst du jemanden?")
        request = needs.look_for(want=want, by=self.cast.treasurer, at=self.at)
        suggesting.suggest(request=request, by=self.cast.treasurer, at=self.at)
        names = [p.membership for p in request.placings.select_related("membership").order_by("-place")][:count]
        if names:
            personal.pass_on(request=request, names=names, by=self.cast.treasurer, at=self.at)
            self.did("recommend")
        return None

    def suggested(self, which: int) -> Request:
        rows = Request.objects.filter(need__kind="member", state=State.SUGGESTED).order_by("pk")
        return self.pick(rows.select_related("space", "owner", "field", "need"), which) or self.asked(which)

    @rule(which=any_of, order=st.randoms(use_true_random=False), count=st.integers(1, 3))
    def change_order(self, which: int, order: Random, count: int) -> None:
        request = self.suggested(which)
        shown = [p.membership for p in request.placings.filter(round=request.round).order_by("place")]
        good = shown + [e.membership for e in request.explanations.filter(good_enough=True).order_by("pk")]
        order.shuffle(good)
        places = good[: min(count, len(shown))]
        if self.by_hand and places and places != shown:
            suggesting.change_order(request=request, places=places, why="Darum.", by=request.owner, at=self.at)
            self.did("change order")
        self.choose(request)

    @rule(which=any_of)
    def again(self, which: int) -> None:
        """A fresh list before anybody was asked, or a new round when all have said no."""
        request = self.pick(Request.objects.filter(state__in=["suggested", "asked"]).order_by("pk"), which)
        request = request or self.asked(which)
        stuck = not request.placings.filter(asked_at__isnull=False, answer__in=["open", "yes"]).exists()
        if request.state == State.SUGGESTED or stuck:
            suggesting.suggest(request=request, by=request.owner, at=self.at)
            self.did("again")

    @rule(which=any_of, nobody=st.booleans())
    def withdraw(self, which: int, nobody: bool) -> None:
        rows = Request.objects.filter(need__kind="member", state__in=["suggested", "asked", "shown"]).order_by("pk")
        request = self.pick(rows, which) or self.asked(which)
        if nobody and request.state != State.SHOWN and not request.placings.filter(answer="yes").exists():
            introductions.nobody_fits(request=request, words="Leider nicht.", by=request.owner, at=self.at)
        else:
            introductions.withdraw(request=request, by=self.cast.insider, at=self.at)
        self.did("withdraw")

    # Answers

    def waiting(self, which: int) -> Placing | None:
        rows = Placing.objects.filter(request__state=State.ASKED, answer=Answer.OPEN, membership__left_at=None)
        rows = rows.select_related("request__field", "membership__space").order_by("pk")
        if not rows.exists():
            self.choose(self.asked(which))
        return self.pick(rows, which)

    @rule(which=any_of, said=st.sampled_from(["no", "yes", "no", "full"]))
    def answer(self, which: int, said: str) -> None:
        if placing := self.waiting(which):
            if said == "yes":
                answers.say_yes(placing=placing, by=placing.membership, at=self.at)
            else:
                answers.say_no(placing=placing, by=placing.membership, at=self.at, full=said == "full")
            self.did(said)

    @rule(which=any_of, to=any_of)
    def hand_over(self, which: int, to: int) -> None:
        placing = self.waiting(which)
        colleague = placing and self.pick(placing.request.explanations.filter(good_enough=True).order_by("pk"), to)
        if not (self.by_hand and placing and colleague):
            return
        try:
            answers.hand_over(placing=placing, to=colleague.membership, by=placing.membership, at=self.at)
            self.did("hand over")
        except answers.AnswerRefused:
            assert colleague.membership.left_at

    @rule(which=any_of, hours=st.sampled_from([1, 25]))
    def wait(self, which: int, hours: int) -> None:
        self.waiting(which)
        self.at += timedelta(hours=hours)
        if clocks.pass_by(at=self.at):
            self.did("silence")

    @rule(which=any_of, said=st.sampled_from(["work", "nothing", "open"]))
    def close(self, which: int, said: str) -> None:
        """Whoever asked releases a name and says what came of it, or the others say yes first."""
        request = self.pick(Request.objects.filter(need__kind="member", state="shown").order_by("pk"), which)
        if request is None:
            return self.answer(which, "yes")
        placing = self.pick(request.placings.filter(answer="yes", membership__left_at=None).order_by("pk"), which)
        if placing:
            introductions.release(placing=placing, by=self.cast.insider, at=self.at)
        outcomes.close(request=request, said=said, with_placing=placing, by=self.cast.insider, at=self.at)
        self.did("close")
        return None

    @rule(which=any_of)
    def doubt(self, which: int) -> None:
        """Somebody named doubts the order; when somebody does already, a host answers."""
        if waiting := self.pick(Contest.objects.filter(answered_at=None).order_by("pk"), which):
            host = contests.impartial_hosts(waiting)[0]
            contests.answer(contest=waiting, text="Es war der Reihe nach.", by=host, at=self.at)
        elif placing := self.waiting(which):
            contests.contest(request=placing.request, text="Warum ich nicht zuerst?", by=placing.membership, at=self.at)
        self.did("doubt")

    # People and rules

    @rule(which=any_of)
    def leave(self, which: int) -> None:
        if len(here := self.here()) > FEWEST:
            leaving.leave(by=self.pick(here, which), at=self.at)
            self.did("leave")

    @rule(which=any_of)
    def come_back(self, which: int) -> None:
        gone = Membership.objects.filter(left_at__isnull=False, erased_at=None, person__isnull=False).order_by("pk")
        if member := self.pick(gone, which):
            Membership.objects.filter(pk=member.pk).update(left_at=None)
            self.did("come back")
        else:
            self.leave(which)

    @rule(which=any_of)
    def erase(self, which: int) -> None:
        if len(here := self.here()) > FEWEST:
            erasing.erase(person=self.pick(here, which).person, at=self.at)
            self.did("erase")

    @rule(which=any_of)
    def be_free_again(self, which: int) -> None:
        full = [one for one in self.here() if one.availability == "full"]
        if not full:
            return self.answer(which, "full")
        availability.say(by=self.pick(full, which), at=self.at, availability="free")
        self.did("free")
        return None

    @rule(which=st.sampled_from(RULES))
    def decide_another_rule(self, which: Rules) -> None:
        if rules.latest(self.cast.space) != which:
            rules.change_rule(rules=which, by=self.cast.host, at=self.at, why="Beschluss")
            self.did("rule")

    # What always holds

    @invariant()
    def every_book_sums_to_zero_and_keeps_the_bound(self) -> None:
        rows: dict[int, list[int]] = {}
        for book, micro in Balance.objects.values_list("book", "micro"):
            rows.setdefault(book, []).append(micro)
        for book, balances in rows.items():
            assert sum(balances) == 0
            if not self.by_hand:
                ever = Entry.objects.filter(book=book, verb="erase").count() + len(balances)
                assert max(map(abs, balances)) <= max(bound(one, ever, LARGEST) for one in CHANCES)
        assert self.by_hand or not Change.objects.exists()

    @invariant()
    def nobody_stands_twice_on_a_list(self) -> None:
        rows = Placing.objects.filter(request__state__in=["suggested", "asked", "shown"], place__isnull=False)
        lists: dict[tuple[int, int], list[int]] = {}
        for request, round_, place in rows.values_list("request", "round", "place"):
            lists.setdefault((request, round_), []).append(place)
        for places in lists.values():
            assert sorted(places) == list(range(1, len(places) + 1))


def _suggestions(request: Request) -> Iterator[str]:
    for suggestion in request.suggestions.select_related("rule", "request"):
        yield from verifying._verify_suggestion(suggestion)


def _booked_otherwise(book: Book) -> Iterator[str]:
    """Each round counts once: what a member has is what the decisions that stand gave them, whatever came before."""
    standing: dict[str, Any] = {}
    erased = set()
    for entry in book.entries.order_by("number").select_related("rule"):
        if entry.verb == "erase":
            erased.add(entry.member)
        else:
            standing[entry.key] = books.decision_of(entry) if entry.decision else None
    summed: dict[str, int] = {}
    for decision in filter(None, standing.values()):
        for member in decision.good_enough:
            account = FORMER if member in erased else member
            summed[account] = summed.get(account, 0) + decision.due[member] - decision.debits[member]
    rows = Balance.objects.filter(book=book).values_list("membership__public", "micro")
    kept = {public or FORMER: micro for public, micro in rows}
    if {m: micro for m, micro in summed.items() if micro} != {m: micro for m, micro in kept.items() if micro}:
        yield f"book {book.pk}: balances are {kept}, decisions that stand make {summed}"
