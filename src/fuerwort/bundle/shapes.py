"""What a community is made of when it travels as files."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Availability(StrEnum):
    FREE = "free"
    LITTLE = "little"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class Member:
    member: str
    name: str
    joined: datetime | None = None
    fields: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    about: str = ""
    available: Availability = Availability.FREE
    until: datetime | None = None
    sponsor: str | None = None


@dataclass(frozen=True, slots=True)
class Experience:
    experience: str
    date: datetime
    kind: str
    field: str
    hours: float
    participants: tuple[str, ...]
    confirmed_by: tuple[str, ...]
    text: str = ""


@dataclass(frozen=True, slots=True)
class Request:
    request: str
    date: datetime
    field: str
    text: str
    skills: tuple[str, ...] = ()
    size: float = 1.0
    asked_by: str | None = None
    served_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Community:
    """Members in file order; experiences and requests in order of time, whatever order they come in."""

    members: tuple[Member, ...]
    experiences: tuple[Experience, ...] = ()
    requests: tuple[Request, ...] = ()
    by_id: dict[str, Member] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_id", {m.member: m for m in self.members})
        object.__setattr__(self, "experiences", tuple(sorted(self.experiences, key=lambda e: (e.date, e.experience))))
        object.__setattr__(self, "requests", tuple(sorted(self.requests, key=lambda r: (r.date, r.request))))

    def member(self, member: str) -> Member:
        return self.by_id[member]

    def experience(self, experience: str) -> Experience:
        for known in self.experiences:
            if known.experience == experience:
                return known
        raise KeyError(experience)
