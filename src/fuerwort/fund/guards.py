"""What the database itself refuses, as triggers on SQLite and PostgreSQL: docs/rules/ledger.md.

Postings are written first and their transaction last: it is sealed when it comes, and a posting whose transaction
never comes breaks the (deferred) foreign key at commit. So there is no moment at which half a transaction is stored.
"""

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

REFUSALS = {
    "a posting comes before its transaction": (
        "fund_posting",
        "EXISTS (SELECT 1 FROM fund_transaction t WHERE t.public = NEW.transaction_id)",
    ),
    "a posting goes on where its account stands": (
        "fund_posting",
        """NEW.step <> COALESCE((SELECT MAX(p.step) FROM fund_posting p WHERE p.account_id = NEW.account_id), 0) + 1
        OR NEW.held <> COALESCE((SELECT p.held FROM fund_posting p WHERE p.account_id = NEW.account_id
                                 ORDER BY p.step DESC LIMIT 1), 0)
           + NEW.cents * (SELECT CASE WHEN a.kind = 'bank' THEN 1 ELSE -1 END
                          FROM fund_account a WHERE a.id = NEW.account_id)""",
    ),
    "a transaction balances": (
        "fund_transaction",
        """(SELECT COUNT(*) < 2 OR SUM(p.cents) <> 0 FROM fund_posting p WHERE p.transaction_id = NEW.public)""",
    ),
    "a transaction stays in its fund": (
        "fund_transaction",
        """EXISTS (SELECT 1 FROM fund_posting p JOIN fund_account a ON a.id = p.account_id
                   WHERE p.transaction_id = NEW.public AND a.fund_id <> NEW.fund_id)""",
    ),
    "a transaction follows the one before": (
        "fund_transaction",
        """NEW.number <> COALESCE((SELECT MAX(t.number) FROM fund_transaction t WHERE t.fund_id = NEW.fund_id), 0) + 1
        OR NEW.previous <> COALESCE((SELECT t.hash FROM fund_transaction t WHERE t.fund_id = NEW.fund_id
                                     ORDER BY t.number DESC LIMIT 1), '"""
        + "0" * 64
        + "')",
    ),
    "a closed period stays closed": (
        "fund_transaction",
        """EXISTS (SELECT 1 FROM fund_period d WHERE d.fund_id = NEW.fund_id AND d.last >= NEW."on")""",
    ),
    "a reversal takes back exactly what was": (
        "fund_transaction",
        """NEW.reverses_id IS NOT NULL AND (
            NOT EXISTS (SELECT 1 FROM fund_transaction t WHERE t.public = NEW.reverses_id
                        AND t.fund_id = NEW.fund_id AND t.reverses_id IS NULL)
            OR EXISTS (SELECT 1 FROM fund_posting p WHERE p.transaction_id = NEW.public AND NOT EXISTS (
                SELECT 1 FROM fund_posting o WHERE o.transaction_id = NEW.reverses_id
                AND o.account_id = p.account_id AND o.cents = -p.cents))
            OR (SELECT COUNT(*) FROM fund_posting p WHERE p.transaction_id = NEW.public)
               <> (SELECT COUNT(*) FROM fund_posting o WHERE o.transaction_id = NEW.reverses_id))""",
    ),
    "the bank moves only as the bank says": (
        "fund_transaction",
        """NEW.why NOT IN ('opening', 'reversal')
        AND COALESCE((SELECT SUM(p.cents) FROM fund_posting p JOIN fund_account a ON a.id = p.account_id
                      WHERE p.transaction_id = NEW.public AND a.kind = 'bank'), 0)
        <> COALESCE((SELECT l.cents FROM fund_line l WHERE l.id = NEW.line_id), 0)
        OR NEW.line_id IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM fund_line l WHERE l.id = NEW.line_id AND l.fund_id = NEW.fund_id)""",
    ),
    "a line of the bank counts once": (
        "fund_transaction",
        """NEW.line_id IS NOT NULL AND EXISTS (
            SELECT 1 FROM fund_transaction t WHERE t.line_id = NEW.line_id AND NOT EXISTS (
                SELECT 1 FROM fund_transaction r WHERE r.reverses_id = t.public))""",
    ),
    "a donor's purpose is spent for nothing else": (
        "fund_transaction",
        """NEW.why <> 'reversal' AND EXISTS (
            SELECT 1 FROM fund_posting p JOIN fund_account a ON a.id = p.account_id
            WHERE p.transaction_id = NEW.public AND a.kind = 'purpose' AND p.cents > 0
            AND NEW.why <> CASE WHEN a.for_income THEN 'income' ELSE 'cost' END)""",
    ),
    "what is spent leaves the fund": (
        "fund_transaction",
        """NEW.why IN ('cost', 'income') AND EXISTS (
            SELECT 1 FROM fund_posting p JOIN fund_account a ON a.id = p.account_id
            WHERE p.transaction_id = NEW.public AND p.cents < 0 AND a.kind <> 'bank'
            AND NOT (a.kind = 'transit' AND NEW.why = 'income'))""",
    ),
    "money on its way arrives or comes back": (
        "fund_transaction",
        """NEW.why NOT IN ('arrived', 'reversal') AND EXISTS (
            SELECT 1 FROM fund_posting p JOIN fund_account a ON a.id = p.account_id
            WHERE p.transaction_id = NEW.public AND a.kind = 'transit' AND p.cents > 0)""",
    ),
    "an opening comes before anything of the bank": (
        "fund_transaction",
        """NEW.why = 'opening'
        AND EXISTS (SELECT 1 FROM fund_transaction t WHERE t.fund_id = NEW.fund_id AND t.line_id IS NOT NULL)""",
    ),
    "closed periods follow each other": (
        "fund_period",
        """EXISTS (SELECT 1 FROM fund_period d WHERE d.fund_id = NEW.fund_id AND d.last >= NEW.first)
        OR COALESCE((SELECT MAX(t.number) FROM fund_transaction t WHERE t.fund_id = NEW.fund_id), 0) <> NEW.number""",
    ),
}
"""What must hold -> the table it is about, and when a new row breaks it."""

NEVER = {
    "fund_transaction": ("update", "delete"),
    "fund_posting": ("update", "delete"),
    "fund_period": ("update", "delete"),
    "fund_line": ("update",),
    "fund_statement": ("update",),
    "fund_document": ("update",),
}
"""What nobody does to a row once it is written. What a transaction refers to is kept by its foreign key."""

FIXED = ("fund_account",)
"""Of these only the words may change."""

STAYS, IS_FIXED = "what is written stays", "an account stays what it is"
UPDATE_OF = "UPDATE OF id, fund_id, kind, public, for_income"


def names() -> list[tuple[str, str]]:
    """Each trigger and its table."""
    inserts = [(f"fund_guard_{number}", table) for number, (table, _when) in enumerate(REFUSALS.values())]
    kept = [(f"{table}_{verb}", table) for table, verbs in NEVER.items() for verb in verbs]
    return inserts + kept + [(f"{table}_fixed", table) for table in FIXED]


def sqlite() -> list[str]:
    """The guards as SQLite says them."""
    made = [
        _sqlite(f"fund_guard_{number}", "INSERT", table, must, when)
        for number, (must, (table, when)) in enumerate(REFUSALS.items())
    ]
    made += [_sqlite(f"{table}_{verb}", verb.upper(), table, STAYS) for table, verbs in NEVER.items() for verb in verbs]
    return made + [_sqlite(f"{table}_fixed", UPDATE_OF, table, IS_FIXED) for table in FIXED]


def postgresql() -> list[str]:
    """The guards as PostgreSQL says them."""
    made = [_function("fund_stays", _raise(STAYS)), _function("fund_fixed", _raise(IS_FIXED))]
    for number, (must, (table, when)) in enumerate(REFUSALS.items()):
        name = f"fund_guard_{number}"
        made += [_function(name, f"IF {when} THEN {_raise(must)} END IF; RETURN NEW;"),
                 _trigger(name, "INSERT", table, name)]  # fmt: skip
    for table, verbs in NEVER.items():
        made += [_trigger(f"{table}_{verb}", verb.upper(), table, "fund_stays") for verb in verbs]
    return made + [_trigger(f"{table}_fixed", UPDATE_OF, table, "fund_fixed") for table in FIXED]


def install(editor: BaseDatabaseSchemaEditor) -> None:
    """Put the guards up; part of the migrations."""
    for statement in {"sqlite": sqlite, "postgresql": postgresql}[editor.connection.vendor]():
        editor.execute(statement, None)


def _sqlite(name: str, verb: str, table: str, must: str, when: str = "1") -> str:
    refuse = f"SELECT RAISE(ABORT, 'fund: {_quoted(must)}')"
    return f"CREATE TRIGGER {name} BEFORE {verb} ON {table} WHEN {when} BEGIN {refuse}; END"


def _function(name: str, body: str) -> str:
    return f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql VOLATILE AS $fund$ BEGIN {body} END $fund$"


def _trigger(name: str, verb: str, table: str, function: str) -> str:
    return f"CREATE TRIGGER {name} BEFORE {verb} ON {table} FOR EACH ROW EXECUTE FUNCTION {function}()"


def _raise(must: str) -> str:
    return f"RAISE EXCEPTION USING MESSAGE = 'fund: {_quoted(must)}', ERRCODE = 'integrity_constraint_violation';"


def _quoted(text: str) -> str:
    return text.replace("'", "''")
