"""Two hundred members at once, over real HTTP, through the server as `fuerwort serve` starts it (locust, loopback).

    python -m benchmarks.load [--people 200] [--seconds 60] [--database postgres://…]

Each opens a page or presses a button every five to 25 seconds (load_members.py): mostly home, members, requests and
evenings; one visit in eleven records an experience or a need. The space has so many members, and 50 experiences each.
SQLite in a temporary folder; --database (or DATABASE_URL) names an empty one. Needs requirements/bench.txt.
"""

import argparse
import csv
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))


def settle(people: int) -> dict[str, Any]:
    """The space of `benchmarks.pages`; sessions of so many members."""
    import django  # noqa: PLC0415

    django.setup()
    from benchmarks import pages  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415
    from tests.journeys.entry import session  # noqa: PLC0415

    for command in ("migrate", "createcachetable"):
        call_command(command, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    space, rows = pages.settle(people, 50 * people)
    field = space.fields.first().slug
    return {"sessions": [session(row) for row in rows], "publics": [row.public for row in rows], "field": field}


def told(stats: Path) -> list[dict[str, str]]:
    with stats.open(newline="") as file:
        return list(csv.DictReader(file))


def report(rows: list[dict[str, str]], base: str, kept: list[int]) -> int:
    print("| database | what | requests | a second | median ms | 95 % ms | slowest ms | errors |")
    print("|---|---|---|---|---|---|---|---|")
    errors = 0
    for row in rows:
        errors += int(row["Failure Count"]) if row["Name"] == "Aggregated" else 0
        name = "**all**" if row["Name"] == "Aggregated" else f"{row['Type']} {row['Name']}"
        many, rate, slowest = row["Request Count"], float(row["Requests/s"]), float(row["Max Response Time"])
        took = f"{row['Median Response Time']} | {row['95%']} | {slowest:.0f}"
        print(f"| {base} | {name} | {many} | {rate:.1f} | {took} | {row['Failure Count']} |")
    print(f"written and there: {kept[0]} experiences, {kept[1]} requests; load {os.getloadavg()[0]:.1f}")
    return int(errors > 0)


def stored() -> list[int]:
    import django  # noqa: PLC0415

    django.setup()
    from fuerwort.experiences.models import Experience  # noqa: PLC0415
    from fuerwort.referrals.models import Request  # noqa: PLC0415

    return [Experience.objects.filter(text__startswith="Last ").count(), Request.objects.count()]


def main() -> int:
    said = argparse.ArgumentParser(description=__doc__)
    said.add_argument("--people", type=int, default=200)
    said.add_argument("--seconds", type=int, default=60)
    said.add_argument("--database", default=os.environ.get("DATABASE_URL", ""))
    given = said.parse_args()
    from tests.town.house import House  # noqa: PLC0415

    with tempfile.TemporaryDirectory(prefix="fuerwort-load-") as folder:
        house = House(Path(folder), given.database or f"sqlite:///{folder}/fuerwort.sqlite3")
        lives = child(house, f"settle({given.people})")
        (Path(folder) / "lives.json").write_text(json.dumps(lives))
        try:
            house.start()
            house.ready()
            command = ["-m", "locust", "-f", "benchmarks/load_members.py", "--headless", "--only-summary"]
            command += ["-u", str(given.people), "-r", "10", "-t", f"{given.seconds + given.people // 10}s"]
            command += ["--host", house.address, "--csv", f"{folder}/told", "--reset-stats"]
            environment = {**os.environ, "FUERWORT_LIVES": f"{folder}/lives.json"}
            subprocess.run(
                [sys.executable, *command],
                cwd=ROOT,
                env=environment,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                check=False,
            )
        finally:
            house.stop()
        rows = told(Path(folder) / "told_stats.csv")
        print(*(f"{row['Name']}: {row['Error']}" for row in told(Path(folder) / "told_failures.csv")), sep="\n")
        return report(rows, "PostgreSQL" if given.database else "SQLite", child(house, "stored()"))


def child(house: Any, call: str) -> Any:
    """Where the database is, in a process of its own: this one only plays members."""
    code = f"import json; from benchmarks import load; print(json.dumps(load.{call}))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=house.environment, capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout.splitlines()[-1])


if __name__ == "__main__":
    sys.exit(main())
