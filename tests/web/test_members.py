"""The directory and a member's page, tried by the whole cast."""

import pytest
from django.utils import timezone

from fuerwort.people.models import Consent, Item, Seen, Skill


def say(member, item: str, seen_by: str) -> None:
    Consent.objects.create(membership=member, item=item, seen_by=seen_by, given_at=timezone.now())


@pytest.fixture
def read(client, cast):
    """The page as one of the cast reads it, in English."""

    def page(who: str | None, address: str, **headers: str) -> str:
        client.logout()
        if who:
            client.force_login(cast.everybody[who].person)
        answer = client.get(address, headers={"Accept-Language": "en", **headers})
        return answer.content.decode() if answer.status_code == 200 else str(answer.status_code)

    return page


@pytest.mark.parametrize(
    ("who", "shown"), [(None, "302"), ("stranger", "404"), ("insider", "Olga Owner"), ("owner", "Olga Owner")]
)
def test_the_directory(read, who: str | None, shown: str) -> None:
    assert shown in read(who, "/spaces/kanal/members/")


def test_words_find_people_and_say_what_they_stand_for(read) -> None:
    page = read("host", "/spaces/kanal/members/?words=Homepage")
    assert "“Homepage” stands for: Web design." in page
    assert "Ines Insider" in page
    assert "Theo Treasurer" not in page


def test_typing_asks_the_same_address_for_the_list_alone(read) -> None:
    asked = {"HX-Request": "true", "HX-Target": "found"}
    part = read("host", "/spaces/kanal/members/?words=translator", **asked)
    assert "<html" not in part
    assert part.startswith('<p id="said" hx-swap-oob="innerHTML">“translator” stands for: Translation. 1 member found.')
    assert "Ines Insider" in part
    whole = {**asked, "HX-History-Restore-Request": "true"}
    assert "<html" in read("host", "/spaces/kanal/members/?words=translator", **whole)


def test_nobody_found_says_what_to_do(read) -> None:
    page = read("host", "/spaces/kanal/members/?words=We+need+a+page+on+the+internet")
    assert "Perhaps you mean one of these fields?" in page
    assert "?field=web-design" in page
    assert "Try fewer or other words" in read("host", "/spaces/kanal/members/?words=xyzzy")


@pytest.mark.parametrize("query", ["field=nonsense", "language=%00", "desk=%27", "page=99999", "words=" + "x" * 5000])
def test_nonsense_breaks_nothing(read, query: str) -> None:
    assert "<h1>Who is here</h1>" in read("host", f"/spaces/kanal/members/?{query}")


def test_filters_stay_as_chosen(read) -> None:
    page = read("host", "/spaces/kanal/members/?field=web-design&has_time=on")
    assert '<option value="web-design" selected>' in page
    assert "checked" in page


def test_the_order_is_explained(read) -> None:
    assert "so that nobody always stands first" in read("host", "/spaces/kanal/members/")


@pytest.mark.parametrize(
    ("who", "shown"), [(None, "302"), ("stranger", "404"), ("insider", "Ich baue Websites"), ("owner", "as anybody")]
)
def test_a_members_page(read, cast, who: str | None, shown: str) -> None:
    assert shown in read(who, f"/spaces/kanal/members/{cast.owner.public}/")


def test_a_page_says_what_its_member_lets_be_seen(read, cast) -> None:
    cast.owner.languages, cast.owner.phone, cast.owner.website = ["tr"], "+49 30 123", "https://olga.example/"
    cast.owner.contact_email = "olga@work.example"
    cast.owner.save()
    Skill.objects.create(membership=cast.owner, field=cast.web_design, name="Figma")
    say(cast.owner, Item.PHONE, Seen.MEMBERS)
    page = read("insider", f"/spaces/kanal/members/{cast.owner.public}/")
    for shown in ("Web design", "Figma", "Turkish", 'href="tel:+4930123"', ">olga.example</a>", "has time"):
        assert shown in page
    assert "olga@work.example" not in page
    assert "olga@example.org" not in page, "the address of the log-in is never shown"


def test_the_switch_shows_oneself_as_anybody(read, cast) -> None:
    address = f"/spaces/kanal/members/{cast.owner.public}/?as=anybody"
    assert "Outside the space nobody sees you." in read("owner", address)
    say(cast.owner, Item.NAME, Seen.PUBLIC)
    page = read("owner", address)
    assert f'href="/members/{cast.owner.public}/"' in page
    assert "Filled in, and not seen by them: About me" in page
    assert "Ich baue Websites" not in page
    assert "Ich baue Websites" in read("insider", address), "the switch is one's own only"


def test_a_page_for_everybody_only_if_the_name_is_for_everybody(read, cast) -> None:
    address = f"/members/{cast.owner.public}/"
    assert [read(who, address) for who in (None, "insider", "stranger")] == ["404"] * 3
    say(cast.owner, Item.NAME, Seen.PUBLIC)
    page = read(None, address)
    assert "<h1>Olga Owner</h1>" in page
    assert "Ich baue Websites" not in page
    assert "Web design" not in page
    say(cast.owner, Item.ABOUT, Seen.PUBLIC)
    assert "Ich baue Websites" in read(None, address)


def test_missing_and_forbidden_look_alike(client, cast) -> None:
    pages = [client.get(address).content for address in (f"/members/{cast.owner.public}/", "/members/aaaaaaaaaaaa/")]
    assert _without_token(pages[0]) == _without_token(pages[1])


def _without_token(page: bytes) -> str:
    lines = page.decode().splitlines()
    return "\n".join(line for line in lines if "csrf" not in line.lower() and "/members/" not in line)


def test_text_is_text(read, cast) -> None:
    cast.owner.about = '<script>alert(1)</script>\n\nZweiter Absatz <img src=x onerror="alert(2)">'
    cast.owner.name = "<b>Olga</b>"
    cast.owner.save()
    Skill.objects.create(membership=cast.owner, field=cast.web_design, name="<i>Figma</i>")
    for page in (
        read("insider", f"/spaces/kanal/members/{cast.owner.public}/"),
        read("insider", "/spaces/kanal/members/"),
    ):
        for raw in ("<script>alert", "<img src=x", "<b>Olga", "<i>Figma"):
            assert raw not in page
    assert "<p>Zweiter Absatz" in read("insider", f"/spaces/kanal/members/{cast.owner.public}/")
    assert "&lt;script&gt;" in read("host", "/spaces/kanal/members/?words=<script>")


def test_newcomers_are_seen_with_their_sponsor(read, cast) -> None:
    assert "New here; sponsor: Hanne Host." in read("owner", "/spaces/kanal/members/")
    assert "Hanne Host is the sponsor" in read("owner", f"/spaces/kanal/members/{cast.newcomer.public}/")
