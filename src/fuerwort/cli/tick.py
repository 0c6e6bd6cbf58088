"""fuerwort tick: work that is due, once (by a timer) or again and again."""

import time
from typing import Annotated

import typer

from fuerwort.cli import house


def run(every: Annotated[int, typer.Option(help="Go on, once in so many seconds")] = 0) -> None:
    """Do what is due: jobs left behind, digests, things that expire."""
    house.enter()
    while True:
        tick()
        if not every:
            return
        time.sleep(every)


def tick() -> None:
    from django.utils import timezone  # noqa: PLC0415 - Django is set up by now

    from fuerwort.evenings.actions import closing, harvest, rota, telling  # noqa: PLC0415
    from fuerwort.fund.actions import checking  # noqa: PLC0415
    from fuerwort.magazine.actions import reviewing, talking  # noqa: PLC0415
    from fuerwort.people import digest, hooks, jobs  # noqa: PLC0415
    from fuerwort.people.actions import availability, invitations, tokens  # noqa: PLC0415
    from fuerwort.pilot.actions import answers, plays  # noqa: PLC0415
    from fuerwort.referrals.actions import clocks, verifying  # noqa: PLC0415

    at = timezone.now()
    jobs.reap(at=at)
    jobs.prune(at=at)
    hooks.prune(at=at)
    availability.expire(at=at)
    invitations.forget_unanswered(at=at)
    tokens.forget_answers(at=at)
    clocks.tick(at=at)
    telling.tell_due(at=at)
    rota.replace_who_left(at=at)
    harvest.follow_up(at=at)
    reviewing.publish_due(at=at)
    talking.forget_unconfirmed(at=at)
    closing.tick(at=at)
    verifying.nightly(at=at)
    checking.nightly(at=at)
    answers.remind(at=at)
    plays.forget(at=at)
    digest.send_digests(at=at)
    jobs.beat(at=at)
