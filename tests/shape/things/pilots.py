"""A pilot that is planned, one that is open with the owner in it, and one that was drawn."""

from datetime import UTC, timedelta

from django.utils import timezone

from fuerwort.pilot.actions import drawing, planning
from fuerwort.pilot.actions.drawing import Source
from tests.cast import Cast
from tests.pilot.life import life


def things(cast: Cast) -> dict[str, str]:
    at = timezone.now().astimezone(UTC)
    first = (at + timedelta(days=70)).date().replace(day=1).isoformat()
    planned = planning.plan(title="Im Plan", beginning="small", by=cast.host, at=at)
    open_ = life(cast, more=0, at=at, first=first, strata=[]).open()
    open_.join(cast.owner)
    early = at - timedelta(days=5)
    drawn = life(cast, at=early, first=first).joined()
    due = early + timedelta(days=2)
    drawing.commit(pilot=drawn.pilot, source=Source(kind="drand", due=due), by=cast.host, at=early)
    drawing.draw(pilot=drawn.pilot, revealed="5e" * 32, by=cast.host, at=at)
    return {
        "planned_pilot": planned.public,
        "open_pilot": open_.pilot.public,
        "drawn_pilot": drawn.pilot.public,
        "pilot_draw": drawn.draw.public,
    }
