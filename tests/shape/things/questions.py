"""A pilot that asks the owner, and one whose report is out; by the real actions, but for the draw."""

from django.utils import timezone

from fuerwort.pilot.actions import locking
from tests.cast import Cast
from tests.pilot import asked


def things(cast: Cast) -> dict[str, str]:
    at = timezone.now()
    first = timezone.localdate(at).replace(day=1)
    asking = asked.pilot(cast.space, cast.host, first=first)
    mine = asked.drawn(asking, [cast.owner, cast.insider], cast.host)[0]
    asked.agreed(mine, at)
    over = asked.pilot(cast.space, cast.host, first=first)
    asked.drawn(over, [cast.insider, cast.newcomer], cast.host)
    locking.lock(pilot=over, by=cast.host, at=at)
    report = locking.order(pilot=over, by=cast.host, at=at)
    locking.compute(report=report, at=at)
    return {"asking": asking.public, "over": over.public}
