"""What the database itself refuses of a pilot, as triggers on SQLite and PostgreSQL: docs/rules/pilot.md.

A trigger here refuses a change of a row: its verb, its table, and when, of ``OLD`` and ``NEW``.
"""

from collections.abc import Collection

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from fuerwort.pilot.models.pilots import NEXT

STEPS = " OR ".join(f"(OLD.state = '{old}' AND NEW.state = '{new}')" for old, news in NEXT.items() for new in news)
DRAW = ("pilot_id", "kind", "named", "check_at", "roster", "commitment", "committed_at", "committed_by_id", "due")
LOCKED, IS_LOCKED = "what is locked stays", "EXISTS (SELECT 1 FROM pilot_lock l WHERE l.pilot_id = {row}.pilot_id)"
RESULT = ("revealed", "seed", "drawn_at", "drawn_by_id", "void_at")


def _changed(*columns: str) -> str:
    return "(" + " OR ".join(f"OLD.{one} IS DISTINCT FROM NEW.{one}" for one in columns) + ")"


def _is_later(vendor: str) -> str:
    if vendor == "postgresql":
        return "NEW.due < NEW.committed_at + interval '24 hours'"
    return "julianday(NEW.due) - julianday(NEW.committed_at) < 0.9999999"  # a day, and what its fractions lose


def refusals(vendor: str) -> list[tuple[str, str, str, str]]:
    """Each trigger: what must hold, verb, table, when it is refused."""
    never = [
        ("what is registered stays", verb, table, "")
        for table in ("pilot_registration", "pilot_deviation")
        for verb in ("UPDATE", "DELETE")
    ]
    return [
        *never,
        ("no state of a pilot is skipped", "UPDATE", "pilot_pilot", f"OLD.state <> NEW.state AND NOT ({STEPS})"),
        ("what is registered stays", "UPDATE", "pilot_pilot",
         f"OLD.state <> 'planned' AND {_changed('title', 'version', 'terms')}"),
        ("a pilot begins as a plan", "INSERT", "pilot_pilot", "NEW.state <> 'planned'"),
        ("a pilot that was registered stays", "DELETE", "pilot_pilot", "OLD.state <> 'planned'"),
        ("a commitment is a day older than its randomness", "INSERT", "pilot_draw", _is_later(vendor)),
        ("a commitment comes without randomness", "INSERT", "pilot_draw", "NEW.revealed <> ''"),
        ("a commitment stays", "UPDATE", "pilot_draw", _changed(*DRAW)),
        ("a commitment stays", "DELETE", "pilot_draw", ""),
        ("a draw is made once", "UPDATE", "pilot_draw",
         f"(OLD.drawn_at IS NOT NULL OR OLD.void_at IS NOT NULL) AND {_changed(*RESULT)}"),
        ("a token stays", "UPDATE", "pilot_participant", _changed("pilot_id", "public", "token")),
        ("an arm is drawn once", "UPDATE", "pilot_participant", f"OLD.arm <> '' AND {_changed('arm', 'stratum')}"),
        ("who is drawn stays in the roster", "DELETE", "pilot_participant", "OLD.stratum <> ''"),
        ("a promised secret stays", "UPDATE", "pilot_secret", _changed("pilot_id", "hash")),
        ("a revealed secret stays", "UPDATE", "pilot_secret", f"OLD.revealed <> '' AND {_changed('revealed')}"),
        *((LOCKED, verb, "pilot_sheet", IS_LOCKED.format(row=row)) for verb, row in (
            ("INSERT", "NEW"), ("UPDATE", "OLD"), ("UPDATE", "NEW"), ("DELETE", "OLD"))),
        *((LOCKED, verb, "pilot_lock", "") for verb in ("UPDATE", "DELETE")),
    ]  # fmt: skip


def names() -> list[tuple[str, str]]:
    """Each trigger and its table."""
    return [(f"pilot_guard_{k}", table) for k, (_, _, table, _) in enumerate(refusals("sqlite"))]


def sqlite(tables: Collection[str] | None = None) -> list[str]:
    """The guards of these tables as SQLite says them."""
    return [
        f"CREATE TRIGGER IF NOT EXISTS pilot_guard_{k} BEFORE {verb} ON {table} {_when(when)} "
        f"BEGIN SELECT RAISE(ABORT, 'pilot: {must}'); END"
        for k, (must, verb, table, when) in enumerate(refusals("sqlite"))
        if tables is None or table in tables
    ]


def postgresql(tables: Collection[str] | None = None) -> list[str]:
    """The guards of these tables as PostgreSQL says them."""
    made = []
    for k, (must, verb, table, when) in enumerate(refusals("postgresql")):
        if tables is not None and table not in tables:
            continue
        refuse = f"RAISE EXCEPTION USING MESSAGE = 'pilot: {must}', ERRCODE = 'integrity_constraint_violation';"
        asks = "SELECT" in when  # PostgreSQL asks no other table in WHEN
        refuse = f"IF {when} THEN {refuse} END IF; RETURN COALESCE(NEW, OLD);" if asks else refuse
        made += [
            f"CREATE OR REPLACE FUNCTION pilot_guard_{k}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$pilot$ BEGIN {refuse} END $pilot$",
            f"CREATE OR REPLACE TRIGGER pilot_guard_{k} BEFORE {verb} ON {table} FOR EACH ROW "
            f"{_when('' if asks else when)} "
            f"EXECUTE FUNCTION pilot_guard_{k}()",
        ]
    return made


def _when(when: str) -> str:
    return f"WHEN ({when})" if when else ""


def install(editor: BaseDatabaseSchemaEditor) -> None:
    """Put the guards up; part of the migrations, also of one that makes a table anew: SQLite drops its triggers."""
    tables = editor.connection.introspection.table_names()
    for statement in {"sqlite": sqlite, "postgresql": postgresql}[editor.connection.vendor](tables):
        editor.execute(statement, None)
