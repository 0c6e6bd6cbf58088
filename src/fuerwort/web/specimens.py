"""What `/design/` shows: the story of one request, some drawings, two charts. Invented, stored nowhere."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from fuerwort.evenings.models import Group, Idea
from fuerwort.evenings.queries.live import Card, Pile
from fuerwort.evenings.queries.results import Row, bars
from fuerwort.experiences import queries
from fuerwort.experiences.models import Kind
from fuerwort.people.models import Membership
from fuerwort.web import charts
from fuerwort.web.charts import Chart
from fuerwort.web.circle import Drawing, draw
from fuerwort.web.drawing import Colleague


@dataclass(frozen=True)
class Reason:
    code: str
    text: str


def shortlist() -> dict[str, Any]:
    return {
        "full_until": date(2027, 5, 3),
        "amira": [
            Reason("tie.direct", _("Built the site of the cycling club with Jonas; both have confirmed it.")),
            Reason("fit.proof", _("Led two evenings on accessible forms in autumn.")),
            Reason("turn.owed", _("It is her turn: others came first in the last four requests.")),
        ],
        "tom": [
            Reason("fit.skills", _("Knows clubs: three projects in two years, the last one with Amira.")),
            Reason("turn.paid", _("Came first often lately, so second this time.")),
        ],
        "linh": [
            Reason("fit.text.best", _("Her samples come closest to the description.")),
            Reason("newcomer", _("Newcomers get their part of the chances from the start.")),
        ],
    }


def evening() -> dict[str, Any]:
    """Cards on the table, a proposal that met little resistance, and an article."""
    welcome = Card(Idea(public="welcome", text=_("A lunch in the first week"), taken_by=Membership(name="Tom Becker")),
                   [Idea(text=_("Eat together, on the first day"))], mine=True)  # fmt: skip
    tour = Card(Idea(public="tour", text=_("A tour, each time by somebody else")), [])
    rows = [
        Row("lunch", _("A lunch in the first week"), True, "7", 12, bars=bars([3, 1, 1, 0, 1, 0, 0, 0, 0, 0, 0])),
        Row("asis", _("Everything stays as it is"), False, "43", 72, bars=bars([0, 0, 0, 0, 0, 1, 1, 2, 1, 0, 1])),
    ]
    shown = {
        "title": _("How we welcome whoever is new"), "url": "#teaser", "at": date(2026, 11, 12), "minutes": 3,
        "teaser": _("Six people, half an hour, eleven cards: what we asked ourselves on an evening in November."),
        "byline": "Hanne Brandt",
    }  # fmt: skip
    piles = [Pile(Group(title=_("On the first day")), [welcome]), Pile(None, [tour])]
    return {"table": {"piles": piles}, "decided": {"method": "consensing", "rows": rows}, "shown": shown}


def pictures() -> dict[str, Any]:
    return {
        "circle": seen_from_the_middle(),
        "runway": runway(),
        "waits": waits(),
        "balances": [460_000, 180_000, 70_000, -290_000, -420_000],
        "colleagues": [
            Colleague("Amira Yıldız", _("three projects, two evenings"), times={"cooperation": 3, "learning": 2}),
            Colleague("Jonas Keller", _("the cycling club’s site"), times={"cooperation": 1}),
            Colleague("Hanne Brandt", _("looked after the garden, six times"), times={"care": 6}),
            Colleague("Linh Nguyễn", _("an evening on type"), times={"learning": 1}),
            Colleague("Tom Becker", _("seven projects, the kitchen"), times={"cooperation": 7, "care": 2}),
        ],
    }


def seen_from_the_middle() -> Drawing:
    """The drawing of colleagues, and of theirs."""
    names = ("Amira Yıldız", "Jonas Keller", "Hanne Brandt", "Linh Nguyễn", "Tom Becker", "Pia Sommer", "Ben Okafor")
    people = [Membership(pk=number, name=name) for number, name in enumerate(names)]
    times = ((7, 2, 0), (3, 0, 0), (0, 0, 6), (0, 1, 0), (1, 0, 1))
    near = [
        queries.Colleague(one, dict(zip(Kind.values, often, strict=True)), date(2026, 3, 1))
        for one, often in zip(people, times, strict=False)
    ]
    return draw(queries.Circle(near, [queries.Beyond(people[5], people[0]), queries.Beyond(people[6], people[3])]))


def runway() -> Chart:
    """How long the money of a fund lasts: a band, because nobody knows what comes in."""
    months = [f"2026-{month:02}-01" for month in range(3, 13)]
    rows = [
        {"month": month, "least": max(0, 4200 - 560 * i), "likely": max(0, 4200 - 410 * i), "most": 4200 - 250 * i}
        for i, month in enumerate(months)
    ]
    time = {"field": "month", "type": "temporal", "timeUnit": "utcyearmonth", "axis": {"format": "%b", "title": None}}
    money = {"type": "quantitative", "axis": {"title": _("Euro"), "tickCount": 4, "format": ",d"}}
    band = {"x": time, "y": {"field": "least", **money}, "y2": {"field": "most"}}
    middle = {"x": time, "y": {"field": "likely", **money}}
    return Chart(
        title=_("How long the money lasts"),
        summary=_("The fund pays until October at least; most likely until the end of the year."),
        spec={"layer": [{"mark": "area", "encoding": band}, {"mark": "line", "encoding": middle}]},
        rows=rows,
        columns={"month": _("Month"), "least": _("at least"), "likely": _("most likely"), "most": _("at most")},
    )


def waits() -> Chart:
    """Two groups side by side."""
    took = [(_("first suggestion"), 31, 52), (_("first meeting"), 74, 96), (_("agreed"), 160, 155)]
    years = (_("this year"), _("last year"))
    rows = [
        {"step": step, "year": year, "hours": hours}
        for step, *both in took
        for year, hours in zip(years, both, strict=True)
    ]
    hours = {"title": _("Hours"), "tickCount": 4, "grid": True}
    return Chart(
        title=_("How long people wait"),
        summary=_("The first suggestion comes a day earlier than last year; agreeing takes as long as ever."),
        spec={
            "mark": "bar",
            "encoding": {
                "y": {"field": "step", "type": "nominal", "sort": None, "axis": {"title": None, "labelLimit": 110}},
                "yOffset": {"field": "year", "sort": None},
                "x": {"field": "hours", "type": "quantitative", "axis": hours},
                "color": {"field": "year", "sort": None, "scale": {"range": [charts.GREEN, charts.GREY]}},
            },
        },
        rows=rows,
        columns={"step": _("Step"), "year": _("When"), "hours": _("Hours")},
        height=200,
    )
