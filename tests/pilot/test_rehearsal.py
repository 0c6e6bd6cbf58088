"""A whole pilot with invented answers: every state by its action, and a report that says it is invented."""

import re
from dataclasses import replace
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from fuerwort.pilot.models import Pilot, Sheet, State
from fuerwort.pilot.queries.reports import Read, report_for
from fuerwort.pilot.rehearsal import Rehearsal, month_before
from fuerwort.web.pilot_charts import months
from tests import cast as people
from tests.cast import NOW, Cast


def test_it_comes_to_a_report_that_says_it_is_invented(cast: Cast) -> None:
    for number in range(14):
        people.member(cast.space, f"M{number} Mitglied")
    rehearsal = Rehearsal(cast.space, NOW, beginning="small")
    steps = list(rehearsal.steps())
    assert steps[-1].done == steps[-1].of == len(steps)
    report = rehearsal.report
    assert report is not None
    assert (report.step, report.invented) == ("done", True)
    assert Pilot.objects.get().state == State.REPORTED
    assert report.inside["verdict"] == "descriptive"
    assert Sheet.objects.filter(pilot=report.pilot).count() > 200
    page = Client().get(reverse("pilot-report", args=[report.pilot.public])).content.decode()
    assert "Eine Probe: Jede Antwort darin ist erfunden." in page
    assert 'data-head="ausgelost">nicht gezeigt<' in page
    assert "„nicht gezeigt“: Die Zahl betrifft weniger als 10 Menschen" in page
    _each_month_is_ticked_once(report_for(cast.host.person, report.pilot.public))


def _each_month_is_ticked_once(read: Read) -> None:
    """Also where the axis has room for more ticks than there are months."""
    two = replace(read, figures={**read.figures, "trajectory": read.figures["trajectory"][:2]})
    chart = months(two)
    assert chart is not None
    assert re.findall(r">([12])</text>", chart.wide) == ["1", "2"]


@pytest.mark.parametrize(
    ("day", "months", "first"),
    [(date(2026, 11, 20), 0, date(2026, 11, 1)), (date(2026, 1, 31), 1, date(2025, 12, 1))],
)
def test_months_are_counted_back(day: date, months: int, first: date) -> None:
    assert month_before(day, months) == first
