"""What other programs hear of a space: queued with the event, signed, tried for a day; docs/rules/webhooks.md."""

import base64
import hashlib
import hmac
import json
import logging
import time
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from fuerwort.people import fetch
from fuerwort.people.handing import PAUSES
from fuerwort.people.kinds import about, kind_of
from fuerwort.people.models import Delivery, Event, Hook, Membership, News, RoleName, public_id
from fuerwort.people.models.hooks import State

BEGINS = "whsec_"
TEST = "test"
"""The verb of a message that was sent to try an address."""
MOST_A_MINUTE = 30
"""So many tries for one address; the others wait a minute."""
SECONDS = 5.0
IN_A_ROW = 5
"""After so many deliveries that were given up and none that arrived, an address is asked no more."""
BOTH = timedelta(days=1)
"""For so long after a secret was renewed the old one signs, too."""
KEPT = timedelta(days=30)
MINUTE = timedelta(minutes=1)

log = logging.getLogger(__name__)


def queue(event: Event) -> None:
    """Queue an event, in its own transaction, for every address that hears of its kind."""
    if not (kind := kind_of(event.verb)):
        return
    hooks = Hook.objects.filter(space=event.space_id, off_at__isnull=True).only("kinds")
    heard = [hook for hook in hooks if kind in hook.kinds]
    if heard:
        name = salted_hmac("fuerwort.event", str(event.pk), algorithm="sha256").hexdigest()[:24]
        body = body_of(name, event.verb, event.at, event.space.slug, about(event))
        for hook in heard:
            send(hook, name, event.verb, body, event.at)


def body_of(name: str, verb: str, at: datetime, space: str, thing: str) -> str:
    """What is said, and all that is said."""
    seconds = at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    said = {"id": name, "kind": verb, "time": seconds, "space": space, "about": thing}
    return json.dumps(said, separators=(",", ":"))


def send(hook: Hook, name: str, verb: str, body: str, at: datetime) -> Delivery:
    """Queue one message for one address."""
    made = Delivery.objects.create(public=public_id(), hook=hook, event=name, verb=verb, body=body, at=at, next_at=at)
    deliver.enqueue(made.public, 1)
    return made


def again(delivery: Delivery, at: datetime) -> None:
    """Begin one anew, with all its tries."""
    delivery.state, delivery.begun, delivery.next_at = State.WAITS, delivery.tries, at
    delivery.save(update_fields=["state", "begun", "next_at"])
    deliver.enqueue(delivery.public, delivery.tries + 1)


def signature(secret: str, name: str, seconds: int, body: str) -> str:
    """Sign name, time and body, as Standard Webhooks do.

    >>> signature("whsec_c2VjcmV0", "e1", 1700000000, "{}")
    'v1,gDunWhz9iSN39ToHNS8gOADAmG9WeofmxeJ2mWAdn2E='
    """
    key = base64.b64decode(secret.removeprefix(BEGINS))
    signed = hmac.new(key, f"{name}.{seconds}.{body}".encode(), hashlib.sha256).digest()
    return "v1," + base64.b64encode(signed).decode()


def spelled(key: bytes) -> str:
    """A secret as it is shown, once."""
    return BEGINS + base64.b64encode(key).decode()


# after whatever else waits: an address that answers slowly must hold no mail up
@task(priority=-10)
def deliver(public: str, number: int) -> None:
    """Make one try. A job that is started again after its try was noted finds another number, and does nothing."""
    found = Delivery.objects.select_related("hook").filter(public=public, state=State.WAITS, tries=number - 1).first()
    if found is None:
        return
    at = timezone.now()
    if found.hook.off_at and found.verb != TEST:
        Delivery.objects.filter(pk=found.pk).update(state=State.GIVEN_UP, why="off", next_at=None)
        return
    if found.hook.deliveries.filter(tried_at__gt=at - MINUTE).count() >= MOST_A_MINUTE:
        with transaction.atomic():
            _later(found, at + MINUTE, number)
        return
    began = time.monotonic()
    status, why = _told(found, at)
    with transaction.atomic():
        _note(found, number, status, why, round((time.monotonic() - began) * 1000))


def _told(delivery: Delivery, at: datetime) -> tuple[int, str]:
    """The status that was answered, or why nothing was."""
    seconds = int(at.timestamp())
    signed = (signature(secret, delivery.event, seconds, delivery.body) for secret in _secrets(delivery.hook, at))
    headers = {
        "Content-Type": "application/json",
        "webhook-id": delivery.event,
        "webhook-timestamp": str(seconds),
        "webhook-signature": " ".join(signed),
    }
    try:
        return fetch.post(delivery.hook.url, delivery.body.encode(), seconds=SECONDS, headers=headers), ""
    except fetch.FetchRefused as refused:
        return 0, refused.code


def _secrets(hook: Hook, at: datetime) -> Iterable[str]:
    yield hook.secret
    if hook.secret_before and hook.renewed_at and at - hook.renewed_at < BOTH:
        yield hook.secret_before


def _note(told: Delivery, number: int, status: int, why: str, took: int) -> None:
    """Keep what came of a try, unless the address was removed meanwhile."""
    hook = Hook.objects.select_for_update().filter(pk=told.hook_id).first()
    delivery = Delivery.objects.filter(pk=told.pk, state=State.WAITS, tries=number - 1).first()
    if hook is None or delivery is None:
        return
    at = timezone.now()
    delivery.tries, delivery.tried_at, delivery.status, delivery.why, delivery.took = number, at, status, why, took
    tried = number - delivery.begun
    if 200 <= status < 300:
        delivery.state, delivery.next_at = State.DONE, None
        Hook.objects.filter(pk=hook.pk).update(failures=0)
    elif tried > len(PAUSES) or delivery.verb == TEST:
        delivery.state, delivery.next_at = State.GIVEN_UP, None
        if delivery.verb != TEST:
            _failed(hook, at)
    delivery.save()
    if delivery.state == State.WAITS:
        _later(delivery, at + PAUSES[tried - 1], number + 1)


def _later(delivery: Delivery, when: datetime, number: int) -> None:
    Delivery.objects.filter(pk=delivery.pk).update(next_at=when)
    deliver.using(run_after=when).enqueue(delivery.public, number)


def _failed(hook: Hook, at: datetime) -> None:
    """Count one that was given up; too many in a row, and the hosts hear that nothing is sent there any more."""
    failures = hook.failures + 1
    Hook.objects.filter(pk=hook.pk).update(failures=failures)
    if failures < IN_A_ROW or hook.off_at:
        return
    Hook.objects.filter(pk=hook.pk).update(off_at=at, off_by_itself=True)
    Event.objects.create(space_id=hook.space_id, at=at, verb="hook.failed", about=hook.public)
    hosts = Membership.objects.active().filter(space=hook.space_id, roles__name=RoleName.HOST)
    facts = {"hook": hook.public}
    News.objects.bulk_create([News(membership=host, at=at, code="hook.failed", facts=facts) for host in hosts])
    log.warning("hook %s was switched off after %d deliveries that did not arrive", hook.public, failures)


def prune(*, at: datetime) -> int:
    """Forget what was sent a month ago, and secrets that sign no more; returns how many deliveries there were."""
    Hook.objects.filter(renewed_at__lte=at - BOTH).update(secret_before="", renewed_at=None)
    return Delivery.objects.filter(at__lt=at - KEPT).delete()[0]


def forget_waiting() -> int:
    """Give up what waits: in a backup, it has long been sent. Returns how many there were."""
    DBTaskResult.objects.filter(task_path=deliver.module_path, status__in=("READY", "RUNNING")).delete()
    return Delivery.objects.filter(state=State.WAITS).update(state=State.GIVEN_UP, why="off", next_at=None)
