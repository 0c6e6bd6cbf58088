"""Whatever happens to requests, in whatever order: books sum to zero, can be replayed, and keep the bound."""

import secrets
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from random import Random
from unittest.mock import patch

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from fuerwort.engine.chances import bound
from fuerwort.engine.moment import Rules
from fuerwort.engine.shapes import ChanceRule
from fuerwort.people.actions import availability, erasing, leaving
from fuerwort.people.models import Field, Membership
from fuerwort.referrals.actions import answers, clocks, introductions, needs, personal, rules, suggesting, verifying
from fuerwort.referrals.actions.bounds import LARGEST
from fuerwort.referrals.actions.needs import Want
from fuerwort.referrals.models import Answer, Balance, Book, Entry, Placing, Request, State
from tests import cast as people
from tests.cast import NOW

any_of = st.integers(0, 1_000)
RULES = [
    Rules(),
    Rules(chances=ChanceRule(line=400)),
    Rules(chances=ChanceRule(places=(1_000_000,), pull=0)),
    replace(Rules(), fit=replace(Rules().fit, base=0.3)),
]


class Histories(RuleBasedStateMachine):
    """Eight members offer two fields; every step is an action that a person or the clock can take."""

    def __init__(self) -> None:
        super().__init__()
        self.undo = ExitStack()
        self.undo.enter_context(transaction.atomic())
        self.undo.enter_context(patch.object(secrets, "choice", Random(0).choice))  # the same ids in each run,
        self.undo.enter_context(patch.object(secrets, "token_hex", lambda size: "00" * size))  # and the same draws
        self.at = NOW
        self.cast = people.make()
        self.fields: list[Field] = [self.cast.web_design, self.cast.translation]
        self.makers = [people.member(self.cast.space, f"M{n} Macher") for n in range(8)]
        for n, maker in enumerate(self.makers):
            maker.fields.set(self.fields[n % 3 == 0 :] if n % 2 else self.fields[:1])

    def teardown(self) -> None:
        problems = [problem for book in Book.objects.all() for problem in verifying.verify_book(book)]
        problems += [p for r in Request.objects.filter(round__gte=1) for p in _suggestions(r)]
        transaction.set_rollback(True)
        self.undo.close()
        assert problems == []

    def pick(self, rows, number: int):
        found = list(rows)
        return found[number % len(found)] if found else None

    def here(self) -> list[Membership]:
        keys = [maker.pk for maker in self.makers]
        return list(Membership.objects.active().filter(pk__in=keys).select_related("space", "person").order_by("pk"))

    @rule(which=any_of, size=st.sampled_from(["small", "normal", "large"]), stop=st.booleans())
    def ask(self, which: int, size: str, stop: bool) -> None:
        want = Want(self.fields[which % 2], "Wir brauchen etwas.", size=size)
        request = needs.record_need(wants=[want], by=self.cast.insider, at=self.at).requests.get()
        suggesting.suggest(request=request, by=request.owner, at=self.at)
        if not stop and request.placings.exists():
            suggesting.choose(request=request, by=request.owner, at=self.at)

    @rule(which=any_of, count=st.integers(1, 3))
    def recommend(self, which: int, count: int) -> None:
        want = Want(self.fields[which % 2], "Kennst du jemanden?")
        request = needs.look_for(want=want, by=self.cast.treasurer, at=self.at)
        suggesting.suggest(request=request, by=self.cast.treasurer, at=self.at)
        names = [p.membership for p in request.placings.select_related("membership").order_by("-place")][:count]
        if names:
            personal.pass_on(request=request, names=names, by=self.cast.treasurer, at=self.at)

    def waiting(self) -> list[Placing]:
        rows = Placing.objects.filter(request__state=State.ASKED, answer=Answer.OPEN, membership__left_at=None)
        return list(rows.select_related("request", "membership__space").order_by("pk"))

    @rule(which=any_of, said=st.sampled_from(["yes", "no", "no", "full"]))
    def answer(self, which: int, said: str) -> None:
        if placing := self.pick(self.waiting(), which):
            if said == "yes":
                answers.say_yes(placing=placing, by=placing.membership, at=self.at)
            else:
                answers.say_no(placing=placing, by=placing.membership, at=self.at, full=said == "full")

    @rule(which=any_of, to=any_of)
    def hand_over(self, which: int, to: int) -> None:
        placing = self.pick(self.waiting(), which)
        if placing and (row := self.pick(placing.request.explanations.filter(good_enough=True), to)):
            try:
                answers.hand_over(placing=placing, to=row.membership, by=placing.membership, at=self.at)
            except answers.AnswerRefused:
                assert row.membership.left_at

    @rule(hours=st.sampled_from([1, 25]))
    def wait(self, hours: int) -> None:
        self.at += timedelta(hours=hours)
        clocks.pass_by(at=self.at)

    @rule(which=any_of)
    def withdraw(self, which: int) -> None:
        rows = Request.objects.filter(need__kind="member", state__in=["suggested", "asked", "shown"]).order_by("pk")
        if request := self.pick(rows, which):
            introductions.withdraw(request=request, by=self.cast.insider, at=self.at)

    @rule(which=any_of, order=st.randoms(use_true_random=False), count=st.integers(1, 3))
    def change_order(self, which: int, order, count: int) -> None:
        rows = Request.objects.filter(need__kind="member", state="suggested").order_by("pk")
        if request := self.pick(rows, which):
            shown = [p.membership for p in request.placings.filter(round=request.round).order_by("place")]
            good = list(shown)
            good += [e.membership for e in request.explanations.filter(good_enough=True).order_by("pk")]
            order.shuffle(good)
            places = good[: min(count, len(shown))]
            if places and places != shown:
                suggesting.change_order(request=request, places=places, why="Darum.", by=request.owner, at=self.at)
            if shown:
                suggesting.choose(request=request, by=request.owner, at=self.at)

    @rule(which=any_of)
    def again(self, which: int) -> None:
        """A fresh list before anybody was asked, or a new round when all have said no."""
        if request := self.pick(Request.objects.filter(state__in=["suggested", "asked"]).order_by("pk"), which):
            stuck = not request.placings.filter(asked_at__isnull=False, answer__in=["open", "yes"]).exists()
            if request.state == State.SUGGESTED or stuck:
                suggesting.suggest(request=request, by=request.owner, at=self.at)

    @precondition(lambda self: len(self.here()) > 4)
    @rule(which=any_of)
    def leave(self, which: int) -> None:
        leaving.leave(by=self.pick(self.here(), which), at=self.at)

    @rule(which=any_of)
    def come_back(self, which: int) -> None:
        gone = Membership.objects.filter(left_at__isnull=False, erased_at=None, person__isnull=False).order_by("pk")
        if member := self.pick(gone, which):
            Membership.objects.filter(pk=member.pk).update(left_at=None)

    @precondition(lambda self: len(self.here()) > 4)
    @rule(which=any_of)
    def erase(self, which: int) -> None:
        erasing.erase(person=self.pick(self.here(), which).person, at=self.at)

    @rule(which=any_of)
    def be_free_again(self, which: int) -> None:
        if member := self.pick(self.here(), which):
            availability.say(by=member, at=self.at, availability="free")

    @rule(which=st.sampled_from(RULES))
    def decide_another_rule(self, which: Rules) -> None:
        if rules.latest(self.cast.space) != which:
            rules.change_rule(rules=which, by=self.cast.host, at=self.at, why="Beschluss")

    @invariant()
    def every_book_sums_to_zero_and_keeps_the_bound(self) -> None:
        for book in Book.objects.all():
            balances = list(Balance.objects.filter(book=book).values_list("micro", flat=True))
            assert sum(balances) == 0
            ever = Entry.objects.filter(book=book, verb="erase").count() + len(balances)
            by_hand = Entry.objects.filter(book=book, verb="change").exists()  # the theorem is about the engine's order
            assert by_hand or max(map(abs, balances), default=0) <= max(bound(r.chances, ever, LARGEST) for r in RULES)

    @invariant()
    def nobody_stands_twice_on_a_list(self) -> None:
        for request in Request.objects.filter(state__in=["suggested", "asked", "shown"]):
            places = list(
                request.placings.filter(round=request.round, place__isnull=False).values_list("place", flat=True)
            )
            assert sorted(places) == list(range(1, len(places) + 1))


def _suggestions(request: Request) -> Iterator[str]:
    for suggestion in request.suggestions.select_related("rule", "request"):
        yield from verifying._verify_suggestion(suggestion)


@pytest.mark.django_db
def test_any_history_can_be_replayed() -> None:
    run_state_machine_as_test(
        Histories,
        settings=settings(
            max_examples=5, stateful_step_count=20, deadline=None, derandomize=True, print_blob=False,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
