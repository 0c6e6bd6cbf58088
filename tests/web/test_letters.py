"""Mails: ended and begun again by a signed link, and preferences by whoever is logged in."""

import pytest
from django.test import Client

from fuerwort.people import links, news
from fuerwort.people.models import News
from tests.cast import NOW


@pytest.fixture
def link(cast) -> str:
    return f"/a/letters/{links.sign('unsubscribe', person=cast.owner.person.public)}/"


def wanted(cast) -> bool:
    cast.owner.person.refresh_from_db()
    return cast.owner.person.wants_digest


def test_opening_the_link_changes_nothing_but_its_button_does(client, cast, link: str) -> None:
    client.get(link)
    assert wanted(cast)
    client.post(link, {"List-Unsubscribe": "One-Click"})
    assert not wanted(cast)
    client.post(link, {"again": "1"})
    assert wanted(cast)


def test_a_mail_program_needs_no_page_first(cast, link: str) -> None:
    assert Client(enforce_csrf_checks=True).post(link, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not wanted(cast)


def test_preferences_are_kept(client, cast) -> None:
    client.force_login(cast.owner.person)
    assert client.post("/preferences/", {"language": "en"}).status_code == 302
    cast.owner.person.refresh_from_db()
    assert (cast.owner.person.language, cast.owner.person.wants_digest) == ("en", False)
    page = client.post("/preferences/", {"language": "xx"})
    assert page.status_code == 200
    assert "aria-describedby" in page.content.decode()


@news.tells("test.plain")
def _plain(facts, names, space) -> news.Said:
    return news.Said(f"{names[facts['by']]} war hier.")


def test_what_was_read_at_home_is_gone_and_not_mailed(client, cast) -> None:
    News.objects.create(membership=cast.owner, at=NOW, code="test.plain", facts={"by": cast.insider.public})
    client.force_login(cast.owner.person)
    assert "Ines Insider war hier." in client.get("/spaces/kanal/").content.decode()
    client.post("/spaces/kanal/news/read/")
    assert "Ines Insider war hier." not in client.get("/spaces/kanal/").content.decode()
    assert News.objects.get().read_at


def test_nobody_reads_another_s_news(client, cast) -> None:
    News.objects.create(membership=cast.owner, at=NOW, code="test.plain", facts={"by": cast.insider.public})
    client.force_login(cast.host.person)
    assert "war hier" not in client.get("/spaces/kanal/").content.decode()
    client.post("/spaces/kanal/news/read/")
    assert not News.objects.get().read_at
