"""The life of a pilot, step by step, for whoever needs one that has come so far."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from fuerwort.people.models import Membership
from fuerwort.pilot.actions import drawing, enrolment, planning, secrets
from fuerwort.pilot.actions.drawing import Source
from fuerwort.pilot.models import Draw, Participant, Pilot
from tests import cast as people
from tests.cast import NOW, Cast

DUE = NOW + timedelta(days=3)
FIRST = datetime(2027, 2, 1, tzinfo=UTC).date()
NUMBERS = "3 11 19 27 40 44 8"
LOTTERY = Source(kind="numbers", due=DUE, named="Lotto 6aus49, 23.11.2026", check_at="https://lotto.example/zahlen")
DRAND = Source(kind="drand", due=DUE)
SECRETS = Source(kind="secrets", due=DUE)


@dataclass
class Life:
    """A pilot and the people around it; each step brings it one state on."""

    cast: Cast
    members: list[Membership]
    pilot: Pilot
    at: datetime = NOW

    def registered(self) -> "Life":
        planning.register(pilot=self.pilot, by=self.cast.host, at=self.at)
        return self

    def open(self) -> "Life":
        self.registered()
        enrolment.open_enrolment(pilot=self.pilot, by=self.cast.host, at=self.at)
        return self

    def joined(self) -> "Life":
        self.open()
        for member in self.members:
            self.join(member)
        return self

    def join(self, member: Membership, **facts: str) -> Participant:
        known = facts or {"buffer": "more" if member.pk % 2 else "less"}
        nonce = f"nonce-of-{member.public}"
        return enrolment.join(pilot=self.pilot, consent=True, nonce=nonce, facts=known, by=member, at=self.at)

    def committed(self, source: Source = LOTTERY) -> "Life":
        self.joined()
        drawing.commit(pilot=self.pilot, source=source, by=self.cast.host, at=self.at)
        return self

    def drawn(self, revealed: str = NUMBERS) -> "Life":
        self.committed()
        drawing.draw(pilot=self.pilot, revealed=revealed, by=self.cast.host, at=DUE)
        return self

    def promise(self, *members: Membership) -> None:
        for member in members:
            hash_ = sha256(secret(member).encode()).hexdigest()
            secrets.promise(pilot=self.pilot, hash=hash_, by=member, at=self.at)

    @property
    def now(self) -> Pilot:
        return Pilot.objects.get(pk=self.pilot.pk)

    @property
    def draw(self) -> Draw:
        return self.pilot.draws.get(void_at__isnull=True)


def secret(member: Membership) -> str:
    return f"{member.public}SagtNiemandJemandem"


def life(cast: Cast, more: int = 5, at: datetime = NOW, **values: object) -> Life:
    """A whole plan for the small pilot; the cast's five (without the treasurer) and some more members."""
    names = [f"M{k:03d} Member" for k in range(more)]
    others = [people.member(cast.space, name) for name in names]
    members = [cast.owner, cast.insider, cast.host, cast.newcomer, *others]
    pilot = planning.plan(title="Ein Jahr zur Probe", beginning="small", by=cast.host, at=at)
    said = {"first": FIRST.isoformat(), "publish": True, "strata": ["buffer"]} | values
    return Life(cast, members, planning.write(pilot=pilot, values=said, by=cast.host, at=at), at)
