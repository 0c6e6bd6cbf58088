"""Sixty phones write ideas at once, over real HTTP, through the server as `fuerwort serve` starts it.

    python -m benchmarks.evening [--people 60] [--ideas 5] [--pause 4] [--database postgres://…]

Everybody comes in as a guest through the door on the wall, then writes. *Burst*: the first idea of all sixty is sent
within one second. *Writing*: every further idea follows after half to one and a half times the pause, fifteen ideas a
second with the usual one; people are slower. Between two ideas a phone asks what is new every three seconds. Every
seventh form is sent twice, as if its first answer had been lost. In the end the phones write one after the other:
processor time of one idea, of one asking. Afterwards each idea must be there once. SQLite in a temporary folder;
--database (or DATABASE_URL) names a database that is empty.
"""

import argparse
import contextlib
import http.client
import json
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
BUDGET = 300
"""Milliseconds, for 95 of 100 ideas."""
ALONE = 100
"""So many ideas, and so many askings, of which the processor time is told."""


@dataclass
class Phone:
    """One guest: cookies, what was written, how long each took."""

    port: int
    door: str
    name: str
    cookies: dict[str, str] = field(default_factory=dict)
    written: list[str] = field(default_factory=list)
    took: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    """Milliseconds of each answer: burst, writing, asking, alone."""
    errors: list[str] = field(default_factory=list)

    def send(self, method: str, path: str, form: dict[str, str] | None = None) -> tuple[int, str, float]:
        begin = time.perf_counter()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items()), "HX-Request": "true"}
        headers |= {"X-CSRFToken": self.cookies.get("csrftoken", "")}
        headers |= {"Content-Type": "application/x-www-form-urlencoded"} if form else {}
        connection.request(method, path, urlencode(form) if form else None, headers)
        answer = connection.getresponse()
        text = answer.read().decode()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.split(";")[0]
        connection.close()
        return answer.status, text, 1000 * (time.perf_counter() - begin)

    def come_in(self) -> None:
        self.send("GET", f"/e/{self.door}/")
        status, _text, _took = self.send("POST", f"/e/{self.door}/check-in/", {"name": self.name})
        if status != 302:
            self.errors.append(f"check-in {status}")

    def write(self, number: int, once: str, when: str) -> None:
        text = f"{self.name}, Gedanke {number}"
        for _ in range(2 if random.random() < 1 / 7 else 1):
            status, body, took = self.send("POST", f"/e/{self.door}/ideas/", {"text": text, "once": once})
            self.took[when].append(took)
            if status != 200 or text not in body:
                self.errors.append(f"idea {status}")
        self.written.append(text)

    def wait(self, until: float, stamp: str) -> str:
        """Ask what is new every three seconds, as the page does."""
        while (left := until - time.perf_counter()) > 0:
            time.sleep(min(3, left))
            if time.perf_counter() < until:
                stamp = self.ask(stamp)
        return stamp

    def ask(self, stamp: str) -> str:
        status, text, took = self.send("GET", f"/e/{self.door}/live/?v={stamp}")
        self.took["asking"].append(took)
        if status not in (200, 204):
            self.errors.append(f"live {status}")
        found = re.search(r"live/\?v=([^\"]+)", text)
        return found[1] if found else stamp


def prepare() -> dict[str, str]:
    """An evening on which everybody writes."""
    import django  # noqa: PLC0415

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    for command in ("migrate", "createcachetable"):
        call_command(command, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    from datetime import timedelta  # noqa: PLC0415

    from django.utils import timezone  # noqa: PLC0415
    from tests import cast as people  # noqa: PLC0415

    from fuerwort.evenings.actions import agenda, leading, planning  # noqa: PLC0415

    cast, at = people.make(), timezone.now()
    meeting = planning.Meeting("Kreativabend", at, at + timedelta(hours=2), "Europe/Berlin")
    evening = planning.plan(meeting, by=cast.host, at=at)
    agenda.choose_question(evening, agenda.ask("Was ist Coworking?", by=cast.host, at=at), by=cast.host, at=at)
    return {"door": leading.lead_to(evening, "writing", by=cast.host, at=at).door}


def stored() -> list[str]:
    import django  # noqa: PLC0415

    django.setup()
    from fuerwort.evenings.models import Idea  # noqa: PLC0415

    return list(Idea.objects.values_list("text", flat=True))


def child(action: str) -> str:
    """The same database, in a process of its own: this one only plays phones."""
    code = f"import json; from benchmarks import evening; print(json.dumps(evening.{action}()))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()[-1]


def play(phones: list[Phone], ideas: int, pause: float) -> None:
    def one(phone: Phone, seed: int) -> None:
        mine, stamp = random.Random(seed), "writing."
        time.sleep(mine.random())
        for number in range(ideas):
            phone.write(number, key(mine), "writing" if number else "burst")
            stamp = phone.wait(time.perf_counter() + mine.uniform(0.5, 1.5) * pause, stamp)

    threads = [threading.Thread(target=one, args=(phone, i)) for i, phone in enumerate(phones)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def alone(phones: list[Phone], server: int) -> tuple[float, float]:
    """Milliseconds of processor for one idea, and for one asking that finds nothing new; one after the other."""
    begin, chance = worked(server), random.Random(0)
    for number in range(ALONE):
        phone = phones[number % len(phones)]
        phone.write(1000 + number, key(chance), "alone")
    between, stamp = worked(server), "writing."
    for _ in range(ALONE):
        stamp = phones[0].ask(stamp)
    sent = sum(len(phone.took["alone"]) for phone in phones)
    return 1000 * (between - begin) / sent, 1000 * (worked(server) - between) / ALONE


def key(chance: random.Random) -> str:
    """As the page makes one when its form opens."""
    return "".join(chance.choices("23456789abcdefghjkmnpqrstuvwxyz", k=12))


def share(values: list[float], part: float) -> float:
    return sorted(values)[min(len(values) - 1, int(part * len(values)))]


def main() -> int:
    said = argparse.ArgumentParser(description=__doc__)
    said.add_argument("--people", type=int, default=60)
    said.add_argument("--ideas", type=int, default=5, help="two at least: the first is the burst")
    said.add_argument("--pause", type=float, default=4)
    said.add_argument("--database", default=os.environ.get("DATABASE_URL", ""))
    given = said.parse_args()
    from tests.ports import free_port  # noqa: PLC0415

    with tempfile.TemporaryDirectory(prefix="fuerwort-evening-") as folder:
        port = free_port()
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "fuerwort.project.settings", "FUERWORT_VAR": folder,
            "FUERWORT_ADDRESS": f"http://localhost:{port}",
            "DATABASE_URL": given.database or f"sqlite:///{folder}/fuerwort.sqlite3",
        }  # fmt: skip
        door = json.loads(child("prepare"))["door"]
        gunicorn = ["--bind", f"127.0.0.1:{port}", "--workers", "2", "--threads", "2", "--preload"]
        gunicorn += ["--no-control-socket", "--log-level", "error"]
        command = [sys.executable, "-m", "gunicorn", *gunicorn, "fuerwort.project.wsgi"]
        server = subprocess.Popen(command, cwd=ROOT)
        try:
            wait_for(port)
            phones = [Phone(port, door, f"Gast {i}") for i in range(given.people)]
            for phone in phones:
                phone.come_in()
            play(phones, given.ideas, given.pause)
            work = alone(phones, server.pid)
        finally:
            server.terminate()
            server.wait(30)
        return report(phones, json.loads(child("stored")), "PostgreSQL" if given.database else "SQLite", work)


def wait_for(port: int) -> None:
    for _ in range(1800):
        try:
            http.client.HTTPConnection("127.0.0.1", port, timeout=1).connect()
            return
        except OSError:
            time.sleep(0.1)


def worked(server: int) -> float:
    """Seconds of processor that the server and its workers have used; Linux only, elsewhere none."""
    found = 0.0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            facts = stat.read_text().rpartition(")")[2].split()
            if server in (int(facts[1]), int(stat.parent.name)):
                found += (int(facts[11]) + int(facts[12])) / os.sysconf("SC_CLK_TCK")
    return found


def report(phones: list[Phone], kept: list[str], base: str, work: tuple[float, float]) -> int:
    sent = [text for phone in phones for text in phone.written]
    errors = [error for phone in phones for error in phone.errors]
    took = {when: [one for phone in phones for one in phone.took[when]] for when in ("burst", "writing", "asking")}
    print("| database | when | sent | median | 95 % | slowest | load |")
    print("|---|---|---|---|---|---|---|")
    for when, values in took.items():
        print(
            f"| {base} | {when} | {len(values)} | {statistics.median(values):.0f} ms | {share(values, 0.95):.0f} ms | "
            f"{max(values):.0f} ms | {os.getloadavg()[0]:.1f} |"
        )
    print(
        f"{len(phones)} phones, {len(sent)} ideas: {len(set(sent) - set(kept))} lost, {len(kept) - len(set(kept))} "
        f"double, {len(errors)} errors. Processor: {work[0]:.1f} ms an idea, {work[1]:.1f} ms an asking."
    )
    late = max(share(took[when], 0.95) for when in ("burst", "writing"))
    print(f"budget {BUDGET} ms for 95 %: {'kept' if late < BUDGET else 'NOT kept'}", *errors[:3])
    return int(late >= BUDGET or bool(errors) or sorted(kept) != sorted(sent))


if __name__ == "__main__":
    sys.exit(main())
