"""Whether anybody may ask clients how good the work was. Without a purpose nobody is asked, and nothing is kept.

An app above this one adds its purpose in its ``AppConfig.ready``: docs/rules/measures.md.
"""

from collections.abc import Callable

from fuerwort.people.models import Space

PURPOSES: list[Callable[[Space], bool]] = []


def add(purpose: Callable[[Space], bool]) -> None:
    """Say when this app needs the answers of clients in a space."""
    PURPOSES.append(purpose)


def is_wanted(space: Space) -> bool:
    """Whether anybody needs them now."""
    return any(purpose(space) for purpose in PURPOSES)
