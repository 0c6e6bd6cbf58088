"""The short form: little to fill in, and nothing typed is lost."""

import re
from datetime import timedelta

import pytest
import time_machine

from fuerwort.experiences.models import Experience
from tests.cast import NOW, member
from tests.web.experiences import PAGES, recorded, typed

FORM = f"{PAGES}record/"


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def owner(client, cast):
    client.force_login(cast.owner.person)
    return client


def test_it_starts_with_today_cooperation_and_one_s_own_field(owner, cast) -> None:
    page = owner.get(FORM).content.decode()
    assert 'value="2026-11-20"' in page and 'max="2026-11-20"' in page
    assert re.search(r'name="kind" value="cooperation"[^>]*checked', page)
    assert f'value="{cast.web_design.pk}" selected' in page


def test_colleagues_of_late_come_first_then_hosts(owner, cast) -> None:
    recorded(cast.owner, cast.treasurer)
    names = [label for _, label in owner.get(FORM).context["form"].fields["others"].choices]
    assert names == ["Theo Treasurer", "Hanne Host", "Ines Insider", "Nilo Newcomer"]


def test_the_profile_s_button_brings_its_member_along(owner, cast) -> None:
    page = owner.get(f"{FORM}?with={cast.insider.public}&with={cast.stranger.public}").content.decode()
    assert re.findall(r'name="others" value="(\w+)"[^>]*checked', page) == [cast.insider.public]


def test_saved_it_says_who_is_asked(owner, cast) -> None:
    answer = owner.post(FORM, typed(cast.insider, cast.host), follow=True)
    assert "Gespeichert, Hanne Host und Ines Insider werden gefragt." in answer.content.decode()
    found = Experience.objects.get()
    assert (found.kind, found.hours, found.text, found.inside, str(found.on)) == (
        "care",
        2.0,
        "geputzt",
        True,
        "2026-11-12",
    )
    assert found.recorded_by == cast.owner


@pytest.mark.parametrize(
    ("hours", "own", "kept"),
    [("own", "2,5", 2.5), ("own", "1.25", 1.25), ("", "3", 3.0), ("4", "9", 4.0), ("4", "", 4.0)],
)
def test_hours_are_a_tap_or_a_number(owner, cast, hours: str, own: str, kept: float) -> None:
    owner.post(FORM, typed(cast.insider, hours=hours, own_hours=own))
    assert Experience.objects.get().hours == kept


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"hours": ""}, "wie viele Stunden"),
        ({"hours": "own", "own_hours": ""}, "wie viele Stunden"),
        ({"hours": "own", "own_hours": "-1"}, "mehr als keine"),
        ({"hours": "own", "own_hours": "0"}, "mehr als keine"),
        ({"hours": "own", "own_hours": "1e9"}, "höchstens ein Jahr"),
        ({"hours": "own", "own_hours": "nan"}, "own_hours"),
        ({"hours": "7"}, "hours"),
        ({"on": "2026-11-21"}, "liegt noch vor euch"),
        ({"on": "gestern"}, "id_on"),
        ({"kind": "party"}, "id_kind"),
        ({"others": []}, "mindestens eine andere Person"),
        ({"text": "x" * 301}, "id_text"),
    ],
)
def test_what_cannot_be_is_said_beside_it_and_nothing_is_lost(owner, cast, wrong, said: str) -> None:
    answer = owner.post(FORM, typed(cast.insider) | {"text": "den Hof gefegt"} | wrong)
    page = answer.content.decode()
    assert answer.status_code == 200 and not Experience.objects.exists()
    assert said in page and 'class="errors' in page
    assert wrong.get("text", "den Hof gefegt") in page
    assert wrong.get("on", "2026-11-12") in page


def test_people_of_another_space_oneself_and_nobody_are_refused(owner, cast) -> None:
    for public in (cast.stranger.public, cast.owner.public, "nobodyatall2"):
        answer = owner.post(FORM, typed() | {"others": [public, cast.insider.public]})
        assert "kein Mitglied mehr" in answer.content.decode()
    assert not Experience.objects.exists()


def test_somebody_twice_is_somebody_once(owner, cast) -> None:
    owner.post(FORM, typed(cast.insider, cast.insider))
    assert Experience.objects.get().participations.count() == 2


def test_looking_for_a_name_keeps_what_was_typed(owner, cast) -> None:
    member(cast.space, "Zoë Yıldız")
    for i in range(8):
        member(cast.space, f"Aa{i} Aal")
    sent = typed(cast.insider, search="yildiz", look="1", hours="own", own_hours="2,5")
    page = owner.post(FORM, sent).content.decode()
    assert "Zoë Yıldız" in page and "geputzt" in page and 'value="2,5"' in page
    assert 'class="errors' not in page and not Experience.objects.exists()
    assert page.index("Ines Insider") < page.index("Zoë Yıldız")
    part = owner.post(FORM, sent, headers={"hx-request": "true", "hx-target": "people"}).content.decode()
    assert part.strip().startswith('<div id="people">') and "Zoë Yıldız" in part


def test_a_name_that_nobody_has_is_said(owner, cast) -> None:
    page = owner.post(FORM, typed(search="<b>", look="1")).content.decode()
    assert "Hier heißt niemand „&lt;b&gt;“." in page


def test_sent_twice_it_is_recorded_once(owner, cast) -> None:
    once = owner.get(FORM).context["form"].initial["once"]
    for _ in range(2):
        owner.post(FORM, typed(cast.insider, once=once))
    assert Experience.objects.get().public == once
    owner.post(FORM, typed(cast.insider, once="RUDE-WORD"))
    assert Experience.objects.count() == 2


def test_yesterday_s_form_still_saves(owner, cast) -> None:
    with time_machine.travel(NOW + timedelta(days=1)):
        owner.force_login(cast.owner.person)
        owner.post(FORM, typed(cast.insider))
    assert Experience.objects.exists()
