"""Let another program hear of what happens here, try it, renew its secret, switch it off; docs/rules/webhooks.md."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from fuerwort.people import hooks
from fuerwort.people.errors import Missing, Refused
from fuerwort.people.events import record
from fuerwort.people.fetch import check_address
from fuerwort.people.kinds import KINDS
from fuerwort.people.models import Delivery, Hook, Membership, RoleName
from fuerwort.people.models.hooks import State

MOST = 10
TESTS = 10
HOUR = timedelta(hours=1)


class HookRefused(Refused):
    """Nothing was changed; ``part`` is what was wrong about it."""

    def __init__(self, message: str, part: str = "") -> None:
        super().__init__(message)
        self.part = part


@transaction.atomic
def register(*, url: str, kinds: Sequence[str], by: Membership, at: datetime, public: str, secret: str) -> Hook:
    """Let an address hear of some kinds of events from now on.

    Parameters
    ----------
    secret : str
        As :func:`fuerwort.people.hooks.spelled`; it is kept sealed, because it signs.

    Raises
    ------
    HookRefused
        The address is not one of https, there is no such kind, or the space has many already.
    FetchRefused
        The address cannot be one of the open internet.
    """
    _require_host(by)
    url = url.strip()
    parts = check_address(url)
    if parts.scheme != "https" or parts.port not in (None, 443):
        raise HookRefused(_("Please give an address that begins with https://."), "url")
    if not kinds or not set(kinds) <= set(KINDS):
        raise HookRefused(_("Please choose at least one kind."), "kinds")
    if by.space.hooks.count() >= MOST:
        raise HookRefused(_("The space has many webhooks. Please remove one that you do not need any more."))
    chosen = [kind for kind in KINDS if kind in kinds]
    hook = Hook.objects.create(public=public, space=by.space, url=url, kinds=chosen, secret=secret, created_at=at)
    record(by.space, by=by, at=at, verb="hook.made", about=public, kinds=chosen)
    return hook


@transaction.atomic
def renew(*, hook: Hook, by: Membership, at: datetime, secret: str) -> None:
    """Sign with another secret; for a day with the old one, too, so that nothing is missed meanwhile."""
    hook = _locked(hook, by)
    hook.secret_before, hook.secret, hook.renewed_at = hook.secret, secret, at
    hook.save(update_fields=["secret", "secret_before", "renewed_at"])
    record(by.space, by=by, at=at, verb="hook.renewed", about=hook.public)


@transaction.atomic
def test(*, hook: Hook, by: Membership, at: datetime, name: str) -> Delivery:
    """Send a message that says nothing; it is tried once, also where the hook is switched off.

    Raises
    ------
    HookRefused
        There were many in this hour.
    """
    hook = _locked(hook, by)
    if hook.deliveries.filter(verb=hooks.TEST, at__gt=at - HOUR).count() >= TESTS:
        raise HookRefused(_("That was often. Please wait an hour before you try again."))
    return hooks.send(hook, name, hooks.TEST, hooks.body_of(name, hooks.TEST, at, by.space.slug, ""), at)


@transaction.atomic
def send_again(*, delivery: Delivery, by: Membership, at: datetime) -> None:
    """Send the same once more; whoever gets it twice knows it by its id.

    Raises
    ------
    HookRefused
        It still waits, or the hook is switched off.
    """
    hook = _locked(delivery.hook, by)
    delivery = Delivery.objects.select_for_update().get(pk=delivery.pk)
    if delivery.state == State.WAITS:
        raise HookRefused(_("It is not given up yet; it is tried again by itself."))
    if hook.off_at and delivery.verb != hooks.TEST:
        raise HookRefused(_("The webhook is switched off. Switch it on first."))
    hooks.again(delivery, at)


@transaction.atomic
def switch_off(*, hook: Hook, by: Membership, at: datetime) -> None:
    """Send nothing more there, for now. Switched off twice changes nothing."""
    hook = _locked(hook, by)
    if hook.off_at is None:
        hook.off_at, hook.off_by_itself = at, False
        hook.save(update_fields=["off_at", "off_by_itself"])
        record(by.space, by=by, at=at, verb="hook.switched-off", about=hook.public)


@transaction.atomic
def switch_on(*, hook: Hook, by: Membership, at: datetime) -> None:
    """Send there again what happens from now on."""
    hook = _locked(hook, by)
    if hook.off_at is not None:
        hook.off_at, hook.off_by_itself, hook.failures = None, False, 0
        hook.save(update_fields=["off_at", "off_by_itself", "failures"])
        record(by.space, by=by, at=at, verb="hook.switched-on", about=hook.public)


@transaction.atomic
def remove(*, hook: Hook, by: Membership, at: datetime) -> None:
    """Forget the address, its secret, and what was sent there."""
    hook = _locked(hook, by)
    public = hook.public
    hook.delete()
    record(by.space, by=by, at=at, verb="hook.removed", about=public)


def _locked(hook: Hook, by: Membership) -> Hook:
    """The hook, for whoever may change it.

    Raises
    ------
    Missing
        It is another space's or gone, or they are no host.
    """
    _require_host(by)
    found = Hook.objects.select_for_update().filter(pk=hook.pk, space=by.space_id).first()
    if found is None:
        raise Missing
    return found


def _require_host(by: Membership) -> None:
    if not by.roles.filter(name=RoleName.HOST).exists():
        raise Missing
