"""What is told about a pilot. Who takes part is told to nobody; facts hold public ids of pilots only."""

from collections.abc import Iterable
from datetime import datetime

from fuerwort.people.models import Membership, News
from fuerwort.pilot.models import Pilot, Secret


def opened(pilot: Pilot, at: datetime) -> None:
    """Everybody of the space may join, and nobody needs to."""
    _tell(Membership.objects.active().filter(space=pilot.space_id), at, "pilot.open", pilot)


def committed(pilot: Pilot, at: datetime) -> None:
    """Whoever takes part notes the hash."""
    _tell(_taking_part(pilot), at, "pilot.committed", pilot)


def asked_for_secrets(pilot: Pilot, secrets: Iterable[Secret], at: datetime) -> None:
    """Whoever promised a secret has to give it when the draw is due."""
    _tell([one.membership for one in secrets if one.membership], at, "pilot.secret", pilot)


def drawn(pilot: Pilot, at: datetime) -> None:
    """Everybody who takes part reads their own result."""
    _tell(_taking_part(pilot), at, "pilot.drawn", pilot)


def void(pilot: Pilot, at: datetime) -> None:
    _tell(_taking_part(pilot), at, "pilot.void", pilot)


def off(pilot: Pilot, at: datetime) -> None:
    _tell(_taking_part(pilot), at, "pilot.off", pilot)


def _taking_part(pilot: Pilot) -> Iterable[Membership]:
    return Membership.objects.active().filter(pilots__pilot=pilot)


def _tell(to: Iterable[Membership], at: datetime, code: str, pilot: Pilot) -> None:
    News.objects.bulk_create([News(membership=one, at=at, code=code, facts={"pilot": pilot.public}) for one in to])
