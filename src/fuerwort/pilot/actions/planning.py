"""Plan a pilot, register it, say what is done otherwise, call it off."""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from hashlib import sha256
from importlib import resources
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from fuerwort.people.events import record as log
from fuerwort.people.models import Membership
from fuerwort.pilot import notices
from fuerwort.pilot.actions.states import lead, locked
from fuerwort.pilot.analysis.randomisation import DRAWS
from fuerwort.pilot.analysis.study import ALPHA
from fuerwort.pilot.beginnings import values
from fuerwort.pilot.errors import PilotRefused
from fuerwort.pilot.models import Deviation, Pilot, Registration, State
from fuerwort.pilot.roles import require
from fuerwort.pilot.terms import LONGEST, VERSION, Terms, outlook, problems
from fuerwort.referrals.actions.outcomes import let_go

WORDS = 600
"""Letters of a deviation."""

ANALYSIS: Mapping[str, object] = {
    "rule": "docs/rules/analysis.md",
    "estimator": "ANCOVA of the mean after the draw on the mean before it, HC2, degrees of freedom of Bell, McCaffrey",
    "test": f"randomisation inference, two-sided, the actual lottery redrawn {DRAWS} times",
    "alpha": ALPHA,
    "multiplicity": "Westfall-Young over the family, Holm as a check; sharpened q for what is exploratory",
    "missing": "whoever answered once after the draw counts; Lee bounds where arms answer more than 5 points apart",
    "outliers": "none are left out",
    "stopping": "none; for harm only",
    "blinding": "answers are locked before anybody computes with arms",
    "assignment": "docs/rules/draw.md; the roster's hash is public for 24 hours before its randomness",
}
"""What is the same for every pilot of this version."""


@transaction.atomic
def plan(*, title: str, by: Membership, at: datetime, beginning: str = "empty") -> Pilot:
    """Begin a plan, filled in as a beginning says (`pilot.beginnings`).

    Raises
    ------
    PilotRefused
        It has no title.
    Missing
        ``by`` runs no pilots here.
    """
    require(by.space, by)
    made = Pilot.objects.create(
        space=by.space, title=_titled(title), version=VERSION, terms=Terms.of(values(beginning)).json(), planned_at=at,
        planned_by=by,
    )  # fmt: skip
    log(by.space, by=by, at=at, verb="pilot.planned", about=made.public)
    return made


@transaction.atomic
def write(*, pilot: Pilot, values: Mapping[str, Any], by: Membership, at: datetime, title: str | None = None) -> Pilot:
    """Write some terms of a plan; what is still missing is asked when it is registered.

    Raises
    ------
    PilotRefused
        It is no plan any more, a text is too long, or an outcome or a date is none.
    """
    require(pilot.space, by)
    found = locked(pilot, State.PLANNED)
    try:
        terms = Terms.of(found.terms).changed(**values)
        terms.month  # noqa: B018 - reads the date
    except (TypeError, ValueError) as error:
        raise PilotRefused(_("This is no plan of a pilot. Nothing was changed.")) from error
    if any(len(value) > LONGEST for value in terms.json().values() if isinstance(value, str)):
        raise PilotRefused(_("Please say it in at most %(most)s letters.") % {"most": LONGEST})
    found.terms = terms.json()
    found.title = found.title if title is None else _titled(title)
    found.save(update_fields=["terms", "title"])
    return found


@transaction.atomic
def register(*, pilot: Pilot, by: Membership, at: datetime) -> Registration:
    """Fix the plan for good: canonical JSON, its SHA-256, and the moment.

    Raises
    ------
    PilotRefused
        Something is missing in the plan; nothing was registered.
    """
    require(pilot.space, by)
    found = locked(pilot, State.PLANNED)
    terms = Terms.of(found.terms)
    if problems(terms) or not terms.month:
        raise PilotRefused(_("The plan is not whole yet. Nothing was registered."))
    if terms.month <= timezone.localdate(at).replace(day=1):
        raise PilotRefused(_("Its first month is over, or this one. There must be time to join and to draw before it."))
    text = canonical(registered(found, terms, at))
    made = Registration.objects.create(pilot=found, text=text, sha256=sha256(text.encode()).hexdigest(), at=at, by=by)
    found.first = terms.month
    found.save(update_fields=["first"])
    lead(found, State.REGISTERED, by=by, at=at)
    return made


def registered(pilot: Pilot, terms: Terms, at: datetime) -> dict[str, Any]:
    """What is written into a registration."""
    ahead = outlook(terms)
    own = [one.item for one in pilot.questions.all()]
    items = (resources.files("fuerwort.pilot.items") / "core.toml").read_bytes()
    return {
        "fuerwort registration": pilot.version,
        "pilot": pilot.public,
        "space": pilot.space.name,
        "title": pilot.title,
        "at": at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "terms": terms.json(),
        "waves": list(terms.waves),
        "smallest effect in SD": "descriptive pilot" if ahead.smallest is None else round(ahead.smallest, 3),
        "analysis": dict(ANALYSIS),
        "questions": sha256(items).hexdigest(),
    } | ({"own questions": sha256(canonical(own).encode()).hexdigest()} if own else {})


def canonical(said: Mapping[str, Any] | list[Any]) -> str:
    """One text for one content: keys sorted, no spaces, a line feed at the end."""
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"


@transaction.atomic
def deviate(*, pilot: Pilot, what: str, why: str, by: Membership, at: datetime, first: date | None = None) -> Deviation:
    """Say what is done otherwise than registered; ``first`` moves month 1, as long as nobody was asked after the draw.

    Raises
    ------
    PilotRefused
        Nothing is registered, a text is missing, or the first month cannot be moved.
    """
    require(pilot.space, by)
    found = locked(pilot)
    if found.state == State.PLANNED:
        raise PilotRefused(_("Nothing is registered yet: just change the plan."))
    if not what.strip() or not why.strip() or max(len(what), len(why)) > WORDS:
        raise PilotRefused(_("Please say what is done otherwise and why, each in at most %(most)s letters.")
                           % {"most": WORDS})  # fmt: skip
    if first:
        _move(found, first, at)
    made = Deviation.objects.create(
        pilot=found, number=found.deviations.count() + 1, what=what.strip(), why=why.strip(), at=at, by=by
    )
    log(found.space, by=by, at=at, verb="pilot.deviated", about=found.public)
    return made


def _move(pilot: Pilot, first: date, at: datetime) -> None:
    if pilot.state in (State.RUNNING, State.LOCKED, State.REPORTED, State.OFF):
        raise PilotRefused(_("The pilot has begun: its first month stays."))
    if first < timezone.localdate(at).replace(day=1):
        raise PilotRefused(_("Its first month is over. Please choose this month or a later one."))
    pilot.first = first.replace(day=1)
    pilot.save(update_fields=["first"])


@transaction.atomic
def begin(*, pilot: Pilot, by: Membership, at: datetime) -> Pilot:
    """Month 1 has come: from now on the pilot runs.

    Raises
    ------
    PilotRefused
        Nobody was drawn yet, or its first month has not come.
    """
    require(pilot.space, by)
    found = locked(pilot, State.DRAWN)
    if found.first and timezone.localdate(at) < found.first:
        raise PilotRefused(_("Its first month has not come yet."))
    return lead(found, State.RUNNING, by=by, at=at)


@transaction.atomic
def call_off(*, pilot: Pilot, why: str, by: Membership, at: datetime) -> Pilot:
    """Give a pilot up before anybody was drawn; once registered, everybody reads why.

    Raises
    ------
    PilotRefused
        Somebody was drawn: they were promised something. Or it is not said why.
    """
    require(pilot.space, by)
    found = locked(pilot)
    if found.state != State.PLANNED:
        deviate(pilot=found, what=_("The pilot is called off."), why=why, by=by, at=at)
    lead(found, State.OFF, by=by, at=at)
    let_go(found.space)
    notices.off(found, at)
    return found


def _titled(title: str) -> str:
    if not title.strip() or len(title.strip()) > 120:
        raise PilotRefused(_("Please give it a title of at most 120 letters."))
    return title.strip()
