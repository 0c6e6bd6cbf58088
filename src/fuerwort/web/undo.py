"""What was just done and can be taken back: offered once, on the next page."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from django.http import HttpRequest

KEY = "undo"


@dataclass(frozen=True)
class Undo:
    """A whole sentence about what was done, and the form that takes it back."""

    text: str
    url: str
    fields: Mapping[str, str] = field(default_factory=dict)


def offer(request: HttpRequest, undo: Undo) -> None:
    """Keep it for the next page of the same person."""
    request.session[KEY] = asdict(undo)


def offered(request: HttpRequest) -> Undo | None:
    """What was offered, if anything; asking takes it away."""
    kept = request.session.pop(KEY, None)
    return Undo(**kept) if kept else None
