"""Answers of the lab, for everybody: nothing in them is about a person."""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from fuerwort.lab.whatif.asked import PRESETS, Asked
from fuerwort.pilot.models import Play


@dataclass(frozen=True)
class Known:
    """What is known of a question: nothing yet, a play on its way, or what was found."""

    asked: Asked
    play: Play | None
    found: Any = None


def known(kind: str, asked: Asked) -> Known:
    """What was answered before; the questions that are shipped have been played already."""
    if kind == "regimes" and (at_hand := shipped().get(asked.key)):
        return Known(asked, None, at_hand)
    play = Play.objects.filter(key=f"{kind}.{asked.key}"[:64]).first()
    return Known(asked, play, play.found if play and play.step == "done" else None)


@cache
def shipped() -> dict[str, Any]:
    """Answers that come with the house, by the key of their question."""
    folder = files("fuerwort.lab") / "presets"
    found = {}
    for name, asked in PRESETS.items():
        kept = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
        if kept["key"] == asked.key:
            found[asked.key] = kept["found"]
    return found
