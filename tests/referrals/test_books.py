"""docs/rules/books.md: what the database keeps is what ``engine.chances.Book`` does, entry by entry."""

from dataclasses import dataclass, field
from random import Random

import pytest
from django.db import IntegrityError, transaction

from fuerwort.engine.chances import FORMER, Book, ChanceError
from fuerwort.people.models import Membership
from fuerwort.referrals.actions import books, verifying
from fuerwort.referrals.actions.rules import running
from fuerwort.referrals.models import Balance, Entry, Kind, Line, Need, Request, State
from fuerwort.referrals.queries import own_book
from tests.cast import NOW, Cast
from tests.referrals.conftest import here
from tests.tables import table

SIZES = (0.5, 1.0, 2.0)


@dataclass
class Field:
    """One field with members whose public ids are short names, and requests booked without a snapshot."""

    cast: Cast
    members: list[Membership] = field(default_factory=list)

    def join(self, *names: str) -> None:
        rows = [Membership(space=self.cast.space, public=n, name=n, joined_at=NOW, outside_id=n) for n in names]
        self.members += Membership.objects.bulk_create(rows)

    def request(self, name: str, size: str = "normal") -> Request:
        need = Need.objects.create(
            space=self.cast.space, kind=Kind.MEMBER, asked_by=self.cast.insider, asked_at=NOW
        )  # fmt: skip
        return Request.objects.create(
            public=name,
            space=self.cast.space,
            need=need,
            field=self.cast.web_design,
            state=State.OPEN,
            round=1,
            size=size,
        )

    @property
    def book(self) -> books.Opened:
        return books.opened(self.cast.web_design, NOW)

    @property
    def rule(self):
        return running(self.cast.space, NOW)

    def balances(self) -> dict[str, int]:
        rows = Balance.objects.filter(book__field=self.cast.web_design).select_related("membership")
        return {row.membership.public if row.membership else FORMER: row.micro for row in rows}


@pytest.fixture
def web(cast: Cast) -> Field:
    made = Field(cast)
    made.join("ada", "ben", "cem", "dia")
    return made


MERITS = {"ada": 1000, "ben": 800, "cem": 700, "dia": 600}


def test_the_worked_table_is_what_the_database_keeps(web: Field) -> None:
    request = web.request("r1")
    web.book.recommend(request, MERITS, 1.0, web.rule)
    web.book.decline(request, "ada")
    lines = Line.objects.select_related("entry__request", "membership").order_by("entry__number", "membership__public")
    found = [
        [line.entry.number, line.entry.verb, line.entry.request.public, line.membership.public, line.before, line.due,
         line.place, line.after] for line in lines
    ]  # fmt: skip
    assert [[str(cell) for cell in row] for row in found] == [list(row.values()) for row in table("books.md")]


def random_history(web: Field, requests: int, seed: int) -> None:
    """Do the same things to the database and to the engine's book, and compare after each."""
    draw, twin, now = Random(seed), Book(salt=web.book.row.salt), web.rule
    made: list[Request] = []

    def same(done, expected) -> None:
        assert verifying.stored_again(done) == verifying.stored_again(expected)

    for number in range(requests):
        request = web.request(f"r{number}", draw.choice(["small", "normal", "normal", "large"]))
        names = [m.public for m in web.members if m.public not in twin.erased]
        merits = {n: draw.choice([1, 400, 499, 500, 501, 750, 999, 1000]) for n in names if draw.random() < 0.8}
        worth = {"small": 0.5, "normal": 1.0, "large": 2.0}[request.size]
        same(web.book.recommend(request, merits, worth, now), twin.recommend(request.key, merits, worth))
        made = [*made[-4:], request]
        for one in made:
            entry = twin.journal.get(one.key)
            if entry is None or not entry.shown:
                continue
            shown = [m for m in entry.shown if m not in twin.erased]
            what = draw.choice(["decline", "silence", "change", "cancel", *[""] * 8])
            member = draw.choice(shown or [""])
            if what == "cancel":
                web.book.cancel(one)
                twin.cancel(one.key)
            elif what == "change" and (good := [m for m in entry.good_enough if m not in twin.erased]):
                places = draw.sample(good, min(len(good), draw.choice([1, 2, 3])))
                same(web.book.change(one, places), twin.change(one.key, places))
            elif what and member:
                same(getattr(web.book, what)(one, member), getattr(twin, what)(one.key, member))
        if draw.random() < 0.02 and len(names) > 4:
            web.book.erase(names[0])
            twin.erase(names[0])
            Membership.objects.filter(public=names[0]).update(erased_at=NOW, left_at=NOW)
            web.join(f"new{number}")
        assert web.balances() == twin.balances
        assert sum(twin.balances.values()) == 0


def test_a_random_history_is_the_same_in_the_database_and_in_memory(web: Field) -> None:
    web.join("eli", "fia", "gus", "hal")
    random_history(web, 60, seed=11)
    assert verifying.verify_book(web.book.row) == []


def test_what_somebody_changes_behind_the_journal_is_found(web: Field) -> None:
    request = web.request("r1")
    web.book.recommend(request, MERITS, 1.0, web.rule)
    row = web.book.row
    assert verifying.verify_book(row) == []

    def spoiled(change) -> list[str]:
        with transaction.atomic():
            change()
            row.refresh_from_db()
            found = verifying.verify_book(row)
            transaction.set_rollback(True)
        return found

    entry = Entry.objects.get()
    said = entry.decision
    assert "balances" in spoiled(lambda: Balance.objects.filter(membership__public="ada").update(micro=0))[0]
    assert "otherwise" in spoiled(lambda: Entry.objects.update(decision={**said, "shown": ["dia"]}))[0]
    assert "otherwise" in spoiled(lambda: Entry.objects.update(decision={**said, "merits": {"ada": 1}}))[0]
    assert "ada" in spoiled(lambda: Line.objects.filter(membership__public="ada").update(before=1, after=-45454))[0]
    assert "line is missing" in spoiled(lambda: Line.objects.filter(membership__public="ada").delete())[0]
    assert "missing at the end" in spoiled(Entry.objects.get().delete)[0]


def test_the_database_refuses_what_does_not_add_up(web: Field) -> None:
    web.book.recommend(web.request("r1"), MERITS, 1.0, web.rule)
    entry = Entry.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Line.objects.create(entry=entry, membership=None, before=0, due=1, place=0, after=0)
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.create(book=entry.book, number=2, at=NOW, verb="recommend", request=entry.request,
                             key=entry.key, rule=entry.rule, engine="x", decision={})  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.create(book=entry.book, number=1, at=NOW, verb="erase", engine="x")


def test_a_round_cannot_be_booked_or_reversed_twice(web: Field) -> None:
    request = web.request("r1")
    web.book.recommend(request, MERITS, 1.0, web.rule)
    with pytest.raises(IntegrityError), transaction.atomic():
        web.book.recommend(request, MERITS, 1.0, web.rule)
    web.book.cancel(request)
    with pytest.raises(ChanceError):
        web.book.cancel(request)
    assert set(web.balances().values()) == {0}


def test_ones_own_account_shows_each_request_once_and_a_no_not_at_all(cast: Cast) -> None:
    web = Field(cast)
    Membership.objects.filter(pk=cast.owner.pk).update(public="olga")
    web.join("ben", "cem", "dia")
    first, second = web.request("r1"), web.request("r2")
    merits = {"olga": 1000, "ben": 800, "cem": 700, "dia": 600}
    web.book.recommend(first, merits, 1.0, web.rule)
    web.book.decline(first, "olga")
    account = own_book(here(cast.owner), "web-design")
    assert (account.micro, account.movements) == (0, [])
    web.book.recommend(second, merits, 1.0, web.rule)
    web.book.decline(second, "ben")
    (only,) = own_book(here(cast.owner), "web-design").movements
    assert only.before + only.due - only.place == only.after
    assert "Du warst genannt" in only.text
