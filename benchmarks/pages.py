"""Every page at 500 members and 50,000 experiences, and the way from a request to its list, beside the budget.

    python -m benchmarks.pages [--members 500] [--experiences 50000] [--rounds 15] [--only /votes/]

SQLite in a temporary folder; DATABASE_URL names another database. Pages come from docs/rules/access.md.
"""

import argparse
import logging
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
BY_LINK = ("/a/", "/i/", "/e/")
"""Where a link leads whoever has it, without a log-in."""
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
    """Requests in the busiest field the host does not offer; milliseconds of a core and of the clock for each list."""
    from django.db.models import Count  # noqa: PLC0415

    from fuerwort.referrals.actions import needs, suggesting  # noqa: PLC0415

    fields = space.fields.exclude(members=rows[0]).annotate(number=Count("members")).order_by("-number")
    want, times = needs.Want(fields[0], "Eine Seite für unseren Ruderverein, die wir selbst pflegen."), []
    for n in range(rounds):
        request = needs.record_need(wants=[want], by=rows[9], at=begin + timedelta(hours=n)).requests.get()
        start, at = time.process_time(), time.perf_counter()
        suggesting.suggest(request=request, by=request.owner, at=begin + timedelta(hours=n, minutes=5))
        times.append((1000 * (time.process_time() - start), 1000 * (time.perf_counter() - at)))
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


def cast_of(space, rows):
    """The cast of the tests, played by members of this space; two small fields are theirs, as the tests have it."""
    from tests import cast as people  # noqa: PLC0415

    from fuerwort.people.models import Membership, Role, RoleName, Space  # noqa: PLC0415

    host, owner, insider, treasurer, newcomer = rows[0], *rows[5:9]
    fields = [space.fields.get_or_create(slug=slug)[0] for slug in ("web-design", "translation")]
    for field in fields:
        field.members.clear()
    owner.fields.set(fields[:1])
    insider.fields.set(fields)
    Role.objects.create(membership=treasurer, name=RoleName.TREASURER)
    Membership.objects.filter(pk=newcomer.pk).update(sponsor=host, invited_by=host)
    elsewhere = Space.objects.create(slug="hafen", name="Haus am Hafen", created_at=NOW)
    stranger = people.member(elsewhere, "Stella Stranger", RoleName.HOST)
    return people.Cast(space, elsewhere, owner, insider, host, treasurer, newcomer, stranger, *fields)


def things(cast) -> dict[str, str]:
    """What the addresses of the table need, as the tests make it; with money enough for an income of so many."""
    from importlib import import_module  # noqa: PLC0415
    from pkgutil import iter_modules  # noqa: PLC0415

    from tests.fund import book  # noqa: PLC0415
    from tests.shape import things as parts  # noqa: PLC0415

    found: dict[str, str] = {}
    for part in iter_modules(parts.__path__):
        if part.name == "income":
            book.receive(cast.space.fund, 100_000_00)
        found |= import_module(f"{parts.__name__}.{part.name}").things(cast)
    return found


def pages(space, rows, request) -> dict[str, object]:
    """Every page of docs/rules/access.md, and who opens it; the fullest of them, too."""
    from tests.tables import table  # noqa: PLC0415

    doubt, cast = doubted(request), cast_of(space, rows)
    known, found = things(cast), {}
    full = {"request": request.public, "contest": doubt.public, "owner": rows[6].public} | evening(rows)
    for row in table("access.md"):
        likely = ("anonymous",) if row["address"].startswith(BY_LINK) else ("host", "treasurer", "owner", "anonymous")
        who = next((one for one in likely if row[one] == "200"), None)
        if row["method"] == "GET" and who:
            for names in (known, known | full) if who == "host" else (known,):
                found[row["address"].format(**names)] = cast.everybody.get(who)
    return found | {f"/spaces/{space.slug}/books/{request.field.slug}/": cast.host}


def evening(rows) -> dict[str, str]:
    """Fill the founding evening; the first entry of it confirmed, the second not answered, the third denied."""
    from fuerwort.experiences import actions  # noqa: PLC0415
    from fuerwort.experiences.models import FoundingEvening  # noqa: PLC0415

    begun = FoundingEvening.objects.get()
    occasion = actions.Occasion("care", 2.0, NOW.date(), "den Hof gefegt")
    entries = [actions.record(occasion, rows[i : i + 2], by=rows[0], at=NOW, evening=begun) for i in range(1, 31)]
    actions.confirm(entries[0], by=rows[1], at=NOW)
    actions.deny(entries[2], by=rows[3], at=NOW)
    return {
        "confirmed": entries[0].public,
        "asked": entries[1].public,
        "dispute": entries[2].disputes.get().public,
    }


def measure(client, address: str, rounds: int) -> tuple[int, float, float, float]:
    """Questions to the database; median milliseconds of this process and of the clock; the worst of the clock."""
    from django.db import connection  # noqa: PLC0415

    connection.force_debug_cursor = True
    connection.queries_log.clear()
    answer = client.get(address)
    asked = len(connection.queries_log)
    connection.force_debug_cursor = False
    assert answer.status_code == 200, (address, answer.status_code)
    worked, passed = [], []
    for _ in range(rounds):
        start, at = time.process_time(), time.perf_counter()
        client.get(address)
        worked.append(1000 * (time.process_time() - start))
        passed.append(1000 * (time.perf_counter() - at))
    return asked, statistics.median(worked), statistics.median(passed), max(passed)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--members", type=int, default=500)
    asked.add_argument("--experiences", type=int, default=50_000)
    asked.add_argument("--rounds", type=int, default=15)
    asked.add_argument("--only", default="", help="only addresses that hold this, /votes/ for example")
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
    prepare()
    start = time.perf_counter()
    space, rows = settle(options.members, options.experiences)
    print(
        f"{options.members} members, {options.experiences} experiences moved in in {time.perf_counter() - start:.1f} s"
    )
    request, times, offering = suggested(space, rows, options.rounds)
    worked, passed = (statistics.median(kind) for kind in zip(*times, strict=True))
    begun = [] if options.only else first_of_a_process()
    print(
        f"from a request to its list, {offering} offer the field: median {worked:.0f} ms of a core, {passed:.0f} ms by "
        f"the clock (<= {LIST_MILLISECONDS}); with the request itself, first of a process: "
        f"{', '.join(f'{one:.0f}' for one in begun) or 'not measured,'} ms"
    )
    print(f"{opened(space, rows, request, options)} pages over the budget")


def prepare() -> None:
    """An empty house, as `fuerwort serve` prepares it."""
    import django  # noqa: PLC0415

    django.setup()
    from django.conf import settings  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415

    from fuerwort.project import messages  # noqa: PLC0415

    settings.ALLOWED_HOSTS.append("testserver")
    logging.disable(logging.INFO)
    messages.compile_()
    for command in ("migrate", "createcachetable"):
        call_command(command, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)


def opened(space, rows, request, options: argparse.Namespace) -> int:
    """Open the pages and print a line for each; returns how many are over the budget."""
    from django.test import Client  # noqa: PLC0415

    print(f"{'page':<70} queries (<= {QUERIES})  ms of a core (<= {MILLISECONDS})  ms by the clock: median, worst")
    over = 0
    for address, who in pages(space, rows, request).items():
        if options.only not in address:
            continue
        client = Client()
        if who:
            client.force_login(who.person)
        count, worked, median, worst = measure(client, address, options.rounds)
        over += (bad := count > QUERIES or worked > MILLISECONDS)
        print(
            f"{address:<70} {count:>4} {worked:>8.1f} {median:>8.1f} {worst:>8.1f}{'  OVER' if bad else ''}", flush=True
        )
    return over


if __name__ == "__main__":
    main()
