"""One ``Idempotency-Key`` does one thing, however often and however close together it comes."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from fuerwort.people.actions import tokens
from fuerwort.people.models import Answered, Event
from tests import cast as people
from tests.api.asking import Program, token
from tests.cast import Cast

SAY = ("PUT", "/spaces/kanal/availability")
FULL, FREE = {"availability": "full"}, {"availability": "free"}


def done() -> int:
    return Event.objects.filter(verb="availability.said").count()


def test_the_same_key_and_body_get_the_same_answer_and_one_effect(cast: Cast) -> None:
    program = Program(cast.owner)
    first, second = (program.ask(*SAY, FULL, key="k-1") for _ in range(2))
    assert first.status_code == second.status_code == 200
    assert first.content == second.content
    assert ("Idempotency-Replayed" in first, "Idempotency-Replayed" in second) == (False, True)
    assert done() == 1


def test_the_same_key_with_something_else_is_refused(cast: Cast) -> None:
    program = Program(cast.owner)
    program.ask(*SAY, FULL, key="k-1")
    other = program.ask(*SAY, FREE, key="k-1")
    elsewhere = program.ask("POST", "/spaces/kanal/news/read", key="k-1")
    assert (other.status_code, other.said["code"]) == (422, "key-used")
    assert elsewhere.said["code"] == "key-used"
    assert done() == 1


def test_without_a_key_each_request_counts_and_keys_of_others_are_others(cast: Cast) -> None:
    mine, other = Program(cast.owner), Program(cast.insider)
    mine.ask(*SAY, FULL)
    mine.ask(*SAY, FULL)
    mine.ask(*SAY, FULL, key="k-1")
    assert "Idempotency-Replayed" not in other.ask(*SAY, FULL, key="k-1")
    assert done() == 4


def test_what_was_refused_may_be_tried_again(cast: Cast) -> None:
    program = Program(cast.owner)
    past = {"availability": "full", "until": "2020-01-01"}
    first, second = (program.ask(*SAY, past, key="k-1") for _ in range(2))
    assert first.status_code == second.status_code == 409
    assert not Answered.objects.exists()
    assert program.ask(*SAY, FULL, key="k-1").status_code == 200


def test_kept_answers_are_sealed_and_forgotten_after_a_day(cast: Cast) -> None:
    Program(cast.owner).ask(*SAY, FULL, key="k-1")
    with connection.cursor() as cursor:
        cursor.execute("SELECT answer FROM people_answered")
        assert "full" not in cursor.fetchone()[0]
    assert tokens.forget_answers(at=timezone.now() + timedelta(hours=23)) == 0
    assert tokens.forget_answers(at=timezone.now() + timedelta(hours=25)) == 1


@pytest.mark.skipif(connection.vendor != "postgresql", reason="only one writes at a time on SQLite")
@pytest.mark.django_db(transaction=True)
def test_two_at_once_do_it_once() -> None:
    cast, start = people.make(), Barrier(4)
    spelled = token(cast.owner)

    def ask(_number: int) -> tuple[int, bytes]:
        try:
            start.wait()
            answer = Program(spelled).ask(*SAY, FULL, key="k-1")
            return answer.status_code, answer.content
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        answers = set(pool.map(ask, range(4)))
    assert {status for status, _ in answers} == {200}
    assert len(answers) == 1
    assert done() == 1
