"""What the members of benchmarks/load.py do; read by locust, not by us."""

import json
import os
import random
import sys
from datetime import date
from itertools import count
from pathlib import Path

from locust import HttpUser, between, task

sys.path.insert(0, str(Path(__file__).parents[1]))
from tests.town.visitor import TOKEN, key

SPACE = "/spaces/grosser-raum/"
PAGES = {
    "": 10, "members/": 4, "members/{member}/": 4, "experiences/": 5, "requests/": 5, "evenings/": 3, "decisions/": 2,
    "order/": 2, "ties/": 1, "fund/": 2, "agreements/": 1, "profile/": 1,
}  # fmt: skip
"""How often each is opened."""
LIVES = json.loads(Path(os.environ["FUERWORT_LIVES"]).read_text())
NUMBERS = count()


class Member(HttpUser):
    """One member, logged in."""

    wait_time = between(5, 25)

    def on_start(self) -> None:
        number = next(NUMBERS)
        self.chance = random.Random(number)
        self.client.cookies.update({"sessionid": LIVES["sessions"][number % len(LIVES["sessions"])]})
        self.client.cookies.update({"csrftoken": TOKEN})
        self.client.headers["X-CSRFToken"] = TOKEN

    @task(40)
    def look(self) -> None:
        path = self.chance.choices(list(PAGES), list(PAGES.values()))[0]
        self.client.get(SPACE + path.format(member=self.chance.choice(LIVES["publics"])), name=f"…/{path}")

    @task(3)
    def record(self) -> None:
        form = {"others": self.chance.choice(LIVES["publics"]), "kind": "learning", "hours": "1",
                "text": f"Last {key(self.chance)}", "once": key(self.chance),
                "on": str(date.today())}  # noqa: DTZ011 - as a page fills it in # fmt: skip
        self.write("experiences/record/", form)

    @task(1)
    def need(self) -> None:
        self.write(
            "requests/need/", {"text": f"Eine Seite, {key(self.chance)}", "field": LIVES["field"], "size": "normal"}
        )

    def write(self, path: str, form: dict[str, str]) -> None:
        """A form that comes back with what is wrong is an error here."""
        with self.client.post(
            SPACE + path, form, name=f"…/{path}", allow_redirects=False, catch_response=True
        ) as answer:
            if answer.status_code != 302:
                answer.failure(f"{answer.status_code}")
