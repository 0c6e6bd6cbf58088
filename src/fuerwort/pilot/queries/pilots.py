"""Pilots as members, those who run them, and everybody see them. Nobody sees who takes part but whoever does."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from django.db.models import Count, Q, QuerySet

from fuerwort.engine import draw as engine
from fuerwort.engine.draw import Receipt, Roster
from fuerwort.fund.models import Plan, Who
from fuerwort.people.errors import Missing
from fuerwort.people.models import Membership
from fuerwort.people.queries import Here
from fuerwort.pilot.actions.secrets import PATIENCE
from fuerwort.pilot.items import Item
from fuerwort.pilot.items.own import item_from
from fuerwort.pilot.models import Arm, Draw, Kind, Participant, Pilot, Registration, Report, Secret, State
from fuerwort.pilot.roles import runs
from fuerwort.pilot.terms import Terms

PUBLIC = Q(registered_at__isnull=False)


@dataclass(frozen=True)
class Shown:
    """A pilot as everybody may read it: what was registered, its draws, and the newest draw that counts."""

    pilot: Pilot
    terms: Terms
    registration: Registration
    draws: Sequence[Draw]
    reported: bool

    @property
    def draw(self) -> Draw | None:
        """The one that counts."""
        return next((one for one in self.draws if one.void_at is None), None)


@dataclass(frozen=True)
class Mine:
    """What is mine in a pilot: my part, what the draw said of my token, my secret."""

    participant: Participant | None
    receipt: Receipt | None
    secret: Secret | None
    may_promise: bool
    must_give: bool


@dataclass(frozen=True)
class Desk:
    """A pilot for those who run it: counts, never names."""

    pilot: Pilot
    terms: Terms
    draw: Draw | None
    joined: int
    secrets: int
    given: int
    own: int
    """Questions of the space's own."""
    due: bool
    voidable: bool


def listed(here: Here) -> "QuerySet[Pilot]":
    """Pilots of the space, newest first; plans for those who run them only."""
    found = Pilot.objects.filter(space=here.space).order_by("-planned_at")
    return found if runs(here) else found.filter(PUBLIC)


def pilot_for(here: Here, public: str) -> Pilot:
    """One of :func:`listed`.

    Raises
    ------
    Missing
        There is none, or it is not for them to see.
    """
    found = listed(here).select_related("space", "plan").filter(public=public).first()
    if found is None:
        raise Missing
    return found


def run_by(here: Here, public: str) -> Pilot:
    """A pilot for those who run pilots here; ``Missing`` for everybody else."""
    if not runs(here):
        raise Missing
    return pilot_for(here, public)


def shown(public: str) -> Shown:
    """What everybody may read, also who is not logged in; ``Missing`` before it is registered."""
    found = Registration.objects.select_related("pilot__space").filter(pilot__public=public).first()
    if found is None:
        raise Missing
    reported = Report.objects.filter(pilot=found.pilot, step="done").exists()
    return Shown(found.pilot, Terms.of(found.pilot.terms), found, list(found.pilot.draws.all()), reported)


def draw_of(public: str) -> Draw:
    """A draw that is public, since its commitment; void ones too."""
    found = Draw.objects.select_related("pilot__space").filter(public=public).first()
    if found is None:
        raise Missing
    return found


def receipts(draw: Draw | None) -> Sequence[Receipt]:
    """What was drawn, by stratum and place; empty before."""
    if draw is None or not draw.drawn_at:
        return ()
    return engine.draw(Roster.read(draw.roster), draw.revealed).receipts


def mine(here: Here, pilot: Pilot, at: datetime) -> Mine:
    """What is mine, and what I may do."""
    me, draw = here.membership, pilot.draws.filter(void_at__isnull=True).first()
    participant = pilot.participants.filter(membership=me).first()
    secrets = list(pilot.secrets.filter(membership=me).select_related("draw"))
    now = next((one for one in secrets if one.draw_id == (draw.pk if draw else None)), None)
    kept_back = any(one.draw and one.draw.void_at and not one.revealed for one in secrets)
    open_ = pilot.state in (State.ENROLLING, State.COMMITTED) and draw is None
    return Mine(
        participant=participant,
        receipt=next((one for one in receipts(draw) if participant and one.token == participant.token), None),
        secret=now,
        may_promise=open_ and not kept_back,
        must_give=bool(draw and now and not now.revealed and draw.drawn_at is None and at >= draw.due),
    )


def desk(pilot: Pilot, at: datetime) -> Desk:
    """Where a pilot is, for those who run it."""
    draw = pilot.draws.filter(void_at__isnull=True).first()
    counted = pilot.secrets.filter(draw=draw).aggregate(all=Count("pk"), given=Count("pk", filter=~Q(revealed="")))
    waits = bool(draw and draw.drawn_at is None and at >= draw.due)
    return Desk(
        pilot=pilot, terms=Terms.of(pilot.terms), draw=draw, joined=pilot.participants.count(), secrets=counted["all"],
        given=counted["given"], own=pilot.questions.count(), due=waits,
        voidable=bool(
            draw and waits and draw.kind == Kind.SECRETS and counted["given"] < counted["all"]
            and at >= draw.due + PATIENCE
        ),
    )  # fmt: skip


def own_questions(pilot: Pilot) -> Sequence[Item]:
    """Those its space brought, in their order."""
    return [item_from(one.item) for one in pilot.questions.all()]


def earliest(at: datetime) -> datetime:
    """When randomness may be known of what is committed now: a day and an hour later, on the hour."""
    return (at + timedelta(hours=26)).replace(minute=0, second=0, microsecond=0)


def cohort(plan: Plan, salt: str) -> Mapping[str, Membership]:
    """The group an income plan is for, by tokens of its own; empty where it is for no pilot's group.

    The tokens of the public roster do not enter the fund: whoever pays would know whose they are.
    """
    drawn = Participant.objects.filter(pilot__plan=plan, arm=Arm.DRAWN).select_related("membership")
    return {sha256(f"{salt}|{one.token}".encode()).hexdigest()[:32]: one.membership for one in drawn if one.membership}


def cohort_size(plan: Plan) -> int | None:
    """How many they are; None where the plan is for no pilot's group."""
    if plan.who != Who.COHORT:
        return None
    return Participant.objects.filter(pilot__plan=plan, arm=Arm.DRAWN, membership__isnull=False).count()
