"""Record an occasion, and take it back within a day without a trace."""

import math
from dataclasses import replace
from datetime import date, timedelta

import pytest

from fuerwort.experiences import actions
from fuerwort.experiences.actions import RecordRefused
from fuerwort.experiences.models import Dispute, Experience, Participation, Vouch
from fuerwort.people.models import Event, Field, News
from tests.cast import NOW
from tests.experiences.conftest import SITE, answer


def test_the_one_who_records_has_confirmed_and_the_others_are_asked(cast, recorded) -> None:
    assert (answer(recorded, cast.owner), answer(recorded, cast.insider)) == ("confirmed", "open")
    news = News.objects.get()
    assert (news.membership, news.code) == (cast.insider, "experience.asked")
    assert news.facts == {"experience": recorded.public, "by": cast.owner.public}
    event = Event.objects.get()
    assert (event.verb, event.about, event.by) == ("experience.recorded", recorded.public, cast.owner)


def test_spaces_in_the_sentence_are_tidied(cast) -> None:
    found = actions.record(replace(SITE, text="  die\n Seite "), [cast.insider], by=cast.owner, at=NOW)
    assert found.text == "die Seite"


@pytest.mark.parametrize(
    ("wrong", "part"),
    [
        ({"kind": "party"}, "kind"),
        ({"hours": 0.0}, "hours"),
        ({"hours": -2.0}, "hours"),
        ({"hours": 8784.5}, "hours"),
        ({"hours": 1e300}, "hours"),
        ({"hours": math.inf}, "hours"),
        ({"hours": math.nan}, "hours"),
        ({"on": NOW.date() + timedelta(days=1)}, "on"),
        ({"on": date(1969, 12, 31)}, "on"),
        ({"text": "x" * 301}, "text"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(cast, wrong, part) -> None:
    with pytest.raises(RecordRefused) as refused:
        actions.record(replace(SITE, **wrong), [cast.insider], by=cast.owner, at=NOW)
    assert refused.value.part == part
    assert not Experience.objects.exists() and not News.objects.exists() and not Event.objects.exists()


def test_today_is_the_day_in_berlin(cast) -> None:
    late = NOW.replace(hour=23, minute=30)
    tomorrow = late.date() + timedelta(days=1)
    assert actions.record(replace(SITE, on=tomorrow), [cast.insider], by=cast.owner, at=late).on == tomorrow


def people(cast, names: str) -> list[object]:
    return [getattr(cast, name) for name in names.split()]


@pytest.mark.parametrize("names", ["", "owner", "owner insider", "insider insider", "stranger", "insider stranger"])
def test_alone_twice_and_strangers_are_refused(cast, names: str) -> None:
    with pytest.raises(RecordRefused) as refused:
        actions.record(SITE, people(cast, names), by=cast.owner, at=NOW)
    assert refused.value.part == "others"
    assert not Participation.objects.exists()


def test_whoever_left_or_never_came_takes_no_part(cast) -> None:
    cast.insider.left_at = NOW
    cast.insider.save()
    cast.newcomer.person = None
    cast.newcomer.save()
    for member in (cast.insider, cast.newcomer):
        with pytest.raises(RecordRefused):
            actions.record(SITE, [member], by=cast.owner, at=NOW)
    with pytest.raises(RecordRefused):
        actions.record(SITE, [cast.owner], by=cast.insider, at=NOW)


def test_a_field_of_another_space_or_a_retired_one_is_refused(cast) -> None:
    foreign = Field.objects.create(space=cast.elsewhere, slug="sails", name_de="Segel", name_en="Sails")
    cast.translation.retired_at = NOW
    for field in (foreign, cast.translation):
        with pytest.raises(RecordRefused):
            actions.record(replace(SITE, field=field), [cast.insider], by=cast.owner, at=NOW)


def test_the_same_form_sent_twice_records_once_and_a_changed_one_again(cast) -> None:
    once = "abcdefgh2345"
    first = actions.record(SITE, [cast.insider], by=cast.owner, at=NOW, once=once)
    assert first.public == once
    assert actions.record(SITE, [cast.insider], by=cast.owner, at=NOW, once=once) == first
    other_people = actions.record(SITE, [cast.host], by=cast.owner, at=NOW, once=once)
    other_hours = actions.record(replace(SITE, hours=2.0), [cast.insider], by=cast.owner, at=NOW, once=once)
    other_member = actions.record(SITE, [cast.owner], by=cast.insider, at=NOW, once=once)
    assert len({first.pk, other_people.pk, other_hours.pk, other_member.pk}) == 4
    assert News.objects.filter(code="experience.asked").count() == 4


def test_withdrawn_within_a_day_nothing_is_left(cast, confirmed) -> None:
    actions.vouch(confirmed, cast.insider, "Immer gern.", by=cast.owner, at=NOW)
    actions.record(SITE, [cast.host], by=cast.owner, at=NOW)
    actions.withdraw(confirmed, by=cast.owner, at=NOW + timedelta(hours=24))
    assert not Experience.objects.filter(pk=confirmed.pk).exists()
    assert not Vouch.objects.exists()
    assert Experience.objects.count() == Event.objects.count() == News.objects.count() == 1
    actions.withdraw(confirmed, by=cast.owner, at=NOW)


def test_withdrawing_ends_a_dispute_about_it(cast, recorded) -> None:
    actions.deny(recorded, by=cast.insider, at=NOW, note="Das war Ida.")
    assert News.objects.filter(code="dispute.opened", membership=cast.host).exists()
    actions.withdraw(recorded, by=cast.owner, at=NOW)
    assert not Dispute.objects.exists() and not News.objects.exists() and not Event.objects.exists()


def test_after_a_day_it_stays(cast, recorded) -> None:
    with pytest.raises(RecordRefused, match="24"):
        actions.withdraw(recorded, by=cast.owner, at=NOW + timedelta(hours=24, seconds=1))
    assert Experience.objects.exists()


@pytest.mark.parametrize("who", ["insider", "host", "stranger"])
def test_nobody_withdraws_what_another_recorded(cast, recorded, who: str) -> None:
    with pytest.raises(RecordRefused):
        actions.withdraw(recorded, by=cast.everybody[who], at=NOW)
    assert Experience.objects.exists()
