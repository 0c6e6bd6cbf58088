"""Figures about a whole space; never about one person."""

from ninja import Schema


class PartOut(Schema):
    """So many of so many."""

    number: int
    of: int


class FairOut(Schema):
    requests: int
    lists: int
    changed: PartOut
    handed: PartOut
    first_answers: PartOut
    shortlists: PartOut
    replies: PartOut
    nobody: int
    waiting: int
    favourites_got: float | None
    favourites_due: float | None
