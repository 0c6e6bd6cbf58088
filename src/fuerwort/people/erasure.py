"""What each app forgets of a person. An app above this one adds its part in its ``AppConfig.ready``."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from fuerwort.people.models import Membership


@dataclass(frozen=True, slots=True)
class Foretold:
    """What an erasure will do, in whole translated sentences."""

    goes: Sequence[str] = ()
    stays: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One app's share in an erasure."""

    foretell: Callable[[Sequence[Membership]], Foretold]
    """Changes nothing."""
    forget: Callable[[Membership, datetime], None]
    """Removes what the app knows of this member, inside the transaction of the erasure."""


PARTS: list[Part] = []


def add(part: Part) -> None:
    """Take part in every erasure from now on."""
    PARTS.append(part)
