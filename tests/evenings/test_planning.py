"""Plan, move, call off: who hears what, and how often."""

from datetime import timedelta

import pytest

from fuerwort.evenings.actions.planning import PlanRefused, cancel, change, open_date, plan
from fuerwort.evenings.actions.replies import ReplyRefused, guest_replies, invite_guest, remove_guest, reply
from fuerwort.evenings.actions.telling import AHEAD
from fuerwort.evenings.models import Evening, Guest, Reply, Series
from fuerwort.people import mail
from fuerwort.people.errors import Missing
from fuerwort.people.models import Event, News
from fuerwort.people.news import told
from tests.cast import NOW, Cast
from tests.evenings.conftest import meeting


@pytest.fixture
def mails(monkeypatch) -> list[tuple[str, str]]:
    """Every mail as it is queued: to whom, which one."""
    found: list[tuple[str, str]] = []
    post = mail.post

    def noted(to: str, name: str, language: str, facts: dict, **more: str) -> None:
        found.append((to, name))
        post(to, name, language, facts, **more)

    monkeypatch.setattr(mail, "post", noted)
    return found


def codes(member) -> list[str]:
    return list(News.objects.filter(membership=member).order_by("pk").values_list("code", flat=True))


def test_an_evening_invites_everybody_in_the_digest_and_nobody_by_mail(cast: Cast, planned, mails) -> None:
    planned()
    assert codes(cast.owner) == codes(cast.host) == ["evening.invited"] and codes(cast.stranger) == []
    assert mails == []


def test_a_series_announces_what_is_near_and_only_that(cast: Cast, series: Series) -> None:
    found = series.evenings.get()
    assert found.on.isoformat() == "2026-12-09" and found.begins_at - NOW < AHEAD
    assert codes(cast.owner) == ["evening.invited"]


def test_moving_writes_once_to_whoever_said_yes_and_asks_them_anew(cast: Cast, planned, mails) -> None:
    evening = planned()
    reply(evening, "yes", by=cast.owner, at=NOW)
    reply(evening, "no", by=cast.insider, at=NOW)
    guest = invite_guest(evening, "Gesine", by=cast.owner, at=NOW)
    guest_replies(guest, "yes", at=NOW, email="gesine@example.org")
    change(evening, meeting(evening.begins_at + timedelta(days=7)), by=cast.host, at=NOW)
    assert mails == [("olga@example.org", "evening-changed"), ("gesine@example.org", "evening-changed")]
    assert Reply.objects.get(membership=cast.owner).says == "open"
    assert Reply.objects.get(membership=cast.insider).says == "no"
    assert "evening.moved" in codes(cast.insider)
    assert News.objects.get(membership=cast.owner, code="evening.moved").mailed_at


def test_another_place_asks_nobody_anew_and_the_same_again_tells_nobody(cast: Cast, planned, mails) -> None:
    evening = planned()
    reply(evening, "yes", by=cast.owner, at=NOW)
    for _ in range(2):
        change(evening, meeting(evening.begins_at, place="Dach"), by=cast.host, at=NOW)
    assert len(mails) == 1 and Reply.objects.get(membership=cast.owner).says == "yes"
    assert Evening.objects.get().sequence == 1


def test_calling_off_writes_once_to_whoever_said_yes(cast: Cast, planned, mails) -> None:
    evening = planned()
    reply(evening, "yes", by=cast.owner, at=NOW)
    for _ in range(2):
        cancel(evening, by=cast.host, at=NOW)
    assert mails == [("olga@example.org", "evening-cancelled")]
    assert codes(cast.insider) == ["evening.cancelled"]
    with pytest.raises(ReplyRefused):
        reply(Evening.objects.get(), "yes", by=cast.owner, at=NOW)


def test_a_date_nobody_heard_of_is_left_out_in_silence(cast: Cast, series: Series, mails) -> None:
    before = News.objects.count()
    cancel(open_date(series, series.starts_on.replace(2027, 6, 9), by=cast.host, at=NOW), by=cast.host, at=NOW)
    assert News.objects.count() == before and mails == []
    assert Event.objects.filter(verb="evening.skipped").exists()


def test_every_piece_of_news_is_a_sentence_with_a_date(cast: Cast, planned) -> None:
    evening = planned()
    change(evening, meeting(evening.begins_at + timedelta(days=7)), by=cast.host, at=NOW)
    other = planned(20)
    change(other, meeting(other.begins_at, place="Dach"), by=cast.host, at=NOW)
    cancel(planned(30), by=cast.host, at=NOW)
    lines = told(News.objects.filter(membership=cast.owner).select_related("membership__space").order_by("id"))
    assert [line.text for line in lines] == [
        "Kreativabend, Montag, 7. Dezember 2026, 10:00 Uhr: Kommst du?",
        "Verschoben: Kreativabend, Montag, 7. Dezember 2026, 10:00 Uhr. Passt dir das?",
        "Kreativabend, Donnerstag, 10. Dezember 2026, 10:00 Uhr: Kommst du?",
        "An diesem Abend hat sich etwas geändert: Kreativabend, Donnerstag, 10. Dezember 2026, 10:00 Uhr",
        "Abgesagt: Kreativabend, Sonntag, 20. Dezember 2026, 10:00 Uhr",
    ]


def test_only_hosts_of_the_space_plan(cast: Cast, planned) -> None:
    evening = planned()
    for somebody in (cast.owner, cast.stranger):
        with pytest.raises(Missing):
            change(evening, meeting(NOW + timedelta(days=3)), by=somebody, at=NOW)
        with pytest.raises(Missing):
            cancel(evening, by=somebody, at=NOW)
    with pytest.raises(Missing):
        plan(meeting(NOW + timedelta(days=3)), by=cast.owner, at=NOW)


def test_what_cannot_be_says_which_part_of_it(cast: Cast) -> None:
    begins = NOW + timedelta(days=3)
    wrong = {
        "day": meeting(NOW - timedelta(days=3)),
        "ends": meeting(begins).__class__("A", begins, begins, "Europe/Berlin"),
        "zone": meeting(begins, zone="Europe/Atlantis"),
    }
    for part, one in wrong.items():
        with pytest.raises(PlanRefused) as refused:
            plan(one, by=cast.host, at=NOW)
        assert refused.value.part == part


def test_a_guests_name_and_address_are_sealed_and_go_with_a_no(cast: Cast, planned, django_assert_num_queries) -> None:
    guest = invite_guest(planned(), "Gesine Gast", by=cast.owner, at=NOW)
    guest_replies(guest, "yes", at=NOW, email="gesine@example.org")
    from django.db import connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute("SELECT name, email FROM evenings_guest")
        assert not any(word in str(cursor.fetchall()) for word in ("Gesine", "gesine", "example"))
    guest_replies(guest, "no", at=NOW)
    assert Guest.objects.get().email == ""
    with pytest.raises(Missing):
        remove_guest(guest, by=cast.insider, at=NOW)
    remove_guest(guest, by=cast.host, at=NOW)
    assert not Guest.objects.exists()
