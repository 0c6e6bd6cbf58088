"""PostgreSQL: pg_dump of one exported snapshot, in which the figures are counted too; pg_restore beside it."""

import os
import secrets
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import quote, urlsplit

from django.db import connections

from fuerwort.backup.errors import BackupError
from fuerwort.backup.figures import Ask, Figures, counted

if TYPE_CHECKING:
    import psycopg

KIND = "postgresql"
FILE = "database.dump"
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
MAINTENANCE = "postgres"
"""The database one is connected to while another one is made, renamed or dropped."""


def dump(to: Path) -> Figures:
    """Write the database into one file; the figures are of the very same moment."""
    with _connected(_name()) as source:
        source.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        ask = _asked(source)
        moment = ask("SELECT pg_export_snapshot()")[0][0]
        found = figures(ask)
        _run(["pg_dump", "--format=custom", "--compress=0", "--no-owner", "--no-privileges",
              f"--snapshot={moment}", f"--file={to}"], _name())  # fmt: skip
    return found


def figures(ask: Ask) -> Figures:
    return counted(ask, [name for (name,) in ask(TABLES)])


@contextmanager
def scratch(dumped: Path, _folder: Path) -> Iterator[tuple[str, Figures]]:
    """A database of its own out of a dump: its address and what it holds; dropped at the end, unless it was renamed."""
    name = f"{_name()[:30]}_scratch_{secrets.token_hex(4)}"
    _make(name)
    try:
        command = ["pg_restore", "--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges"]
        _run([*command, f"--dbname={name}", str(dumped)], name)
        with _connected(name) as restored:
            found = figures(_asked(restored))
        yield address(name), found
    finally:
        _rule(f'DROP DATABASE IF EXISTS "{name}"')


def is_empty() -> bool:
    """Whether nobody lives here yet."""
    with _connected(_name()) as here:
        ask = _asked(here)
        tables = {name for (name,) in ask(TABLES)}
        return not any(
            ask(f'SELECT 1 FROM "{one}" LIMIT 1') for one in ("people_space", "people_person") if one in tables
        )


def swap(where: str, aside: str) -> str:
    """Put the scratch database in the place of the house's; that one gets another name, or goes if it is empty."""
    mine, name = _name(), urlsplit(where).path.removeprefix("/")
    kept = f"{mine[:40]}_{aside}"
    empty = is_empty()
    connections["default"].close()
    _rule(f'ALTER DATABASE "{mine}" RENAME TO "{kept}"; ALTER DATABASE "{name}" RENAME TO "{mine}"')  # both or none
    if empty:
        _rule(f'DROP DATABASE "{kept}"')
    return "" if empty else kept


def address(name: str) -> str:
    """The address of a database beside ours, as DATABASE_URL wants it."""
    known = _parameters()
    who = quote(str(known.get("user", "")), safe="")
    secret = f":{quote(str(known['password']), safe='')}" if known.get("password") else ""
    host, port = str(known.get("host", "")), f":{known['port']}" if known.get("port") else ""
    if host.startswith("/"):
        return f"postgres://{who}{secret}@{port}/{name}?host={quote(host, safe='/')}"
    return f"postgres://{who}{secret}@{host}{port}/{name}"


def _make(name: str) -> None:
    """As ours is: same letters, same order of them."""
    with _connected(_name()) as here:
        found = _asked(here)("SELECT pg_encoding_to_char(encoding), datcollate, datctype FROM pg_database "
                             "WHERE datname = current_database()")  # fmt: skip
    letters, order, kind = found[0]
    _rule(f"CREATE DATABASE \"{name}\" TEMPLATE template0 ENCODING '{letters}' LC_COLLATE '{order}' LC_CTYPE '{kind}'")


def _rule(said: str) -> None:
    """Make, rename or drop a database."""
    import psycopg  # noqa: PLC0415 - only houses on PostgreSQL have it

    try:
        with _connected(MAINTENANCE, autocommit=True) as connection:
            connection.execute(cast("Any", said))
    except psycopg.errors.InsufficientPrivilege as error:
        role = _parameters().get("user", "fuerwort")
        raise BackupError(
            f"the role may not make a database to try a backup in; as postgres: ALTER ROLE {role} CREATEDB"
        ) from error
    except psycopg.errors.ObjectInUse as error:
        raise BackupError("somebody still uses the database; stop web, worker and timers first") from error


@contextmanager
def _connected(name: str, *, autocommit: bool = False) -> "Iterator[psycopg.Connection]":
    import psycopg  # noqa: PLC0415 - only houses on PostgreSQL have it

    try:
        connection = psycopg.connect(**{**_parameters(), "dbname": name}, autocommit=autocommit)
    except psycopg.OperationalError as error:
        raise BackupError(f"PostgreSQL does not answer: {str(error).splitlines()[0]}") from error
    with connection:
        yield connection


def _asked(connection: "psycopg.Connection") -> Ask:
    return lambda question: connection.execute(cast("Any", question)).fetchall()


def _run(command: Sequence[str], name: str) -> None:
    """One of PostgreSQL's own programs; what must be secret goes by its environment, not by its arguments."""
    known = {key: str(value) for key, value in _parameters().items()}
    names = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD"}
    environment = {**os.environ, "PGDATABASE": name, **{names[key]: known[key] for key in names if key in known}}
    try:
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    except FileNotFoundError as error:
        raise BackupError(f"{command[0]} is not here; install the client programs of PostgreSQL") from error
    if done.returncode:
        raise BackupError(f"{command[0]}: {(done.stderr.strip().splitlines() or ['failed'])[-1]}")


def _parameters() -> dict[str, Any]:
    """How to reach the server."""
    every = connections["default"].get_connection_params()
    return {key: every[key] for key in ("host", "port", "user", "password") if every.get(key)}


def _name() -> str:
    return str(connections["default"].settings_dict["NAME"])
