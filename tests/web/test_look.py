"""The look: what every page carries, the small drawings, and that nothing breaks the content security policy."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.template import Context, Template
from django.utils import translation
from django.utils.formats import date_format

from fuerwort.web import drawing
from fuerwort.web.frame import Door, marked
from fuerwort.web.templatetags.look import initials, reason_kind

CSS = Path(__file__).parents[2] / "src/fuerwort/web/static/css"


def render(source: str, **context: object) -> str:
    with translation.override("en"):
        return Template("{% load look %}" + source).render(Context(context))


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_design_page_shows_every_part_without_inline_style_or_script(client, db, language: str) -> None:
    page = client.get("/design/", headers={"accept-language": language}).content.decode()
    assert f'<html lang="{language}">' in page
    assert ' style="' not in page
    assert not re.search(r"<script(?![^>]*\bsrc=)|\son[a-z]+=", page)
    files = {path.stem for path in (CSS / "components").glob("*.css")} - {"masthead", "colophon", "disclosure"}
    used = set(" ".join(re.findall(r'class="([^"]*)"', page)).split())
    named = {"people": "face", "choice": "chips", "article": "prose", "deciding": "spreads", "evening": "piles",
             "magazine": "teaser", "lab": "made-by"}  # fmt: skip
    assert {named.get(file, file) for file in files} <= used


def test_each_stylesheet_is_imported_once_and_into_a_layer() -> None:
    imports = re.findall(r'@import url\("(.+?)"\) layer\((\w+)\)', (CSS / "look.css").read_text(encoding="utf-8"))
    files = {str(path.relative_to(CSS)) for path in CSS.rglob("*.css")} - {"look.css", "specimen.css", "moving.css"}
    assert sorted(name for name, _ in imports) == sorted(files)
    assert {layer for _, layer in imports} == {"reset", "tokens", "base", "layout", "components", "utilities"}


def test_colours_are_written_in_the_tokens_only() -> None:
    for path in CSS.rglob("*.css"):
        assert not re.search(r"#[0-9a-f]{3,8}\b|rgba?\(|hsla?\(", path.read_text(encoding="utf-8")), path


def test_the_theme_is_kept_in_a_cookie_and_shown_without_a_script(client, db) -> None:
    answer = client.post("/theme/", {"theme": "dark", "next": "/design/"})
    assert answer.headers["location"] == "/design/"
    assert 'data-theme="dark"' in client.get("/design/").content.decode()
    client.post("/theme/", {"theme": "", "next": "/design/"})
    assert "data-theme" not in client.get("/design/").content.decode()


def test_the_theme_switch_leads_nowhere_else(client, db) -> None:
    assert client.post("/theme/", {"theme": "dark", "next": "//elsewhere.example"}).headers["location"] == "/"
    assert client.get("/theme/").status_code == 405


def test_the_language_can_be_switched_without_a_script(client, db) -> None:
    client.post("/language/", {"language": "en", "next": "/design/"})
    assert '<html lang="en">' in client.get("/design/", headers={"accept-language": "de"}).content.decode()


def test_an_unknown_page_says_that_nothing_was_lost(client, db) -> None:
    page = client.get("/no-such-page/", headers={"accept-language": "de"})
    assert page.status_code == 404
    assert "Verloren ging nichts." in page.content.decode()


def test_the_page_for_our_own_mistakes_needs_no_request() -> None:
    assert "What was saved before is safe" in render("{% include '500.html' %}")


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Amira Yıldız", "AY"), ("Linh", "L"), ("Anna van der Berg", "AB"), ("(neu) ßa", "S"), ("", "?"), ("42", "?")],
)
def test_a_face_shows_the_first_and_the_last_letter(name: str, letters: str) -> None:
    assert initials(name) in (letters, "SS")


def test_each_reason_has_the_mark_of_its_kind() -> None:
    kinds = [
        reason_kind(c) for c in ("fit.text.best", "tie.direct", "sponsor", "turn.owed", "newcomer", "owner_changed")
    ]
    assert kinds == ["fit", "tie", "tie", "turn", "turn", "fit"]


def test_bars_stand_left_and_right_of_zero_and_the_largest_reaches_the_edge() -> None:
    assert drawing.bars([-400, 100, 300], mine=1) == [
        drawing.Bar(50.0, 37.5, owed=True, own=False),
        drawing.Bar(50.0, 12.5, owed=True, own=True),
        drawing.Bar(0.0, 50.0, owed=False, own=False),
    ]


def test_an_even_book_and_an_empty_one_can_be_drawn() -> None:
    assert [bar.width for bar in drawing.bars([0, 0])] == [0, 0]
    assert drawing.bars([]) == []


def test_the_book_says_in_words_what_its_bars_show() -> None:
    html = render("{% book 'Webdesign' balances 0 %}", balances=[-5, 5])
    assert "You have had your part for now." in html
    assert html.count("is still owed</span>") == 2  # the other bar, and the scale


def test_there_is_one_thread_for_each_kind_and_it_ends_at_the_row() -> None:
    both = drawing.Colleague("A", "", times={"cooperation": 7, "care": 1, "learning": 0})
    found = drawing.threads([both, drawing.Colleague("B", "", times={"learning": 3})])
    assert [(t.kind, t.strength) for t in found] == [("cooperation", "many"), ("care", "some"), ("learning", "several")]
    assert found[2].path.endswith("100 75.00")


def test_the_drawing_says_how_many_it_leaves_out() -> None:
    many = [drawing.Colleague(str(n), "") for n in range(14)]
    assert "And 2 more." in render("{% threads 'Me' many %}", many=many)


def test_a_qr_code_has_its_quiet_zone_and_finders() -> None:
    size, path = drawing.qr("http://localhost/")
    assert size % 4 == 1
    assert path.startswith("M2 2h1v1h-1z")
    assert f"M{size - 3} 2h1v1h-1z" in path


@pytest.mark.parametrize(
    ("language", "said"),
    [("de", "5. August 2026|5. August 2026, 19:00|05.08.2026|05.08.2026, 19:00"),
     ("en", "5 August 2026|5 August 2026, 19:00|5 Aug 2026|5 Aug 2026, 19:00")],
)  # fmt: skip
def test_a_day_is_never_taken_for_another(language: str, said: str) -> None:
    """8/5 is a day in May to some and one in August to others: English says the month."""
    names = ("DATE_FORMAT", "DATETIME_FORMAT", "SHORT_DATE_FORMAT", "SHORT_DATETIME_FORMAT")
    at = datetime(2026, 8, 5, 19, tzinfo=UTC)
    with translation.override(language):
        assert "|".join(date_format(at, name) for name in names) == said


def test_a_name_cannot_bring_markup_along() -> None:
    html = render("{% include 'parts/person.html' with name=name only %}", name="<b>x</b>")
    assert "&lt;b&gt;" in html
    assert "<b>" not in html


def test_a_member_finds_the_pages_of_the_space_and_where_they_are(client, cast) -> None:
    client.force_login(cast.host.person)
    page = client.get("/spaces/kanal/").content.decode()
    assert '<a href="/spaces/kanal/" aria-current="page">' in page
    assert ">Raum am Kanal<" in page


def test_the_door_that_says_most_about_the_address_is_the_current_one() -> None:
    found = marked([Door("/a/", "A"), Door("/a/b/", "B"), Door("/c/", "C")], "/a/b/1/")
    assert [door.current for door in found] == [False, True, False]


def test_a_step_says_whether_it_is_done_to_those_who_do_not_see_it() -> None:
    html = render("{% step 'done' 'Arrive' %}{% endstep %}{% step 'now' 'Begin' %}<p>here</p>{% endstep %}")
    assert '<h3>Arrive<span class="unseen"> (done)</span></h3>' in html
    assert '<li class="now" aria-current="step"><h3>Begin</h3><p>here</p></li>' in html
