"""Every page at 500 members and 50,000 experiences, and the way from a request to its list, beside the budget.

    python -m benchmarks.pages [--members 500] [--experiences 50000] [--rounds 15]

SQLite in a temporary folder; DATABASE_URL names another database. Pages come from docs/rules/access.md.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
QUERIES, MILLISECONDS, LIST_MILLISECONDS = 12, 100, 300
NOW = datetime(2026, 11, 20, tzinfo=UTC)


def synthetic(members: int, experiences: int):
    """A community with near and far colleagues, in all three kinds."""
    from fuerwort.bundle.shapes import Community, Experience, Member  # noqa: PLC0415
    from fuerwort.fields.catalogue import catalogue  # noqa: PLC0415

    rng = np.random.default_rng(1)
    fields = list(catalogue())
    people = tuple(
        Member(
            member=f"m{i}",
            name=f"Vorname{i} Nachname{i}",
            joined=NOW - timedelta(days=int(rng.integers(10, 2000))),
            fields=tuple(dict.fromkeys(rng.choice(fields, 2))),
            skills=(f"Skill {i % 40}", f"Skill {i % 7}"),
            about="Ich mache Websites und schreibe Texte für Vereine. " * 3,
        )
        for i in range(members)
    )
    first = rng.integers(0, members, experiences)
    near = (first + rng.integers(1, 12, experiences)) % members
    far = (first + 1 + rng.integers(0, members - 1, experiences)) % members
    second = np.where(rng.random(experiences) < 0.85, near, far)
    days, hours = rng.integers(1, 1400, experiences), rng.uniform(0.5, 12, experiences)
    kinds = rng.choice(("cooperation", "learning", "care"), experiences, p=(0.5, 0.3, 0.2))
    shared = tuple(
        Experience(
            f"e{i}", NOW - timedelta(days=int(days[i])), str(kinds[i]), people[first[i]].fields[0], float(hours[i]),
            (f"m{first[i]}", f"m{second[i]}"), (f"m{first[i]}", f"m{second[i]}")[: 1 if i % 25 == 0 else 2],
            "eine Seite für einen Verein gebaut",
        )
        for i in range(experiences)
    )  # fmt: skip
    return Community(people, shared)


def settle(members: int, experiences: int):
    """Let it move in, and everybody accept."""
    from fuerwort.experiences.moving import move_in  # noqa: PLC0415
    from fuerwort.people.models import Membership, Person, Role, RoleName, Space  # noqa: PLC0415

    space = Space.objects.create(slug="grosser-raum", name="Großer Raum", created_at=NOW)
    move_in(space, synthetic(members, experiences), by=None, at=NOW)
    rows = list(space.memberships.order_by("pk"))
    persons = Person.objects.bulk_create(
        Person(email=f"{row.outside_id}@example.org", created_at=NOW, password="!") for row in rows
    )
    for row, person in zip(rows, persons, strict=True):
        row.person = person
    Membership.objects.bulk_update(rows, ["person"], batch_size=500)
    Role.objects.create(membership=rows[0], name=RoleName.HOST)
    return space, rows


def suggested(space, rows, rounds: int, begin: datetime = NOW):
    """Requests in the busiest field the host does not offer; each time until the list was on record, and the last."""
    from django.db.models import Count  # noqa: PLC0415

    from fuerwort.referrals.actions import needs, suggesting  # noqa: PLC0415

    fields = space.fields.exclude(members=rows[0]).annotate(number=Count("members")).order_by("-number")
    want, times = needs.Want(fields[0], "Eine Seite für unseren Ruderverein, die wir selbst pflegen."), []
    for n in range(rounds):
        request = needs.record_need(wants=[want], by=rows[9], at=begin + timedelta(hours=n)).requests.get()
        start = time.perf_counter()
        suggesting.suggest(request=request, by=request.owner, at=begin + timedelta(hours=n, minutes=5))
        times.append(1000 * (time.perf_counter() - start))
    return request, times, fields[0].number


def first_of_a_process() -> list[float]:
    """From a request to its list in processes that have just started as the web server starts: milliseconds."""
    command = [sys.executable, "-m", "benchmarks.pages", "--first"]
    done = [subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT) for _ in range(3)]
    return sorted(float(one.stdout.split()[-1]) for one in done)


def first() -> float:
    """A member records a need and the engine suggests a list, first of all things this process does."""
    import fuerwort.project.wsgi  # noqa: F401, PLC0415
    from fuerwort.people.models import Space  # noqa: PLC0415

    space = Space.objects.get()
    start = time.perf_counter()
    suggested(space, list(space.memberships.order_by("pk")), 1, NOW - timedelta(days=1))
    return 1000 * (time.perf_counter() - start)


def doubted(request):
    """The list goes out to be answered, and somebody named doubts its order."""
    from fuerwort.referrals.actions import contests, suggesting  # noqa: PLC0415

    suggesting.choose(request=request, by=request.owner, at=NOW)
    named = request.placings.select_related("membership__space").first().membership
    return contests.contest(request=request, text="Warum ich nicht zuerst?", by=named, at=NOW)


def pages(space, rows, request) -> list[str]:
    """Addresses a host can open, filled with what this community has."""
    from tests.tables import table  # noqa: PLC0415

    experience = space.experiences.filter(participations__membership=rows[0]).first()
    rows[6].consents.create(item="name", seen_by="public", given_at=NOW)
    known = {"space": space.slug, "owner": rows[5].public, "experience": experience.public, "seen": rows[6].public}
    known |= evening(rows) | {"request": request.public, "contest": doubted(request).public}
    found, left = [], []
    for row in table("access.md"):
        if row["method"] == "GET" and row["host"] == "200":
            try:
                found.append(row["address"].format(**known))
            except KeyError:
                left.append(row["address"])
    if left:
        print("not measured (need an object of their own):", ", ".join(left), file=sys.stderr)
    return found


def evening(rows) -> dict[str, str]:
    """A full founding evening; the first entry of it confirmed, the second not answered, the third denied."""
    from fuerwort.experiences import actions  # noqa: PLC0415
    from fuerwort.experiences.notices import answer_address  # noqa: PLC0415

    begun = actions.start_evening(by=rows[0], at=NOW)
    occasion = actions.Occasion("care", 2.0, NOW.date(), "den Hof gefegt")
    entries = [actions.record(occasion, rows[i : i + 2], by=rows[0], at=NOW, evening=begun) for i in range(1, 31)]
    actions.confirm(entries[0], by=rows[1], at=NOW)
    actions.deny(entries[2], by=rows[3], at=NOW)
    return {
        "evening": begun.public,
        "confirmed": entries[0].public,
        "newcomer": rows[1].public,
        "asked": entries[1].public,
        "dispute": entries[2].disputes.get().public,
        "question": answer_address(entries[1], rows[2], "yes").rstrip("/").rsplit("/", 1)[1],
    }


def measure(client, address: str, rounds: int) -> tuple[int, float, float]:
    from django.db import connection  # noqa: PLC0415

    connection.force_debug_cursor = True
    connection.queries_log.clear()
    answer = client.get(address)
    asked = len(connection.queries_log)
    connection.force_debug_cursor = False
    assert answer.status_code == 200, (address, answer.status_code)
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        client.get(address)
        times.append(1000 * (time.perf_counter() - start))
    return asked, statistics.median(times), max(times)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--members", type=int, default=500)
    asked.add_argument("--experiences", type=int, default=50_000)
    asked.add_argument("--rounds", type=int, default=15)
    asked.add_argument("--first", action="store_true", help=argparse.SUPPRESS)
    options = asked.parse_args()
    if options.first:
        print(first())
        return
    with tempfile.TemporaryDirectory(prefix="fuerwort-pages-") as folder:
        os.environ["FUERWORT_VAR"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "fuerwort.project.settings"
        run(options)


def run(options: argparse.Namespace) -> None:
    import django  # noqa: PLC0415

    django.setup()
    from django.conf import settings  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    from fuerwort.project import messages  # noqa: PLC0415

    settings.ALLOWED_HOSTS.append("testserver")
    messages.compile_()
    for command in ("migrate", "createcachetable"):
        call_command(command, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    start = time.perf_counter()
    space, rows = settle(options.members, options.experiences)
    print(
        f"{options.members} members, {options.experiences} experiences moved in in {time.perf_counter() - start:.1f} s"
    )
    request, times, offering = suggested(space, rows, options.rounds)
    begun = first_of_a_process()
    print(
        f"from a request to its list, {offering} offer the field: median {statistics.median(times):.0f} ms, "
        f"worst {max(times[1:]):.0f} ms (<= {LIST_MILLISECONDS}); with the request itself, first of a process: "
        f"{', '.join(f'{one:.0f}' for one in begun)} ms"
    )
    client = Client()
    client.force_login(rows[0].person)
    print(f"{'page':<58} queries (<= {QUERIES})  median ms (<= {MILLISECONDS})  worst ms")
    over = 0
    for address in dict.fromkeys(pages(space, rows, request)):
        count, median, worst = measure(client, address, options.rounds)
        bad = count > QUERIES or median > MILLISECONDS
        over += bad
        print(f"{address:<58} {count:>7}          {median:>9.1f}            {worst:>8.1f}{'  OVER' if bad else ''}")
    print(f"{over} pages over the budget")


if __name__ == "__main__":
    main()
