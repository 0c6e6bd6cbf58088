"""Do to a field's book what the engine decides, and write it into the journal; part of other actions.

The book's row is locked from ``opened`` until the transaction ends, so that two workers decide one after the other.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from fuerwort import __version__
from fuerwort.engine import chances
from fuerwort.engine.chances import FORMER, Decision
from fuerwort.engine.shapes import ChanceRule
from fuerwort.people.models import Field, Membership
from fuerwort.referrals.models import Balance, Book, Entry, Line, Request, SpaceRule, Verb

Amounts = Mapping[str, int]


@dataclass
class Opened:
    """A locked book: the row, the engine's book with its balances, and what the database keeps of these."""

    row: Book
    engine: chances.Book
    at: datetime
    kept: dict[str, Balance]

    def recommend(self, request: Request, merits: Amounts, size: float, rule: SpaceRule) -> Decision:
        """Decide and book a new round of a request."""
        self.engine.rule = ChanceRule.from_json(rule.chances)
        decision = self.engine.recommend(request.key, merits, size)
        self._write(Verb.RECOMMEND, request, rule, None, decision)
        return decision

    def decline(self, request: Request, member: str) -> Decision:
        """Decide anew without the member, who is exactly where they were."""
        old, rule = self._turn_to(request)
        return self._write(Verb.DECLINE, request, rule, old, self.engine.decline(request.key, member), member=member)

    def silence(self, request: Request, member: str) -> Decision:
        """Note that the place counts as used; no balance moves."""
        old, rule = self._turn_to(request)
        return self._write(Verb.SILENCE, request, rule, old, self.engine.silence(request.key, member), member=member)

    def change(self, request: Request, places: Sequence[str]) -> Decision:
        """Book the places as they are really shown."""
        old, rule = self._turn_to(request)
        new = self.engine.change(request.key, places)
        return self._write(Verb.CHANGE, request, rule, old, new, places=list(places))

    def cancel(self, request: Request) -> None:
        """Reverse the entry of this round whole."""
        old, rule = self._turn_to(request)
        self.engine.cancel(request.key)
        self._write(Verb.CANCEL, request, rule, old, None)

    def erase(self, member: str) -> None:
        """Move the member's balance to the account of former members; they enter no decision any more."""
        moved = self.engine.balances.get(member, 0)
        self.engine.erase(member)
        entry = self._entry(Verb.ERASE, member=member)
        self._move(entry, {member: -moved, FORMER: moved}, {})
        self._keep([FORMER])
        if row := self.kept.pop(member, None):
            row.delete()

    def _turn_to(self, request: Request) -> tuple[Decision, SpaceRule]:
        """Put the decision that stands before the engine, under the rule it was made by."""
        entry = standing(self.row, request)
        decision = decision_of(entry)
        self.engine.journal[request.key] = decision
        self.engine.rule = decision.rule
        assert entry.rule
        return decision, entry.rule

    def _write(
        self, verb: Verb, request: Request, rule: SpaceRule, old: Decision | None, new: Decision | None, **more: Any
    ) -> Decision:
        said = stored(new) if new else None
        entry = self._entry(verb, request=request, key=request.key, rule=rule, decision=said, **more)
        due = _less(new.due if new else {}, old.due if old else {})
        place = _less(new.debits if new else {}, old.debits if old else {})
        self._move(entry, self._accounts(due), self._accounts(place))
        self._keep(self.engine.balances)
        return new or old  # type: ignore[return-value] # a cancelled entry has an old one

    def _accounts(self, amounts: Amounts) -> dict[str, int]:
        """What concerns an erased member concerns the account of former members."""
        found: dict[str, int] = {}
        for member, amount in amounts.items():
            account = FORMER if member in self.engine.erased else member
            found[account] = found.get(account, 0) + amount
        return found

    def _entry(self, verb: Verb, **more: Any) -> Entry:
        self.row.entries_made += 1
        self.row.save(update_fields=["entries_made"])
        return Entry.objects.create(
            book=self.row, number=self.row.entries_made, at=self.at, verb=verb, engine=__version__, **more
        )

    def _move(self, entry: Entry, due: Amounts, place: Amounts) -> None:
        """Write a line for each account that moved: what it was follows from what it is now."""
        keys = self._keys({*due, *place})
        lines = []
        for account in sorted({*due, *place}):
            more, less = due.get(account, 0), place.get(account, 0)
            if more or less:
                after = self.engine.balances.get(account, 0)
                lines.append(Line(entry=entry, membership_id=keys[account], before=after - more + less, due=more,
                                  place=less, after=after))  # fmt: skip
        Line.objects.bulk_create(lines)

    def _keep(self, accounts: Collection[str]) -> None:
        """Bring the balances kept beside the journal up to date, all that moved in one statement."""
        new = [account for account in accounts if account not in self.kept]
        keys = self._keys(new)
        moved = [a for a in accounts if a in self.kept and self.kept[a].micro != self.engine.balances[a]]
        self.kept |= {account: Balance(book=self.row, membership_id=keys[account]) for account in new}
        for account in (*new, *moved):
            self.kept[account].micro = self.engine.balances[account]
        Balance.objects.bulk_create([self.kept[account] for account in new])
        Balance.objects.bulk_create(
            [self.kept[account] for account in moved],
            update_conflicts=True, unique_fields=["id"], update_fields=["micro"],
        )  # fmt: skip

    def _keys(self, accounts: Iterable[str]) -> dict[str, int | None]:
        known = {account: self.kept[account].membership_id for account in accounts if account in self.kept}
        rest = set(accounts) - set(known) - {FORMER}
        found = Membership.objects.filter(public__in=rest).values_list("public", "pk") if rest else ()
        return {**dict(found), FORMER: None, **known}


def opened(field: Field, at: datetime) -> Opened:
    """Lock the field's book, made when it is first needed, and put its balances before the engine."""
    locked = Book.objects.select_for_update().filter(field=field)
    row = locked.first()
    if row is None:
        Book.objects.get_or_create(field=field, defaults={"space": field.space})
        row = locked.get()
    kept = {
        public or FORMER: Balance(pk=pk, book=row, membership_id=membership, micro=micro)
        for pk, membership, public, micro in row.balances.order_by("pk").values_list(
            "pk", "membership", "membership__public", "micro"
        )
    }
    balances = {account: balance.micro for account, balance in kept.items()}
    erased = Membership.objects.filter(space=row.space_id, erased_at__isnull=False).values_list("public", flat=True)
    return Opened(row, chances.Book(salt=row.salt, balances=balances, erased=set(erased)), at, kept)


def standing(book: Book, request: Request) -> Entry:
    """The latest entry of this round.

    Raises
    ------
    chances.ChanceError
        There is none, or it was reversed.
    """
    found = book.entries.filter(key=request.key).select_related("rule").order_by("-number").first()
    if found is None or found.decision is None:
        raise chances.ChanceError(f"request {request.key} is not in the book")
    return found


def stored(decision: Decision) -> dict[str, Any]:
    """A decision as JSON; its rule is kept beside it."""
    return {f.name: getattr(decision, f.name) for f in fields(decision) if f.name != "rule"}


def decision_of(entry: Entry) -> Decision:
    """Read what :func:`stored` wrote."""
    assert entry.rule
    assert entry.decision
    return read(entry.decision, ChanceRule.from_json(entry.rule.chances))


def read(said: dict[str, Any], rule: ChanceRule) -> Decision:
    """A decision from its JSON and its rule."""
    frozen: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in said.items()}
    return Decision(**frozen, rule=rule)


def _less(these: Amounts, those: Amounts) -> dict[str, int]:
    return {member: these.get(member, 0) - those.get(member, 0) for member in {*these, *those}}
