"""Recompute everything that is recorded, with the very same engine, and say what differs. Changes nothing."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from fuerwort.engine import chances, fit
from fuerwort.engine.chances import FORMER, ChanceError, Decision
from fuerwort.engine.shapes import ChanceRule
from fuerwort.people.events import record as log
from fuerwort.people.models import Event, Space
from fuerwort.referrals import notices
from fuerwort.referrals.actions.books import decision_of, read, stored
from fuerwort.referrals.actions.rules import rules_of
from fuerwort.referrals.actions.weighing import weighed_of
from fuerwort.referrals.models import Balance, Book, Entry, Request, Size, Suggestion, Verb

A_FEW = 200
"""So many entries are read at once: a book of many years fits no memory whole."""


def nightly(*, at: datetime) -> int:
    """Once a day, replay every book of every space; returns how many differences were found.

    The log keeps that it was done, and hosts are told when something differs.
    """
    return sum(_tonight(space, at) for space in Space.objects.filter(books__isnull=False).distinct())


@transaction.atomic
def _tonight(space: Space, at: datetime) -> int:
    midnight = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    if Event.objects.filter(space=space, verb="books.verified", at__gte=midnight).exists():
        return 0
    books = list(space.books.select_related("field").order_by("pk"))
    wrong = [difference for book in books for difference in verify_book(book)]
    log(space, by=None, at=at, verb="books.verified", books=len(books), differences=len(wrong))
    if wrong:
        notices.books_differ(space, at)
    return len(wrong)


def verify_request(request: Request) -> list[str]:
    """Every round of one request: merits from their parts, the decision from the merits, and the book it stands in."""
    rounds = request.suggestions.select_related("rule", "request").order_by("round")
    found = [difference for suggestion in rounds for difference in _verify_suggestion(suggestion)]
    book = Book.objects.filter(field=request.field_id).first()
    return found + (verify_book(book) if book else [])


def _verify_suggestion(suggestion: Suggestion) -> Iterator[str]:
    rules, said = rules_of(suggestion.rule), read(suggestion.decision, ChanceRule.from_json(suggestion.rule.chances))
    for member, parts in suggestion.weighed.items():
        one = weighed_of(parts)
        whole = fit.combine(rules.fit, one.fit.skills, one.fit.text, one.fit.proof)
        if fit.merit(rules.fit, whole.value, one.standing) != one.merit or said.merits.get(member) != one.merit:
            yield f"request {said.request}: the merit of {member} is not what its parts make"
    size = Size(suggestion.request.size).worth
    again = chances.decide(rules.chances, said.before, said.request, said.merits, size, suggestion.salt)
    if again != said:
        yield f"request {said.request}: the engine decides otherwise"


def verify_book(book: Book) -> list[str]:
    """Replay the journal of a book from its first entry, and compare each entry, each line and each balance."""
    engine = chances.Book(salt=book.salt)
    found: list[str] = []
    number = 0
    entries = book.entries.select_related("rule").prefetch_related("lines__membership")
    for number, entry in enumerate(entries.iterator(chunk_size=A_FEW), 1):
        if entry.number != number:
            return [*found, f"book {book.pk}: entry {number} is missing"]
        try:
            found += _replay(engine, entry)
        except ChanceError as error:
            return [*found, f"book {book.pk}, entry {number}: {error}"]
    if number != book.entries_made:
        found.append(f"book {book.pk}: {book.entries_made - number} entries are missing at the end")
    if sum(engine.balances.values()):
        found.append(f"book {book.pk}: the sum is not 0")
    return found + _verify_balances(book, engine)


def _replay(engine: chances.Book, entry: Entry) -> list[str]:
    before = dict(engine.balances)
    decision = _do(engine, entry)
    where = f"book {entry.book_id}, entry {entry.number}"
    found = []
    if (stored_again(decision) if decision else None) != entry.decision:
        found.append(f"{where}: the engine decides otherwise")
    lines = {line.membership.public if line.membership else FORMER: line for line in entry.lines.all()}
    moved = {m for m in {*before, *engine.balances} if before.get(m, 0) != engine.balances.get(m, 0)}
    if moved - set(lines):
        found.append(f"{where}: a line is missing")
    for account, line in lines.items():
        if (line.before, line.after) != (before.get(account, 0), engine.balances.get(account, 0)):
            found.append(f"{where}: the line of {account} is not what the replay gives")
    return found


def _do(engine: chances.Book, entry: Entry) -> Decision | None:
    """The same thing again, by the rule it was done by."""
    if entry.verb == Verb.ERASE:
        engine.erase(entry.member)
        return None
    assert entry.rule
    engine.rule = ChanceRule.from_json(entry.rule.chances)
    if entry.verb == Verb.CANCEL:
        engine.cancel(entry.key)
        return None
    if entry.verb == Verb.RECOMMEND:
        said = decision_of(entry)
        return engine.recommend(entry.key, said.merits, said.size)
    if entry.verb == Verb.CHANGE:
        return engine.change(entry.key, entry.places)
    return (engine.decline if entry.verb == Verb.DECLINE else engine.silence)(entry.key, entry.member)


def stored_again(decision: Decision) -> dict[str, object]:
    """A decision as the database gives it back: lists for tuples."""
    return {key: list(value) if isinstance(value, tuple) else value for key, value in stored(decision).items()}


def _verify_balances(book: Book, engine: chances.Book) -> list[str]:
    rows = Balance.objects.filter(book=book).select_related("membership")
    kept = {row.membership.public if row.membership else FORMER: row.micro for row in rows}
    if kept != engine.balances:
        return [f"book {book.pk}: the balances are not what the journal sums up to"]
    return []
