"""Who is written to, and how seldom."""

import json
import re
from datetime import timedelta

import pytest
from django_tasks_db.models import DBTaskResult

from fuerwort.experiences import actions
from fuerwort.people.models import News
from fuerwort.people.news import TELLERS, told
from fuerwort.people.sealed import unseal
from tests.cast import NOW, member
from tests.experiences.conftest import SITE

PARTS = ("to", "subject", "text", "html", "unsubscribe")
NOUNS = ("experience", "dispute", "confirmation", "vouch", "founding-evening")
OURS = sorted(code for code in TELLERS if code.split(".")[0] in NOUNS)


def mails() -> list[dict[str, str]]:
    """What is queued, opened."""
    sealed = [row.args_kwargs["args"][0] for row in DBTaskResult.objects.order_by("enqueued_at")]
    return [dict(zip(PARTS, json.loads(unseal(one)), strict=True)) for one in sealed]


def test_the_first_question_of_a_day_comes_by_mail_with_two_links(cast, recorded) -> None:
    [mail] = mails()
    assert mail["to"] == cast.insider.person.email
    assert "Olga Owner" in mail["subject"] and "die Seite des Fahrradvereins" in mail["text"]
    for part in ("text", "html"):
        assert len(set(re.findall(r"/a/experiences/([\w:.-]+)/", mail[part]))) == 2
    assert News.objects.get(code="experience.asked").mailed_at == NOW


def test_the_second_waits_for_the_digest_and_the_next_day_writes_again(cast, recorded) -> None:
    actions.record(SITE, [cast.insider], by=cast.owner, at=NOW + timedelta(hours=2))
    actions.record(SITE, [cast.insider], by=cast.host, at=NOW + timedelta(hours=3))
    assert len(mails()) == 1
    assert News.objects.filter(code="experience.asked", mailed_at=None).count() == 2
    actions.record(SITE, [cast.insider], by=cast.owner, at=NOW + timedelta(days=1))
    assert len(mails()) == 2


def test_recording_and_withdrawing_again_and_again_writes_once(cast) -> None:
    for _ in range(4):
        found = actions.record(SITE, [cast.insider], by=cast.owner, at=NOW)
        actions.withdraw(found, by=cast.owner, at=NOW)
    assert len(mails()) == 1


def test_each_of_several_is_written_to(cast) -> None:
    actions.record(SITE, [cast.insider, cast.host], by=cast.owner, at=NOW)
    assert {mail["to"] for mail in mails()} == {cast.insider.person.email, cast.host.person.email}


def test_whoever_wants_no_letters_gets_none(cast) -> None:
    cast.insider.person.wants_digest = False
    cast.insider.person.save()
    actions.record(SITE, [cast.insider], by=cast.owner, at=NOW)
    assert mails() == [] and News.objects.filter(membership=cast.insider).exists()


def test_a_lecture_writes_to_nobody_at_once(cast) -> None:
    crowd = [member(cast.space, f"Guest{i} Guest") for i in range(21)]
    actions.record(SITE, crowd, by=cast.owner, at=NOW)
    assert mails() == [] and News.objects.count() == 21


def test_the_mail_speaks_the_reader_s_language(cast) -> None:
    cast.insider.person.language = "en"
    cast.insider.person.save()
    actions.record(SITE, [cast.insider], by=cast.owner, at=NOW)
    assert mails()[0]["subject"] == "Olga Owner asks: was it so?"


@pytest.mark.parametrize("code", OURS)
def test_every_news_is_a_sentence(cast, code: str) -> None:
    facts = {"experience": "abc", "by": cast.owner.public, "dispute": "def", "settlement": "kept", "review": "released",
             "evening": "ghi", "on": "2026-11-12", "vouch": "jkl"}  # fmt: skip
    News.objects.create(membership=cast.insider, at=NOW, code=code, facts=facts)
    [line] = told(News.objects.select_related("membership__space"))
    assert line.text.endswith(".") and "%" not in line.text
