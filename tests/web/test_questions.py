"""The pages of the questions: one's own only, kept step by step; and a report with nothing of anybody."""

import json
import re

import numpy as np
import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from fuerwort.people.models import Role
from fuerwort.pilot import jobs
from fuerwort.pilot.actions import locking
from fuerwort.pilot.asking import CONSENT
from fuerwort.pilot.models import Participant, Report, Sheet
from tests import cast as people
from tests.cast import NOW, Cast
from tests.pilot import asked
from tests.tables import table

NEEDLE = 97
"""Hours nobody else answers."""


@pytest.fixture(autouse=True)
def _now(time_machine_now: None) -> None:
    """It is NOW."""


@pytest.fixture
def time_machine_now():
    import time_machine  # noqa: PLC0415 - only here

    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def mine(cast: Cast) -> Participant:
    made = asked.pilot(cast.space, cast.host)
    return asked.drawn(made, [cast.owner, cast.insider, cast.treasurer, cast.newcomer], cast.host)[0]


def client_of(member: object) -> Client:
    client = Client()
    client.force_login(member.person)
    return client


def page(name: str, one: Participant, *more: object) -> str:
    return reverse(name, args=[one.pilot.space.slug, one.pilot.public, *more])


def test_somebody_agrees_and_answers_screen_by_screen(mine: Participant, cast: Cast) -> None:
    client = client_of(cast.owner)
    first = client.get(page("my-questions", mine)).content.decode()
    assert "Dürfen wir dich fragen?" in first
    assert client.post(page("my-questions", mine), {"version": CONSENT}).status_code == 200  # the box is not ticked
    assert client.post(page("my-questions", mine), {"version": CONSENT, "agree": "on"}).status_code == 302
    shown = client.get(page("my-questions-screen", mine, 1)).content.decode()
    assert shown.count('type="radio"') == 44
    client.post(page("my-questions-screen", mine, 1), {"ONS1": "7", "go": "on"})
    wrong = client.post(page("my-questions-screen", mine, 3), {"HOURS1": "500", "go": "on"})
    assert wrong.status_code == 200
    assert 'value="500"' in wrong.content.decode()
    client.post(page("my-questions-screen", mine, 3), {"HOURS1": str(NEEDLE), "go": "on"})
    sheet = Sheet.objects.get()
    assert json.loads(sheet.answers) == {"HOURS1": NEEDLE, "ONS1": 7}
    assert sheet.sent_on == NOW.date()
    assert json.loads(client.get(page("my-questions-data", mine)).content)["answers"][0]["answers"]["HOURS1"] == NEEDLE
    assert "checked" in client.get(page("my-questions-screen", mine, 1)).content.decode()


def test_low_answers_show_places_of_help_to_nobody_else(mine: Participant, cast: Cast) -> None:
    asked.agreed(mine)
    client = client_of(cast.owner)
    client.post(page("my-questions-screen", mine, 1), {"ONS4": "9", "go": "later"})
    assert "tel:08001110111" in client.get(page("my-questions", mine)).content.decode()
    assert not mine.membership.space.events.filter(facts__has_key="answers").exists()


def test_pausing_and_ending_are_one_tap(mine: Participant, cast: Cast) -> None:
    asked.agreed(mine)
    client = client_of(cast.owner)
    assert client.post(page("my-questions-pause", mine)).status_code == 302
    assert client.post(page("my-questions-end", mine), {"forget": "on"}).status_code == 302
    assert "Dürfen wir dich fragen?" in client.get(page("my-questions", mine)).content.decode()


def _read(client: Client, address: str) -> str:
    """What is answered; a page that breaks on a thing of another kind says nothing either."""
    client.raise_request_exception = False
    answer = client.get(address)
    return (b"".join(answer) if answer.streaming else answer.content).decode("utf-8", "replace")


def everything(client: Client, known: dict[str, str]) -> str:
    """What a person can open of the house, without what changes it."""
    found = []
    for name in {pattern for pattern in get_resolver().reverse_dict if isinstance(pattern, str)}:
        for possible in get_resolver().reverse_dict.getlist(name):
            for path, parameters in possible[0]:
                if all(parameter in known for parameter in parameters):
                    found.append(_read(client, "/" + path % {one: known[one] for one in parameters}))
    return "\n".join(found)


def test_nobody_else_reaches_an_answer(mine: Participant, cast: Cast) -> None:
    """Every address that can be opened, by everybody but the participant; the export of the house too."""
    asked.agreed(mine)
    client_of(cast.owner).post(page("my-questions-screen", mine, 3), {"HOURS1": str(NEEDLE), "go": "on"})
    code = Sheet.objects.get().code
    Role.objects.create(membership=cast.insider, name="researcher")
    known = {"space": cast.space.slug, "public": mine.pilot.public, "number": "3"}
    assert f'value="{NEEDLE}"' in everything(client_of(cast.owner), known)
    for who in (cast.host, cast.insider, cast.treasurer, cast.stranger):
        read = everything(client_of(who), known)
        assert f'value="{NEEDLE}"' not in read
        assert code not in read
        assert "HOURS1" not in read
    answer = client_of(cast.host).post(reverse("move-out", args=[cast.space.slug]))
    assert code.encode() not in (b"".join(answer) if answer.streaming else answer.content)


def test_nobody_else_reaches_an_answer_by_any_address_of_the_house(mine: Participant, cast: Cast) -> None:
    """The access table names every address; each is opened for this pilot, also once it is locked and reported."""
    for one in mine.pilot.participants.select_related("membership"):
        asked.agreed(one)
    client_of(cast.owner).post(page("my-questions-screen", mine, 3), {"HOURS1": str(NEEDLE), "go": "on"})
    code, public = Sheet.objects.get().code, mine.pilot.public
    rows = {row["address"] for row in table("access.md") if row["method"] == "GET" and "pilot" in row["address"]}
    addresses = {re.sub(r"{(asking|over|open_pilot|planned_pilot|drawn_pilot)}", public, one) for one in rows}
    addresses = {
        one.replace("{space}", "kanal").replace("{pilot_draw}", mine.pilot.draws.get().public) for one in addresses
    }
    assert len(addresses) > 15 and not any("{" in one for one in addresses)

    def reached() -> None:
        for who in (cast.host, cast.insider, cast.treasurer, cast.stranger, None):
            read = [_read(client_of(who) if who else Client(), one) for one in addresses]
            assert not any(code in one or f'value="{NEEDLE}"' in one or f'"HOURS1": {NEEDLE}' in one for one in read)

    reached()
    locking.lock(pilot=mine.pilot, by=cast.host, at=NOW)
    jobs.analyse.call(locking.order(pilot=mine.pilot, by=cast.host, at=NOW).public)
    reached()


@pytest.fixture
def report(cast: Cast) -> Report:
    rng = np.random.default_rng(3)
    made = asked.pilot(cast.space, cast.host, family=["openness", "seen.strain"], harms="Sag es Hanne.")
    members = [people.member(cast.space, f"M{number} Mitglied") for number in range(48)]
    for one in asked.drawn(made, members, cast.host):
        asked.agreed(one)
        level = int(rng.integers(3, 6))
        for wave in (0, 1, 2):
            more = 3 if one.arm == "drawn" and wave > 0 else 0
            said = {"ONS1": int(np.clip(level + more + rng.integers(-1, 2), 0, 10)), "O2": int(rng.integers(1, 6))}
            said |= {
                "ONS4": int(rng.integers(0, 6)),
                "HOURS1": int(rng.integers(20, 35)),
                "HOURS2": int(rng.integers(0, 9)),
            }
            if rng.random() < 0.9:
                Sheet.objects.create(
                    pilot=made, code=one.code.code, wave=wave, answers=json.dumps(said), sent_on=NOW.date()
                )
    locking.lock(pilot=made, by=cast.host, at=NOW)
    found = locking.order(pilot=made, by=cast.host, at=NOW)
    jobs.analyse.call(found.public)
    found.refresh_from_db()
    assert found.step == "done", found.problem
    return found


def test_everybody_reads_the_report(report: Report, cast: Cast) -> None:
    public = Client().get(reverse("pilot-report", args=[report.pilot.public])).content.decode()
    assert "Das lässt sich sagen" in public
    assert "<svg" in public
    for name, kind in (
        ("pilot-report-pdf", "application/pdf"),
        ("pilot-report-figures", "text/csv"),
        ("pilot-report-codebook", "text/csv"),
    ):
        answer = Client().get(reverse(name, args=[report.pilot.public]))
        assert answer.status_code == 200
        assert answer["Content-Type"].startswith(kind)
        assert len(answer.content) > 200
    pdf = client_of(cast.owner).get(reverse("pilot-report-pdf", args=[report.pilot.public])).content
    assert pdf.startswith(b"%PDF")
    assert b"pdfuaid" in pdf


def test_a_host_locks_and_compares(cast: Cast) -> None:
    made = asked.pilot(cast.space, cast.host)
    one = asked.drawn(made, [cast.owner, cast.insider, cast.treasurer, cast.newcomer], cast.host)[0]
    client = client_of(cast.host)
    assert client.get(page("pilot-data", one)).status_code == 200
    assert client_of(cast.owner).get(page("pilot-data", one)).status_code == 404
    client.post(page("pilot-data-act", one), {"verb": "lock"})
    assert not hasattr(type(made).objects.get(pk=made.pk), "lock")
    client.post(page("pilot-data-act", one), {"verb": "lock", "sure": "yes"})
    client.post(page("pilot-data-act", one), {"verb": "analyse"})
    assert Report.objects.get().step == "waits"
    assert "hx-trigger" in client.get(page("pilot-data", one)).content.decode()
