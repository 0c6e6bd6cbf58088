"""Changing what one says about oneself, and one's time."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from fuerwort.people.models import Event, Item, Membership, Seen

PAGE = "/spaces/kanal/profile/"


@pytest.fixture
def owner(client, cast):
    client.force_login(cast.owner.person)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def filled(**change: object) -> dict[str, object]:
    """The form as the owner might send it."""
    form: dict[str, object] = {
        "name": "Olga Owner", "about": "Ich baue\nWebsites.", "fields": ["web-design"],
        "skills-web-design": "Figma, Vereine", "skills-": "Platt", "languages": ["de", "gsg"],
        "website": "olga.example", "email": "olga@work.example", "phone": "+49 30 / 123-45", "searched": "",
    }  # fmt: skip
    seen = {f"seen_{item}": Seen.MEMBERS for item in Item.values}
    return form | seen | change


def now(cast) -> Membership:
    return Membership.objects.get(pk=cast.owner.pk)


def test_what_is_typed_is_kept(owner, cast) -> None:
    answer = owner.post(PAGE, filled(seen_phone="public"))
    assert answer.headers["Location"] == f"/spaces/kanal/members/{cast.owner.public}/"
    kept = now(cast)
    assert (kept.about, kept.languages, kept.website) == ("Ich baue\nWebsites.", ["de", "gsg"], "https://olga.example")
    assert (kept.contact_email, kept.phone) == ("olga@work.example", "+49 30 / 123-45")
    skills = {(skill.name, skill.field.slug if skill.field else "") for skill in kept.skills.all()}
    assert skills == {("Figma", "web-design"), ("Vereine", "web-design"), ("Platt", "")}
    assert kept.consents.get(item="phone").seen_by == "public"
    page = owner.get(PAGE).content.decode()
    assert 'value="Figma, Vereine"' in page
    assert 'value="Platt"' in page


WRONG = {
    "http": {"website": "http://olga.example"},
    "script": {"website": "javascript:alert(1)"},
    "mail": {"email": "olga at work"},
    "phone": {"phone": "call me <b>maybe</b>"},
    "long name": {"name": "x" * 121},
    "no name": {"name": " "},
    "hidden name": {"seen_name": "nobody"},
    "unknown consent": {"seen_phone": "aliens"},
    "unknown language": {"languages": ["xx-klingon"]},
    "long about": {"about": "x" * 2001},
    "long skill": {"skills-web-design": "x" * 61},
}


@pytest.mark.parametrize("change", WRONG.values(), ids=WRONG)
def test_what_is_wrong_saves_nothing_and_loses_nothing(owner, cast, change: dict[str, object]) -> None:
    page = owner.post(PAGE, filled(**change, **({} if "about" in change else {"about": "Frisch getippt"})))
    text = page.content.decode()
    assert page.status_code == 200
    assert "Nothing was saved yet. What you typed is still here" in text
    assert ("Frisch getippt" in text) or "about" in change
    assert now(cast).about == "Ich baue Websites für Vereine."
    assert not Event.objects.exists()


def test_fields_of_another_space_or_none_are_not_taken(owner, cast) -> None:
    cast.elsewhere.fields.create(slug="beekeeping", name_de="Imkerei", name_en="Beekeeping")
    owner.post(PAGE, filled(fields=["beekeeping", "web-design", "nonsense"]))
    assert [field.slug for field in now(cast).fields.all()] == ["web-design"]


def test_looking_for_a_field_saves_nothing_and_keeps_what_was_typed(owner, cast) -> None:
    typed = filled(search="Übersetzer", look="1", name="", about="Halb fertig")
    text = owner.post(PAGE, typed).content.decode()
    assert text.index('value="translation"') < text.index("All fields of the space") if "All fields" in text else True
    assert "Halb fertig" in text
    assert "Nothing was saved yet" not in text
    assert now(cast).about == "Ich baue Websites für Vereine."


def test_words_that_were_not_looked_up_yet_are_not_lost(owner, cast) -> None:
    """Enter in the search box presses the first button, which saves."""
    text = owner.post(PAGE, filled(search="Homepage")).content.decode()
    assert 'name="searched" value="Homepage"' in text
    assert owner.post(PAGE, filled(search="Homepage", searched="Homepage")).status_code == 302


def test_typing_gets_the_fields_alone(owner) -> None:
    part = owner.post(PAGE, filled(search="xyzzy", look="1"), headers={"HX-Request": "true"}).content.decode()
    assert part.startswith('<div id="work"')
    assert "No field here fits “xyzzy”" in part
    assert "Figma, Vereine" in part


def test_contact_items_are_nobodys_until_said_otherwise(owner) -> None:
    page = owner.get(PAGE).content.decode()
    for item in ("email", "phone"):
        select = page.split(f'name="seen_{item}"')[1].split("</select>")[0]
        assert '<option value="nobody" selected>' in select


def test_one_changes_only_oneself(owner, cast) -> None:
    owner.post(PAGE, filled(name="Umbenannt", public=cast.insider.public, membership=str(cast.insider.pk)))
    assert (now(cast).name, Membership.objects.get(pk=cast.insider.pk).name) == ("Umbenannt", "Ines Insider")


def test_time_is_said_with_one_tap_and_can_be_taken_back(owner, cast) -> None:
    answer = owner.post("/spaces/kanal/availability/", {"availability": "full"}, follow=True)
    assert now(cast).availability == "full"
    page = answer.content.decode()
    assert "You are fully booked, until" in page
    assert 'class="undo"' in page
    assert 'class="undo"' not in owner.get("/spaces/kanal/").content.decode(), "offered once"
    owner.post("/spaces/kanal/availability/", {"availability": "free", "until": ""})
    assert now(cast).availability == "free"


def test_undo_brings_back_the_day_as_well(owner, cast) -> None:
    until = timezone.localdate() + timedelta(days=14)
    owner.post("/spaces/kanal/availability/", {"availability": "little", "until": until.isoformat()})
    page = owner.post("/spaces/kanal/availability/", {"availability": "free"}, follow=True).content.decode()
    undo = page.split('class="undo"')[1].split("</form>")[0]
    assert 'name="availability" value="little"' in undo
    assert f'name="until" value="{until.isoformat()}"' in undo


NONSENSE = [
    {},
    {"availability": "busy"},
    {"availability": "full", "until": "31.2."},
    {"availability": "full", "until": "2020-01-01"},
]


@pytest.mark.parametrize("sent", NONSENSE)
def test_nonsense_about_time_changes_nothing(owner, cast, sent: dict[str, str]) -> None:
    page = owner.post("/spaces/kanal/availability/", sent, follow=True).content.decode()
    assert 'class="notice error"' in page
    assert 'class="undo"' not in page
    assert not Event.objects.exists()


def test_one_comes_back_to_a_page_of_ours_only(owner) -> None:
    def back(target: str) -> str:
        sent = {"availability": "free", "next": target}
        return owner.post("/spaces/kanal/availability/", sent).headers["Location"]

    assert back("/spaces/kanal/profile/") == "/spaces/kanal/profile/"
    assert back("https://evil.example/") == back("//evil.example") == "/spaces/kanal/"


def test_first_steps_can_be_hidden_and_had_back(client, cast) -> None:
    client.force_login(cast.newcomer.person)
    page = client.post("/spaces/kanal/steps/hide/", follow=True).content.decode()
    assert 'name="again" value="1"' in page
    assert Membership.objects.get(pk=cast.newcomer.pk).steps_hidden_at
    client.post("/spaces/kanal/steps/hide/", {"again": "1"})
    assert Membership.objects.get(pk=cast.newcomer.pk).steps_hidden_at is None


def test_quick_days_are_a_fortnight_a_month_and_three_months(owner, cast) -> None:
    owner.post("/spaces/kanal/availability/", {"availability": "full"})
    page = owner.get(f"/spaces/kanal/members/{cast.owner.public}/").content.decode()
    today: date = timezone.localdate()
    assert all(f'value="{today + timedelta(days=n)}"' in page for n in (14, 30, 90))


def test_nothing_is_pressed_before_one_has_said_anything(client, cast) -> None:
    client.force_login(cast.newcomer.person)
    page = f"/spaces/kanal/members/{cast.newcomer.public}/"
    assert 'aria-pressed="true"' not in client.get(page).content.decode()
    client.post("/spaces/kanal/availability/", {"availability": "free"})
    assert 'value="free" aria-pressed="true"' in client.get(page).content.decode()
