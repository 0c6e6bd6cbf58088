"""A token opens one space as its member, with its scopes, while it holds; nothing else does."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from fuerwort.people.actions import erasing, leaving, tokens
from fuerwort.people.models import Event, Token
from tests.api.asking import Program, token
from tests.cast import Cast


def test_whose_token_it_is(cast: Cast) -> None:
    said = Program(cast.owner, "me:read").get("/me").said
    assert said["name"] == "Olga Owner"
    assert said["space"] == "kanal"
    assert said["scopes"] == ["me:read"]


def test_only_a_hash_is_kept(cast: Cast) -> None:
    spelled = token(cast.owner)
    row = str(Token.objects.values().get())
    assert spelled not in row
    assert spelled.split("_")[2] not in row


def test_wrong_run_out_revoked_and_missing_tokens_look_alike(cast: Cast) -> None:
    run_out, revoked, left = token(cast.owner, days=1), token(cast.owner), token(cast.insider)
    second = Token.objects.get(prefix=revoked.split("_")[1])
    tokens.revoke(token=second, by=cast.owner, at=timezone.now())
    leaving.leave(by=cast.insider, at=timezone.now())
    with time_machine.travel(timezone.now() + timedelta(days=2), tick=False):
        given = [run_out, revoked, left, "fuerwort_nobody_knows"]
        answers = [Program(one).get("/me") for one in given] + [Client().get("/api/v1/me")]
    assert {one.status_code for one in answers} == {401}
    assert len({one.content for one in answers}) == 1
    assert answers[0]["Content-Type"] == "application/problem+json"
    assert answers[0]["WWW-Authenticate"] == "Bearer"


def test_a_session_opens_nothing(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.owner.person)
    assert client.get("/api/v1/me").status_code == 401


def test_a_scope_that_is_missing_is_named_and_tells_nothing_about_what_there_is(cast: Cast) -> None:
    program = Program(cast.owner, "me:read")
    here, nowhere = program.get("/spaces/kanal/members"), program.get("/spaces/nowhere/members")
    assert here.status_code == nowhere.status_code == 403
    assert here.said == nowhere.said
    assert "members:read" in here.said["detail"]


def test_another_space_looks_missing(cast: Cast) -> None:
    program = Program(cast.owner)
    there, nowhere = program.get("/spaces/hafen/members"), program.get("/spaces/nowhere/members")
    assert there.status_code == 404
    assert there.content == nowhere.content == program.get("/anything/else").content


def test_too_often_is_told_when_to_come_again(cast: Cast, settings) -> None:
    settings.API_PER_MINUTE = 3
    with time_machine.travel("2026-11-24T12:00:20Z", tick=False) as clock:
        mine, other = Program(cast.owner), Program(cast.owner)
        assert [mine.get("/me").status_code for _ in range(4)] == [200, 200, 200, 429]
        last = mine.get("/me")
        assert other.get("/me").status_code == 200
        clock.shift(40)
        assert mine.get("/me").status_code == 200
    assert last["Retry-After"] == "40"
    assert last.said["code"] == "too-many"


def test_made_and_revoked_stand_in_the_log_without_the_secret(cast: Cast) -> None:
    spelled = token(cast.owner, "me:read")
    row = Token.objects.get()
    tokens.revoke(token=row, by=cast.owner, at=timezone.now())
    tokens.revoke(token=row, by=cast.owner, at=timezone.now())
    tokens.restore(token=row, by=cast.owner, at=timezone.now())
    assert Program(spelled).get("/me").status_code == 200
    assert list(Event.objects.order_by("pk").values_list("verb", flat=True)) == [
        "token.made", "token.revoked", "token.restored",
    ]  # fmt: skip
    assert spelled.split("_")[2] not in str(list(Event.objects.values()))


def test_a_revocation_is_final_after_a_few_minutes(cast: Cast) -> None:
    token(cast.owner)
    row, at = Token.objects.get(), timezone.now()
    tokens.revoke(token=row, by=cast.owner, at=at - timedelta(minutes=6))
    with pytest.raises(tokens.TokenRefused):
        tokens.restore(token=row, by=cast.owner, at=at)


@pytest.mark.parametrize(
    "wrong", [{"name": " "}, {"scopes": []}, {"scopes": ["all"]}, {"days": 0}, {"days": 367}], ids=str
)
def test_a_token_needs_a_name_scopes_and_an_end(cast: Cast, wrong: dict[str, object]) -> None:
    fit = {"name": "Website", "scopes": ["ask:write"], "days": 90}
    with pytest.raises(tokens.TokenRefused):
        tokens.make(**(fit | wrong), by=cast.owner, at=timezone.now(), token="fuerwort_a_b")
    assert not Token.objects.exists()


def test_there_are_at_most_twenty(cast: Cast) -> None:
    for _ in range(tokens.MOST):
        token(cast.owner)
    with pytest.raises(tokens.TokenRefused):
        token(cast.owner)


def test_nothing_of_it_is_left_of_whoever_is_erased(cast: Cast) -> None:
    Program(cast.owner).ask("PUT", "/spaces/kanal/availability", {"availability": "full"}, key="1")
    erasing.erase(person=cast.owner.person, at=timezone.now())
    assert not Token.objects.exists()
