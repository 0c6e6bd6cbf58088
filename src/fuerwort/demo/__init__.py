"""Raum am Kanal, an invented community to play with: hand-written texts, dates and gatherings made by code."""

from pathlib import Path

BUNDLE = Path(__file__).parent / "raum-am-kanal"


def path() -> Path:
    """The shipped bundle, as ``community()`` makes it by default."""
    return BUNDLE
