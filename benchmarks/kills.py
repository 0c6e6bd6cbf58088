"""Workers and the database are killed at random moments under load, for minutes; then everything is counted.

    python -m benchmarks.kills [--seconds 120] [--postgres]

SQLite in a temporary folder; --postgres starts a PostgreSQL of its own, which is killed too. The baseline is what
people were told: each yes must be there once, each mail sent once at most.
"""

import argparse
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))


def main() -> int:
    from tests.town.siege import besiege, besiege_postgres  # noqa: PLC0415

    said = argparse.ArgumentParser(description=__doc__)
    said.add_argument("--seconds", type=float, default=120)
    said.add_argument("--postgres", action="store_true")
    given = said.parse_args()
    with tempfile.TemporaryDirectory(prefix="fuerwort-kills-") as folder:
        if given.postgres:
            told, found, amiss = besiege_postgres(Path(folder), given.seconds)
        else:
            told, found, amiss = besiege(Path(folder), f"sqlite:///{folder}/fuerwort.sqlite3", {}, given.seconds)
    kills = ", ".join(f"{name} {times}" for name, times in told.killed.items())
    print("| database | killed | yes to experiences, requests, payments | unanswered | mails | by the dead | amiss |")
    print("|---|---|---|---|---|---|---|")
    done = ", ".join(str(len(sent)) for sent in told.done.values())
    where, mails = "PostgreSQL" if given.postgres else "SQLite", len(found["mails"])
    print(f"| {where} | {kills} | {done} | {told.unanswered} | {mails} | {found['by_the_dead']} | {len(amiss)} |")
    print(*amiss[:10], sep="\n")
    return int(bool(amiss))


if __name__ == "__main__":
    sys.exit(main())
