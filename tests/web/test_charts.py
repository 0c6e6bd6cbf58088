"""A chart is drawn by the real renderer, obeys the content security policy, and says in words what it shows."""

from xml.etree import ElementTree as Xml

import pytest
from django.template import Context, Template
from django.utils import translation

from fuerwort.web import charts
from fuerwort.web.charts import SVG, Chart

BARS = {
    "mark": "bar",
    "encoding": {
        "x": {"field": "kind", "type": "nominal"},
        "y": {"field": "hours", "type": "quantitative", "axis": {"format": ",d"}},
    },
}


@pytest.fixture
def chart() -> Chart:
    return Chart(
        title="Hours & days",
        summary="Cooperation takes <most>.",
        spec=BARS,
        rows=[{"kind": "cooperation", "hours": 4200}, {"kind": "care", "hours": 5}],
        columns={"kind": "Kind", "hours": "Hours"},
    )


def test_the_drawing_has_a_title_and_a_sentence_and_is_one_picture(chart: Chart) -> None:
    root = Xml.fromstring(chart.wide)
    title, desc = root[0], root[1]
    assert (title.tag, title.text) == (f"{{{SVG}}}title", "Hours & days")
    assert (desc.tag, desc.text) == (f"{{{SVG}}}desc", "Cooperation takes <most>.")
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == title.get("id")
    assert root.get("aria-describedby") == desc.get("id")


def test_the_drawing_obeys_the_content_security_policy(chart: Chart) -> None:
    for element in Xml.fromstring(chart.wide).iter():
        assert element.tag not in (f"{{{SVG}}}style", f"{{{SVG}}}script")
        assert not [name for name in element.attrib if name == "style" or name.startswith("on")]


def test_its_colours_are_those_of_the_stylesheet(chart: Chart) -> None:
    painted = {element.get("fill") for element in Xml.fromstring(chart.wide).iter()} - {None, "none"}
    assert painted == {charts.GREEN, charts.SOFT}


def test_it_is_drawn_for_phones_too_with_letters_of_the_same_size(chart: Chart) -> None:
    narrow, wide = Xml.fromstring(chart.narrow), Xml.fromstring(chart.wide)
    assert (narrow.get("width"), wide.get("width")) == (str(charts.NARROW), str(charts.WIDE))
    sizes = [{text.get("font-size") for text in svg.iter(f"{{{SVG}}}text")} for svg in (narrow, wide)]
    assert sizes == [{"13px"}, {"13px"}]


def test_figures_are_written_as_the_language_writes_them(chart: Chart) -> None:
    with translation.override("de"):
        assert "4.000" in chart.wide
    with translation.override("en"):
        assert "4,000" in chart.wide


def test_it_is_drawn_once_and_then_remembered(chart: Chart) -> None:
    charts.drawn.cache_clear()
    assert chart.wide is chart.wide
    assert charts.drawn.cache_info().misses == 1


def test_the_page_shows_the_same_figures_as_a_table(chart: Chart) -> None:
    html = Template("{% load look %}{% chart chart %}").render(Context({"chart": chart}))
    assert '<th scope="row">cooperation</th><td class="amount">4200</td>' in html
    assert html.count("<svg") == 2
