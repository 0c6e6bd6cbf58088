"""No page of a pilot asks the database more than twelve times, whoever reads it and however many take part."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fuerwort.pilot.models import Report
from tests.cast import Cast
from tests.pilot import asked
from tests.pilot.life import life
from tests.web.test_questions import _now, client_of, report, time_machine_now  # noqa: F401 - fixtures

MOST = 12
REPORT = ("pilot-report", "pilot-report-pdf", "pilot-report-figures", "pilot-report-codebook", "public-pilot")


def costs(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked_for:
        answer = client.get(address)
    assert answer.status_code == 200, address
    return len(asked_for)


def dear(pages: list[tuple[Client, str]]) -> dict[str, int]:
    found = {address: costs(client, address) for client, address in pages}
    return {address: number for address, number in found.items() if number > MOST}


def test_whatever_a_report_is_read_as(report: Report, cast: Cast) -> None:  # noqa: F811 - the fixture
    pages = [(client, reverse(name, args=[report.pilot.public])) for client in (Client(), client_of(cast.owner))
             for name in REPORT]  # fmt: skip
    pages += [(client_of(cast.host), reverse("pilot-data", args=["kanal", report.pilot.public]))]
    assert dear(pages) == {}


def test_pages_of_a_pilot_that_asks(cast: Cast) -> None:
    made = asked.pilot(cast.space, cast.host)
    mine = asked.drawn(made, [cast.owner, cast.insider, cast.treasurer, cast.newcomer], cast.host)[0]
    asked.agreed(mine)
    here, owner, host = ["kanal", made.public], client_of(cast.owner), client_of(cast.host)
    pages = [(owner, reverse(name, args=here)) for name in ("my-questions", "my-questions-data")]
    pages += [(owner, reverse("pilots", args=["kanal"])), (owner, reverse("my-questions-screen", args=[*here, 1]))]
    assert dear([*pages, (host, reverse("pilot-data", args=here)), (host, reverse("pilot-desk", args=here))]) == {}


@pytest.mark.parametrize("step", ["question", "payment", "outcomes", "size", "care"])
def test_pages_of_a_plan(cast: Cast, step: str) -> None:
    public = life(cast).pilot.public
    host = client_of(cast.host)
    pages = [reverse("pilot-desk", args=["kanal", public]), reverse("pilot-step", args=["kanal", public, step])]
    assert dear([(host, page) for page in (*pages, reverse("pilot-new", args=["kanal"]))]) == {}


def test_pages_of_a_draw(cast: Cast) -> None:
    one = life(cast, more=40).drawn()
    who, here = client_of(cast.owner), ["kanal", one.pilot.public]
    pages = [reverse("pilot", args=here), reverse("public-pilot", args=here[1:])]
    pages += [reverse(name, args=here[1:]) for name in ("registration", "registration-pdf")]
    pages += [reverse(name, args=[one.draw.public]) for name in ("public-draw", "draw-roster")]
    assert dear([(who, page) for page in pages]) == {}
