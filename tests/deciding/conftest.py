"""An evening on which the cast has checked in, with a guest, and what is needed to let them vote."""

from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from typing import Any

import pytest

from fuerwort.evenings.actions import ballots, closing, votes
from fuerwort.evenings.actions.effects import Wanted
from fuerwort.evenings.models import CheckIn, Evening, Guest, Method, Phase, Proposal, Vote
from fuerwort.people.models import Membership
from tests.cast import LONG_AGO, NOW, Cast, member


@dataclass
class House:
    """Five members in the room (host, owner, insider, treasurer, newcomer), one at home, and a guest."""

    cast: Cast
    evening: Evening
    home: Membership
    guest: Guest
    receipts: dict[str, str] = field(default_factory=dict)
    numbers: count = field(default_factory=count)

    @property
    def room(self) -> list[Membership]:
        return [getattr(self.cast, name) for name in ("host", "owner", "insider", "treasurer", "newcomer")]

    def vote(self, method: str, *proposals: Wanted, electorate: str = "present", **plan: Any) -> Vote:
        """Prepared and opened by the host."""
        plan = votes.Plan("Wie weiter?", method, electorate, **plan)
        made = votes.prepare(plan, by=self.cast.host, at=NOW, evening=self.evening)
        for wanted in proposals:
            votes.propose(made, wanted, by=self.cast.host, at=NOW)
        return votes.open_vote(made, by=self.cast.host, at=NOW, key=f"a key {made.pk}")

    def cast_(self, vote: Vote, by: Membership, **said: Any) -> str:
        receipt = f"receipt{next(self.numbers):05}"
        self.receipts[by.public] = ballots.cast(vote, said, by=by, at=NOW, receipt=receipt)
        return self.receipts[by.public]

    def resist(self, vote: Vote, *rows: tuple[int, ...]) -> None:
        """A row for each in the room: resistance to each proposal in the order they were entered, the passive last."""
        keys = list(vote.proposals.order_by("pk").values_list("public", flat=True))
        for one, row in zip(self.room, rows, strict=False):
            self.cast_(vote, one, resistance=dict(zip(keys, row, strict=True)))

    def close(self, vote: Vote) -> Vote:
        return closing.close(vote, by=self.cast.host, at=NOW + timedelta(minutes=5))


@pytest.fixture
def house(cast: Cast) -> House:
    evening = Evening.objects.create(
        space=cast.space, name="Kreativabend", begins_at=NOW, ends_at=NOW + timedelta(hours=3), zone="Europe/Berlin",
        told_at=LONG_AGO, changed_at=LONG_AGO, phase=Phase.DECIDING,
    )  # fmt: skip
    home = member(cast.space, "Hilda Home")
    guest = Guest.objects.create(evening=evening, name="Gerd Gast", invited_by=cast.owner, at=NOW)
    made = House(cast, evening, home, guest)
    for one in made.room:
        CheckIn.objects.create(evening=evening, membership=one, at=NOW)
    CheckIn.objects.create(evening=evening, guest=guest, at=NOW)
    return made


def named(vote: Vote, title: str) -> Proposal:
    return vote.proposals.get(title=title)


def consensing(house: House) -> Vote:
    return house.vote(Method.CONSENSING, Wanted("Ruhe am Morgen"), Wanted("Ein Raum für Ruhe"))
