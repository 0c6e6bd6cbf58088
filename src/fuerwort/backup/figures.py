"""What a database holds, counted: the same figures when it is saved and after it is restored."""

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from typing import Any

from django.db.migrations.loader import MigrationLoader

Ask = Callable[[str], "list[tuple[Any, ...]]"]

SUMS = {
    "books": ("referrals_balance", 'SELECT COALESCE(SUM(micro), 0) FROM "referrals_balance"'),
    "entries": ("referrals_book", 'SELECT COALESCE(SUM(entries_made), 0) FROM "referrals_book"'),
    "postings": ("fund_posting", 'SELECT COALESCE(SUM(cents), 0) FROM "fund_posting"'),
    "bank": (
        "fund_posting",
        'SELECT COALESCE(SUM(p.cents), 0) FROM "fund_posting" p JOIN "fund_account" a ON a.id = p.account_id '
        "WHERE a.kind = 'bank'",
    ),
}
"""Sums of the books and of the ledger: the table that must be there, and the question."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Rows of each table, the migrations they follow, and what the books and the ledger sum up to."""

    rows: dict[str, int]
    migrations: list[str]
    sums: dict[str, int]

    def differences(self, other: "Figures") -> list[str]:
        """One line for each figure that is another one in ``other``."""
        found = []
        for name, mine in asdict(self).items():
            theirs = getattr(other, name)
            if name == "migrations":
                found += [f"migration {one} is only on one side" for one in sorted({*mine} ^ {*theirs})]
                continue
            for key in sorted({*mine, *theirs}):
                if mine.get(key) != theirs.get(key):
                    found.append(f"{key}: {mine.get(key, 'missing')} were saved, {theirs.get(key, 'missing')} restored")
        return found


def counted(ask: Ask, tables: Iterable[str]) -> Figures:
    """Count everything; ``ask`` answers SQL within one moment."""
    rows = {table: int(ask(f'SELECT COUNT(*) FROM "{table}"')[0][0]) for table in sorted(tables)}
    done = ask('SELECT app, name FROM "django_migrations"') if "django_migrations" in rows else []
    sums = {name: int(ask(question)[0][0]) for name, (table, question) in SUMS.items() if table in rows}
    return Figures(rows, sorted(f"{app}.{name}" for app, name in done), sums)


def unknown_migrations(figures: Figures) -> list[str]:
    """Migrations that this version does not know, so that it cannot read those tables."""
    known = {f"{app}.{name}" for app, name in MigrationLoader(None, ignore_no_migrations=True).disk_migrations}
    return [one for one in figures.migrations if one not in known]
