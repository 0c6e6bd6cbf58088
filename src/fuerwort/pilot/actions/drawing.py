"""Fix the roster, publish its hash, wait a day, draw (docs/rules/draw.md). The draw is made once, whoever presses."""

import json
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from django.db import transaction
from django.utils.translation import gettext as _

from fuerwort.engine import draw as engine
from fuerwort.engine.draw import DrawError, Roster
from fuerwort.people.models import Membership
from fuerwort.pilot import notices
from fuerwort.pilot.actions.states import lead, locked
from fuerwort.pilot.errors import PilotRefused
from fuerwort.pilot.models import DAY, Arm, Draw, Kind, Participant, Pilot, Secret, State
from fuerwort.pilot.roles import require
from fuerwort.pilot.strata import cut
from fuerwort.pilot.terms import Terms

FEWEST = 8
"""People; with fewer, whoever knows some knows the others."""
FEWEST_SECRETS = 3


@dataclass(frozen=True, kw_only=True)
class Source:
    """Whose randomness decides, named in advance: its kind, its name in words, where to read it, when it is known."""

    kind: str
    due: datetime
    named: str = ""
    check_at: str = ""


@transaction.atomic
def commit(*, pilot: Pilot, source: Source, by: Membership, at: datetime) -> Draw:
    """Fix the roster and publish its hash; from now on nobody joins. After a void draw, the same roster anew.

    Raises
    ------
    PilotRefused
        The randomness is known within 24 hours, is not named, comes after month 1 begins, or too few people or secrets
        are there.
    """
    require(pilot.space, by)
    found = locked(pilot, State.ENROLLING, State.COMMITTED)
    due = source.due.astimezone(UTC).replace(second=0, microsecond=0)
    if found.draws.filter(void_at__isnull=True).exists():
        raise PilotRefused(_("A roster is fixed already."))
    if due < at + DAY:
        raise PilotRefused(
            _("The hash must be public for 24 hours before the randomness is known: choose a later time.")
        )
    if found.first and due.date() >= found.first:
        raise PilotRefused(_("The draw must be made before the first month begins."))
    people, secrets = _people(found), _secrets(found, source.kind)
    terms = Terms.of(found.terms)
    roster = _roster(people, _named(source, secrets, due), due, (terms.drawn, terms.compared))
    made = Draw.objects.create(
        pilot=found, kind=source.kind, named=source.named.strip(), check_at=source.check_at, roster=roster.text,
        commitment=roster.commitment, committed_at=at, committed_by=by, due=due,
    )  # fmt: skip
    Participant.objects.bulk_update(people, ["stratum", "facts"])
    Secret.objects.filter(pk__in=[one.pk for one in secrets]).update(draw=made)
    if found.state == State.ENROLLING:
        lead(found, State.COMMITTED, by=by, at=at)
    notices.committed(found, at)
    notices.asked_for_secrets(found, secrets, at)
    return made


def _people(pilot: Pilot) -> list[Participant]:
    """Everybody who takes part, with the label of their stratum; who has left the space is not in it."""
    if pilot.state == State.COMMITTED:
        return list(pilot.participants.exclude(stratum=""))
    gone = pilot.participants.exclude(membership__in=Membership.objects.active().filter(space=pilot.space_id))
    gone.delete()
    people = list(pilot.participants.all())
    if len(people) < FEWEST:
        raise PilotRefused(
            _("%(here)s take part. With fewer than %(needed)s a draw says too much about each of them.")
            % {"here": len(people), "needed": FEWEST}
        )
    labels = cut({one.token: json.loads(one.facts or "{}") for one in people})
    for one in people:
        one.stratum, one.facts = labels[one.token], ""
    return people


def _secrets(pilot: Pilot, kind: str) -> list[Secret]:
    if kind != Kind.SECRETS:
        return []
    found = list(pilot.secrets.filter(draw__isnull=True, membership__isnull=False).order_by("hash"))
    if len(found) < FEWEST_SECRETS:
        raise PilotRefused(_("At least three members have to promise a secret first."))
    return found


def _named(source: Source, secrets: Sequence[Secret], due: datetime) -> str:
    """The source as the roster names it."""
    if source.kind == Kind.DRAND:
        return f"drand {engine.QUICKNET} {engine.round_at(int(due.timestamp()))}"
    if source.kind == Kind.SECRETS:
        return "secrets " + " ".join(one.hash for one in secrets)
    plain = unicodedata.normalize("NFKD", source.named).encode("ascii", "ignore").decode().lower()
    name = re.sub("[^a-z0-9.]+", "-", plain).strip("-.")[:80]
    if not name or not source.check_at:
        raise PilotRefused(
            _("Please name the lottery and the day of its draw, and where everybody can read the numbers.")
        )
    return f"numbers {name}"


def _roster(people: Sequence[Participant], source: str, due: datetime, ratio: tuple[int, int]) -> Roster:
    members = tuple((one.stratum, one.token) for one in people)
    try:
        return Roster(members, source, due.strftime("%Y-%m-%dT%H:%MZ"), ratio)
    except DrawError as error:
        raise PilotRefused(
            _("These people cannot be drawn at this ratio: one of the two groups would be empty.")
        ) from error


@transaction.atomic
def draw(*, pilot: Pilot, revealed: str, by: Membership, at: datetime) -> Draw:
    """Draw with the randomness that was announced; secrets are those that were given.

    Parameters
    ----------
    revealed : str
        64 hex digits of a drand round or its signature of 96, numbers with anything between them, or nothing for
        secrets.

    Raises
    ------
    PilotRefused
        It is not due, was drawn already, or the randomness has not the form announced.
    """
    require(pilot.space, by)
    found = locked(pilot, State.COMMITTED)
    made = found.draws.filter(void_at__isnull=True).first()
    if made is None:
        raise PilotRefused(_("The draw has to be announced anew first."))
    if at < made.due:
        raise PilotRefused(_("The draw is not due yet."))
    result = _drawn(made, revealed)
    made.revealed, made.seed, made.drawn_at, made.drawn_by = result.revealed, result.seed, at, by
    made.save(update_fields=["revealed", "seed", "drawn_at", "drawn_by"])
    for arm, tokens in _arms(result).items():
        found.participants.filter(token__in=tokens).update(arm=arm)
    lead(found, State.DRAWN, by=by, at=at)
    notices.drawn(found, at)
    return made


def _drawn(made: Draw, revealed: str) -> engine.Draw:
    typed = revealed.strip()
    if made.kind == Kind.SECRETS:
        typed = " ".join(made.secrets.order_by("hash").values_list("revealed", flat=True))
    elif made.kind == Kind.NUMBERS:
        typed = " ".join(str(int(one)) for one in re.findall(r"\d{1,9}", typed))
    else:
        typed = _randomness(typed.lower())
    try:
        return engine.draw(Roster.read(made.roster), typed)
    except DrawError as error:
        texts = {
            Kind.DRAND: _("The randomness of a drand round is 64 of the characters 0 to 9 and a to f."),
            Kind.NUMBERS: _("Please type six to twenty numbers, as they were published."),
            Kind.SECRETS: _("A secret is still missing."),
        }
        raise PilotRefused(texts[Kind(made.kind)]) from error


def _randomness(typed: str) -> str:
    """A drand signature hashed, as drand does; randomness as it is."""
    if re.fullmatch("[0-9a-f]{96}", typed):
        return sha256(bytes.fromhex(typed)).hexdigest()
    return typed


def _arms(result: engine.Draw) -> dict[str, list[str]]:
    arms: dict[str, list[str]] = {Arm.DRAWN: [], Arm.COMPARED: []}
    for receipt in result.receipts:
        arms[Arm.DRAWN if receipt.drawn else Arm.COMPARED].append(receipt.token)
    return arms
