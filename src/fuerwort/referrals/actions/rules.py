"""The rules a space runs by: the engine's own until the space decides otherwise."""

from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from fuerwort.engine.moment import Rules
from fuerwort.engine.shapes import ChanceRule, FitRule, TieRule
from fuerwort.people.errors import Refused
from fuerwort.people.events import record as log
from fuerwort.people.models import Membership, Space
from fuerwort.referrals.models import SpaceRule


class RuleRefused(Refused):
    """The rules stay as they were."""


def running(space: Space, at: datetime) -> SpaceRule:
    """The version in force; the first time, the engine's own rules are written down as version 1."""
    found = space.rules.filter(since__lte=at).order_by("-version").first()
    if found:
        return found
    own = Rules()
    texts = {"ties": own.ties.to_json(), "fit": own.fit.to_json(), "chances": own.chances.to_json()}
    return SpaceRule.objects.get_or_create(space=space, version=1, defaults={"since": space.created_at, **texts})[0]


def rules_of(rule: SpaceRule) -> Rules:
    """The engine's rules as this version has them."""
    return Rules(TieRule.from_json(rule.ties), FitRule.from_json(rule.fit), ChanceRule.from_json(rule.chances))


def latest(space: Space) -> Rules:
    """What holds now or, when a change is decided for later, will hold then; without writing anything."""
    found = space.rules.order_by("-version").first()
    return rules_of(found) if found else Rules()


def in_force(space: Space, at: datetime) -> Rules:
    """What holds at this moment; without writing anything."""
    found = space.rules.filter(since__lte=at).order_by("-version").first()
    return rules_of(found) if found else Rules()


def on_day(space: Space, on: date) -> Rules:
    """What holds at the end of this day; without writing anything."""
    return in_force(space, timezone.make_aware(datetime.combine(on, time.max)))


@transaction.atomic
def change_rule(*, rules: Rules, by: Membership, at: datetime, why: str, since: datetime | None = None) -> SpaceRule:
    """Run by other rules from now on, or from a later moment; what was decided before keeps the rule it was decided by.

    Parameters
    ----------
    rules
        All three rules.
    why
        The decision this rests on, for everybody to read.
    since
        When they begin to hold; now, if that lies behind or nothing is said.

    Raises
    ------
    RuleRefused
        Nothing would change, the reason is missing, or rules that begin later are decided already.
    """
    why = " ".join(why.split())
    if not why:
        raise RuleRefused(_("Please say which decision this rests on."))
    space, start = Space.objects.select_for_update().get(pk=by.space_id), max(at, since or at)
    running(space, at)
    before = space.rules.order_by("-version")[0]
    if before.since > start:
        day = date_format(timezone.localdate(before.since), "DATE_FORMAT")
        raise RuleRefused(
            _("Other rules are decided already and begin on %(day)s. Begin then or later.") % {"day": day}
        )
    if rules_of(before) == rules:
        raise RuleRefused(_("These are the rules that hold already."))
    after = SpaceRule.objects.create(
        space=by.space,
        version=before.version + 1,
        ties=rules.ties.to_json(),
        fit=rules.fit.to_json(),
        chances=rules.chances.to_json(),
        since=start,
        decided_by=by,
        why=why,
    )
    log(by.space, by=by, at=at, verb="rule.changed", version=after.version)
    return after
