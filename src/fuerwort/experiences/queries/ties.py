"""With whom have we worked: from the viewer's point of view, in words, never in numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from fuerwort.experiences import ready
from fuerwort.experiences.models import Kind
from fuerwort.experiences.snapshot import Rule
from fuerwort.people.models import Membership
from fuerwort.people.queries import Here

DRAWN = 16
"""So many colleagues are drawn around the viewer ..."""
BEYOND = 8
"""... and so many of theirs, faintly."""


@dataclass(frozen=True)
class Colleague:
    """Somebody the viewer shared something with that both confirmed."""

    member: Membership
    times: dict[str, int]
    """By kind; decides how thick a line is drawn, and is not written out."""
    last: date


@dataclass(frozen=True)
class Beyond:
    """A colleague's colleague, and the colleague they are best known through."""

    member: Membership
    through: Membership


@dataclass(frozen=True)
class Circle:
    """Everybody the viewer worked with, the closest first, and some whom these worked with."""

    colleagues: Sequence[Colleague]
    beyond: Sequence[Beyond]


@dataclass(frozen=True)
class Nearness:
    """How a member stands to the viewer: direct, common, known or new; and the colleagues both have."""

    word: str
    common: Sequence[Membership]


def circle(here: Here, on: date, rule: Rule) -> Circle:
    """The viewer in the middle; whoever left is not drawn."""
    ties = ready.ties(here.space, on, rule)
    links = ties.links(here.membership.pk)
    through = [link.member for link in links[:DRAWN]]
    beyond = ties.beyond(here.membership.pk, through)[: 4 * BEYOND]
    members = _active(here, [link.member for link in links] + [key for key, _ in beyond])
    return Circle(
        [
            Colleague(members[link.member], dict(zip(Kind.values, link.times, strict=True)), link.last)
            for link in links
            if link.member in members
        ],
        [Beyond(members[key], members[by]) for key, by in beyond if key in members and by in members][:BEYOND],
    )


def nearness(here: Here, member: Membership, on: date, rule: Rule) -> Nearness:
    """How a member stands to the viewer, for their profile and the page of common colleagues."""
    ties = ready.ties(here.space, on, rule)
    keys = ties.common(here.membership.pk, member.pk)
    members = _active(here, keys)
    return Nearness(ties.word(here.membership.pk, member.pk), [members[key] for key in keys if key in members])


def _active(here: Here, keys: Sequence[int]) -> dict[int, Membership]:
    return Membership.objects.active().filter(space=here.space).in_bulk(keys)
