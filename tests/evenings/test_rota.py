"""Duties by turn: the table can be done by hand, and over many evenings all come equally often."""

from collections import Counter
from datetime import timedelta

import pytest
from django.db.models import F

from fuerwort.evenings.actions.planning import cancel, plan
from fuerwort.evenings.actions.replies import reply
from fuerwort.evenings.actions.rota import DutyRefused, fill, keep, offer, replace_who_left, say_willing, take
from fuerwort.evenings.models import Duty, Evening
from fuerwort.evenings.queries.to_do import for_hosts
from fuerwort.people.errors import Missing
from fuerwort.people.models import Membership, News
from fuerwort.people.queries import here_for
from tests.cast import NOW, Cast
from tests.evenings.conftest import meeting


def evening(cast: Cast, month: int) -> Evening:
    return plan(meeting(NOW + timedelta(days=30 * month)), by=cast.host, at=NOW)


def cooks(cast: Cast, months: range) -> list[str]:
    for month in months:
        fill(evening(cast, month), at=NOW)
    found = Duty.objects.filter(task="cooks").order_by("evening__begins_at")
    return [duty.membership.name.split()[0] if duty.membership else "" for duty in found]


def willing(cast: Cast, *names: str, tasks: tuple[str, ...] = ("cooks",)) -> None:
    for name in names:
        say_willing(tasks, by=getattr(cast, name), at=NOW)


def test_each_in_turn(cast: Cast) -> None:
    willing(cast, "owner", "insider", "treasurer")
    assert cooks(cast, range(1, 8)) == ["Olga", "Ines", "Theo", "Olga", "Ines", "Theo", "Olga"]


def test_nobody_has_two_while_somebody_willing_has_none(cast: Cast) -> None:
    willing(cast, "owner", "insider", tasks=("opens", "moderates", "cooks", "writes"))
    fill(evening(cast, 1), at=NOW)
    assert Counter(Duty.objects.values_list("membership__name", flat=True)) == {"Olga Owner": 2, "Ines Insider": 2}


def test_without_anybody_willing_somebody_is_looked_for(cast: Cast) -> None:
    assert cooks(cast, range(1, 2)) == [""]


def test_whoever_does_not_come_and_whoever_left_is_passed_over(cast: Cast) -> None:
    willing(cast, "owner", "insider", "treasurer")
    cast.insider.left_at = NOW
    cast.insider.save()
    first = evening(cast, 1)
    reply(first, "no", by=cast.owner, at=NOW)
    fill(first, at=NOW)
    assert Duty.objects.get(task="cooks").membership == cast.treasurer


def test_whoever_says_no_later_offers_their_duty_with_the_same_word(cast: Cast) -> None:
    willing(cast, "owner", "insider")
    first = evening(cast, 1)
    fill(first, at=NOW)
    mine = Duty.objects.get(membership=cast.owner)
    reply(first, "no", by=cast.owner, at=NOW)
    mine.refresh_from_db()
    assert mine.offered_at == NOW and News.objects.filter(code="duty.offered", membership=cast.insider).exists()
    assert [one.code for one in for_hosts(here_for(cast.host.person, "kanal"), NOW)] == ["duty.free"]
    reply(first, "no", by=cast.owner, at=NOW)  # said twice is said once
    assert News.objects.filter(code="duty.offered", membership=cast.insider).count() == 1


def test_what_somebody_had_who_left_goes_to_whoever_is_next(cast: Cast) -> None:
    willing(cast, "owner", "insider")
    first = evening(cast, 1)
    fill(first, at=NOW)
    Membership.objects.filter(pk=cast.owner.pk).update(left_at=NOW)
    assert replace_who_left(at=NOW) == 1 and replace_who_left(at=NOW) == 0
    assert Duty.objects.get(task="cooks").membership == cast.insider
    assert News.objects.filter(code="duty.yours", membership=cast.insider).exists()


def test_an_evening_that_was_called_off_was_nobodys_turn(cast: Cast) -> None:
    willing(cast, "owner", "insider")
    first = evening(cast, 1)
    fill(first, at=NOW)
    cancel(first, by=cast.host, at=NOW)
    assert cooks(cast, range(2, 3)) == ["Olga", "Olga"]


def test_swapping_evens_out_again(cast: Cast) -> None:
    """Ines takes over from Olga; from then on it counts as hers, and Olga is next."""
    willing(cast, "owner", "insider", "treasurer")
    fill(evening(cast, 1), at=NOW)
    duty = Duty.objects.get(task="cooks")
    offer(duty, by=cast.owner, at=NOW)
    assert set(News.objects.filter(code="duty.offered").values_list("membership", flat=True)) == {
        cast.insider.pk,
        cast.treasurer.pk,
    }
    take(duty, by=cast.insider, at=NOW)
    assert not News.objects.filter(code="duty.offered").exists()
    assert News.objects.filter(code="duty.taken", membership=cast.owner).exists()
    assert cooks(cast, range(2, 5)) == ["Ines", "Olga", "Theo", "Ines"]


def test_what_somebody_has_is_theirs_until_they_offer_it(cast: Cast) -> None:
    willing(cast, "owner")
    fill(evening(cast, 1), at=NOW)
    duty = Duty.objects.get(task="cooks")
    with pytest.raises(DutyRefused):
        take(duty, by=cast.insider, at=NOW)
    for act in (offer, keep):
        with pytest.raises(Missing):
            act(duty, by=cast.insider, at=NOW)
    with pytest.raises(Missing):
        take(duty, by=cast.stranger, at=NOW)
    offer(duty, by=cast.owner, at=NOW)
    keep(duty, by=cast.owner, at=NOW)
    with pytest.raises(DutyRefused):
        take(duty, by=cast.insider, at=NOW)


def test_over_years_all_come_equally_often_and_never_twice_while_another_waits(cast: Cast) -> None:
    willing(cast, "owner", "insider", "treasurer", "newcomer", tasks=("cooks", "opens"))
    for month in range(1, 25):
        fill(evening(cast, month), at=NOW)
    for task in ("cooks", "opens"):
        turns = Counter(Duty.objects.filter(task=task).values_list("membership", flat=True))
        assert max(turns.values()) - min(turns.values()) <= 2
    both = Duty.objects.filter(task="cooks", evening__duties__task="opens", membership=F("evening__duties__membership"))
    assert not both.exists()
