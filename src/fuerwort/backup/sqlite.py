"""SQLite: copied page by page inside one reading transaction, while others go on writing."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.db import connections
from django.db.backends.sqlite3._functions import register  # type: ignore[import-untyped]

from fuerwort.backup.errors import BackupError
from fuerwort.backup.figures import Ask, Figures, counted

KIND = "sqlite"
FILE = "database.sqlite3"
TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"


def place() -> Path:
    return Path(str(connections["default"].settings_dict["NAME"]))


def dump(to: Path) -> Figures:
    """Write the database into one file; the figures are of the very same moment."""
    if not place().exists():
        raise BackupError(f"there is no database at {place()}; is FUERWORT_VAR set as it is for the server?")
    with closing(sqlite3.connect(place(), timeout=20, isolation_level=None)) as source:
        source.execute("BEGIN")
        found = figures(_asked(source))
        with closing(sqlite3.connect(to)) as copy:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")  # one file, nothing beside it
        source.execute("ROLLBACK")
    return found


def figures(ask: Ask) -> Figures:
    return counted(ask, [name for (name,) in ask(TABLES)])


@contextmanager
def scratch(dumped: Path, folder: Path) -> Iterator[tuple[str, Figures]]:
    """A database of its own out of a dump: its address and what it holds; it goes with the folder."""
    tried = folder / "scratch.sqlite3"
    shutil.copyfile(dumped, tried)
    tried.chmod(0o600)
    with closing(sqlite3.connect(tried)) as restored:
        register(restored)  # the constraints of our tables call functions that Django brings
        ask = _asked(restored)
        try:
            whole = ask("PRAGMA integrity_check")
            broken = ask("PRAGMA foreign_key_check")
            found = figures(ask)
        except sqlite3.DatabaseError as error:
            raise BackupError(f"the database in it cannot be read: {error}") from error
    if whole != [("ok",)]:
        raise BackupError(f"the database in it is damaged: {whole[0][0]}")
    if broken:
        raise BackupError(f"the database in it has rows in {broken[0][0]} that lead nowhere")
    yield f"sqlite:///{tried}", found


def is_empty() -> bool:
    """Whether nobody lives here yet."""
    if not place().exists():
        return True
    with closing(sqlite3.connect(place())) as here:
        ask = _asked(here)
        tables = {name for (name,) in ask(TABLES)}
        return not any(
            ask(f'SELECT 1 FROM "{one}" LIMIT 1') for one in ("people_space", "people_person") if one in tables
        )


def swap(address: str, aside: str) -> str:
    """Put the scratch database where the house looks for it; what was there keeps lying beside it, unless empty."""
    kept = "" if is_empty() else str(place().with_name(f"{place().name}.{aside}"))
    connections["default"].close()
    if kept:
        with closing(sqlite3.connect(place())) as before:
            before.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        place().replace(kept)
    for more in ("-wal", "-shm"):
        place().with_name(place().name + more).unlink(missing_ok=True)
    place().parent.mkdir(parents=True, exist_ok=True)
    shutil.move(address.removeprefix("sqlite:///"), place())
    return kept


def _asked(connection: sqlite3.Connection) -> Ask:
    return lambda question: connection.execute(question).fetchall()
