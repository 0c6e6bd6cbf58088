"""What waits for a member: sentences with an address, and buttons where one tap is enough."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Tap:
    """A form with one button: ``label`` on it, sent to ``url`` with ``fields``."""

    label: str
    url: str
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ToDo:
    """One thing that waits: a whole translated sentence and where to do it.

    ``weight`` says how pressing: 30 when somebody else waits for it, 20 when it is the member's own, 10 when it only
    helps.
    """

    code: str
    text: str
    url: str
    taps: Sequence[Tap] = ()
    weight: int = 10


def pressing(*found: Sequence[ToDo]) -> list[ToDo]:
    """Everything that was found, most pressing first, otherwise as found."""
    return sorted((one for some in found for one in some), key=lambda one: -one.weight)
