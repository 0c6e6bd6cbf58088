"""A bank statement of 5,000 lines, read, looked at, taken in and matched; then the whole ledger checked and exported.

    python -m benchmarks.fund [--lines 5000] [--members 200]

SQLite in a temporary folder; DATABASE_URL names another database. Budget: taking it in takes less than 10 seconds.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
BUDGET = 10.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=5000)
    parser.add_argument("--members", type=int, default=200)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fuerwort.project.settings")
        os.environ.setdefault("FUERWORT_VAR", folder)
        import django  # noqa: PLC0415

        django.setup()
        measure(asked.lines, asked.members)


def timed(what: str, do: Callable[[], object]) -> object:
    start, work = time.perf_counter(), time.process_time()
    result = do()
    print(f"{what:<40} {time.perf_counter() - start:8.2f} s {time.process_time() - work:8.2f} s of one core")
    return result


def settle(members: int):
    """A fund with so many contributors."""
    from django.core.management import call_command  # noqa: PLC0415
    from tests import cast as people  # noqa: PLC0415
    from tests.cast import NOW  # noqa: PLC0415
    from tests.fund import banks  # noqa: PLC0415

    from fuerwort.fund.actions import contributions, funds  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    cast = people.make()
    for number in range(members):
        people.member(cast.space, f"Mitglied{number} Nachname")
    fund = funds.open_fund(holder="e. V.", iban=banks.OWN, held=1_000_00, by=cast.treasurer, at=NOW)
    contributions.decide_flat(fund=fund, cents=25_00, by=cast.treasurer, at=NOW)
    return fund, cast.treasurer


def measure(lines: int, members: int) -> None:
    fund, by = settle(members)
    from tests.cast import NOW  # noqa: PLC0415
    from tests.fund import banks  # noqa: PLC0415

    from fuerwort.fund.actions import statements  # noqa: PLC0415
    from fuerwort.fund.actions.checking import check  # noqa: PLC0415
    from fuerwort.fund.exports import as_beancount, as_csv  # noqa: PLC0415
    from fuerwort.fund.reading import read  # noqa: PLC0415
    from fuerwort.fund.reference import shown  # noqa: PLC0415

    words = [shown(reference) for reference in fund.payers.values_list("reference", flat=True)]
    paid = [
        banks.Paid(
            NOW.date() + timedelta(days=n // 20), 25_00 + n % 7, f"Mitglied {n}", "DE75512108001245126199",
            f"{words[n % len(words)]} Beitrag {n}" if n % 10 else f"Ohne Kennung {n}",
        )
        for n in range(lines)
    ]  # fmt: skip
    data, table = banks.camt(paid, opening=1_000_00), banks.dkb(paid)
    print(f"{lines} lines, {members} members, camt.053 of {len(data) / 1e6:.1f} MB\n")
    timed("read camt.053", lambda: read(data))
    timed("say what would happen", lambda: statements.would_take_in(fund=fund, data=data))
    start = time.process_time()
    timed("take it in, nine of ten matched", lambda: take(fund, data, by))
    taken = time.process_time() - start  # other work on the machine does not count
    would = timed("the same as CSV: nothing new", lambda: statements.would_take_in(fund=fund, data=table))
    assert len(would.new) == 0, len(would.new)
    wrong = timed("check the whole ledger", lambda: check(fund))
    timed("export CSV", lambda: as_csv(fund))
    timed("export beancount", lambda: as_beancount(fund))
    print(f"\n{fund.transactions.count()} transactions, differences found: {len(wrong)}")
    if wrong or taken > BUDGET:
        raise SystemExit(f"over budget: {taken:.1f} s")


def take(fund, data: bytes, by) -> object:
    from tests.cast import NOW  # noqa: PLC0415

    from fuerwort.fund.actions import statements  # noqa: PLC0415

    return statements.take_in(fund=fund, data=data, file="gross.xml", by=by, at=NOW)


if __name__ == "__main__":
    main()
