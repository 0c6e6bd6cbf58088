"""Does the database do what `chances.Book` does, entry by entry? Random requests in one field, done to both.

    python -m benchmarks.history [--requests 10000] [--seed 11] [--postgres]

SQLite in a temporary folder; --postgres takes FUERWORT_TEST_POSTGRES, or starts a server of its own. The first
difference ends it. At the end the journal is replayed from its first entry.
"""

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))


def measure(requests: int, seed: int) -> list[tuple[str, str]]:
    import django  # noqa: PLC0415 - where the database is must be said first

    django.setup()
    from django.db import connection  # noqa: PLC0415

    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = f"{connection.settings_dict['NAME']}.test"  # a file, not memory
    before = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        return compared(requests, seed)
    finally:
        connection.creation.destroy_test_db(str(before), verbosity=0)


def compared(requests: int, seed: int) -> list[tuple[str, str]]:
    from django.db import connection  # noqa: PLC0415
    from tests import cast as people  # noqa: PLC0415
    from tests.referrals.twins import Field, History  # noqa: PLC0415

    from fuerwort.referrals.actions import verifying  # noqa: PLC0415
    from fuerwort.referrals.models import Book, Line  # noqa: PLC0415

    web = Field(people.make())
    web.join("ada", "ben", "cem", "dia", "eli", "fia", "gus", "hal")
    history, start = History(web, seed), time.perf_counter()
    history.run(requests)
    done, row = time.perf_counter(), Book.objects.get()
    if wrong := verifying.verify_book(row):
        raise SystemExit("\n".join(wrong))
    again = time.perf_counter()
    return [
        ("database", connection.vendor),
        ("requests", f"{requests:,}"),
        ("entries compared", f"{history.entries:,}"),
        ("of these kept in the journal", f"{row.entries_made:,}"),
        ("lines", f"{Line.objects.count():,}"),
        ("erased members", f"{row.entries.filter(verb='erase').count():,}"),
        ("rules decided", f"{web.cast.space.rules.count():,}"),
        ("differences", "0"),
        ("sum of all balances, micro-chances", f"{sum(web.balances().values())}"),
        ("ms for a request with all that followed", f"{1000 * (done - start) / requests:.1f}"),
        ("seconds to replay and compare the journal", f"{again - done:.0f}"),
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--requests", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--postgres", action="store_true")
    told = parser.parse_args()
    if told.postgres:
        from tests.postgres import main as on_postgres  # noqa: PLC0415

        again = ["-m", "benchmarks.history", "--requests", str(told.requests), "--seed", str(told.seed)]
        return on_postgres([sys.executable, *again])
    with tempfile.TemporaryDirectory(prefix="fuerwort-history-") as folder:
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/db.sqlite3")
        os.environ.setdefault("FUERWORT_VAR", folder)
        os.environ["DJANGO_SETTINGS_MODULE"] = "fuerwort.project.settings"
        for what, figure in measure(told.requests, told.seed):
            print(f"| {what} | {figure} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
