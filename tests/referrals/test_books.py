"""docs/rules/books.md: what the database keeps is what ``engine.chances.Book`` does, entry by entry."""

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F

from fuerwort.engine.chances import ChanceError
from fuerwort.people.models import Membership
from fuerwort.referrals.actions import verifying
from fuerwort.referrals.models import Balance, Entry, Line, Verb
from fuerwort.referrals.queries import accounts, own_book
from tests.cast import NOW, Cast
from tests.referrals.conftest import here
from tests.referrals.twins import Differs, Field, History
from tests.tables import table


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


def test_a_random_history_is_the_same_in_the_database_and_in_memory(web: Field) -> None:
    """300 requests; benchmarks/history.py does as many as one likes."""
    web.join("eli", "fia", "gus", "hal")
    history = History(web, seed=11)
    history.run(300)
    row = web.book.row
    assert row.entries_made == history.entries > 600
    assert set(row.entries.values_list("verb", flat=True)) == set(Verb.values)
    assert len(set(row.entries.exclude(rule=None).values_list("rule", flat=True))) > 1
    assert verifying.verify_book(row) == []


def test_the_comparison_notices_a_micro_chance(web: Field) -> None:
    history = History(web, seed=1)
    history.run(3)
    Balance.objects.filter(membership__public="ada").update(micro=F("micro") + 1)
    with pytest.raises(Differs):
        history.compare()


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
    assert (account.micro, account.movements) == (0, []) and accounts(here(cast.owner)) == []
    web.book.recommend(second, merits, 1.0, web.rule)
    web.book.decline(second, "ben")
    account = own_book(here(cast.owner), "web-design")
    (only,) = account.movements
    assert accounts(here(cast.owner)) == [account], "the overview says the same"
    assert only.before + only.due - only.place == only.after
    assert "Du warst genannt" in only.text
