"""fuerwort tick: what is due is done once."""

from datetime import timedelta

from django.utils import timezone

from fuerwort.cli.tick import tick
from fuerwort.people.models import News


def test_what_was_said_about_time_ends_and_is_told_once(cast) -> None:
    cast.owner.availability, cast.owner.available_until = "full", timezone.localdate() - timedelta(days=1)
    cast.owner.save()
    for _ in range(2):
        tick()
    cast.owner.refresh_from_db()
    assert (cast.owner.availability, cast.owner.available_until) == ("free", None)
    assert [news.code for news in News.objects.all()] == ["availability.ended"]
