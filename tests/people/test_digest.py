"""docs/rules/digest.md, row by row; and what else holds."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction
from django.utils import translation
from django_tasks_db.models import DBTaskResult

from fuerwort.people import digest, news
from fuerwort.people.models import News
from tests.tables import table

MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
SUNDAY = MONDAY - timedelta(days=1)


@news.tells("test.hello")
def _hello(facts, names, space) -> news.Said:
    return news.Said(f"{names[facts['by']]} grüßt.", "home", (space.slug,))


@pytest.fixture
def hello(cast) -> News:
    return News.objects.create(membership=cast.owner, at=SUNDAY, code="test.hello", facts={"by": cast.insider.public})


@pytest.mark.parametrize("row", table("digest.md"), ids=lambda row: " ".join(row.values()))
def test_who_gets_a_mail(cast, hello: News, row: dict[str, str]) -> None:
    hello.read_at = SUNDAY if row["read on the home page"] == "yes" else None
    hello.mailed_at = SUNDAY if row["mailed already"] == "yes" else None
    hello.save()
    if row["news"] == "none":
        hello.delete()
    person = cast.owner.person
    person.wants_digest = row["wants the digest"] == "yes"
    person.digest_on = None if row["last digest"] == "never" else date.fromisoformat(row["last digest"])
    person.save()
    assert digest.send_digests(at=MONDAY) == (row["gets"] == "a mail")
    assert DBTaskResult.objects.count() == (row["gets"] == "a mail")


def test_it_is_sent_once(cast, hello: News) -> None:
    assert [digest.send_digests(at=MONDAY + timedelta(hours=h)) for h in (0, 1, 30)] == [1, 0, 0]


@pytest.mark.parametrize(("at", "sent"), [(MONDAY - timedelta(hours=3), 0), (MONDAY + timedelta(days=2), 1)])
def test_not_before_seven_and_after_a_sleep(cast, hello: News, at: datetime, sent: int) -> None:
    assert digest.send_digests(at=at) == sent


def test_a_crash_loses_nothing(cast, hello: News, monkeypatch) -> None:
    monkeypatch.setattr(digest.mail, "post", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        digest.send_digests(at=MONDAY)
    monkeypatch.undo()
    assert digest.send_digests(at=MONDAY) == 1


def test_whoever_left_hears_nothing(cast, hello: News) -> None:
    cast.owner.left_at = SUNDAY
    cast.owner.save()
    assert digest.send_digests(at=MONDAY) == 0


def test_names_are_looked_up_when_they_are_read(cast, hello: News) -> None:
    assert news.told([hello])[0].text == "Ines Insider grüßt."
    hello.facts = {"by": "nobody"}
    with translation.override("de"):
        assert news.told([hello])[0].text == "ein ehemaliges Mitglied grüßt."
