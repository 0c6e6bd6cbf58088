"""docs/rules/experiences.md, row by row."""

from dataclasses import replace
from datetime import timedelta

import pytest

from fuerwort.experiences import actions, snapshot
from fuerwort.experiences.actions import Correction
from fuerwort.experiences.models import Experience, Participation
from fuerwort.people.models import Membership, RoleName
from tests.cast import NOW, member
from tests.experiences.conftest import SITE
from tests.tables import table

People = dict[str, Membership]


@pytest.fixture
def people(cast) -> People:
    ada = member(cast.space, "Ada")
    return {
        "Ada": ada,
        "Ben": member(cast.space, "Ben"),
        "Cem": member(cast.space, "Cem"),
        "Dia": member(cast.space, "Dia", joined=NOW - timedelta(days=30), invited_by=ada),
        "Eva": member(cast.space, "Eva", joined=NOW - timedelta(days=100), invited_by=ada),
        "Hanne": member(cast.space, "Hanne2", RoleName.HOST),
    }


ANSWERS = {"yes": actions.confirm, "no": actions.deny, "undo": actions.reopen, "back": actions.take_back}
SETTLEMENTS = {"keeps": "kept", "corrects": "corrected", "takes off": "corrected", "removes": "removed"}


def do(experience: Experience, step: str, people: People) -> None:
    name, what = step.split(" ", 1)
    how = {"by": people[name], "at": NOW}
    if what in ANSWERS:
        ANSWERS[what](experience, **how)
    elif what == "withdraw":
        actions.withdraw(experience, **how)
    elif what in SETTLEMENTS:
        correction = Correction(replace(SITE, hours=2.0), without=what == "takes off")
        actions.settle(experience.disputes.get(), SETTLEMENTS[what], correction=correction, **how)
    else:
        verb = actions.release if what.startswith("releases") else actions.turn_down
        verb(Participation.objects.get(experience=experience, membership=people[what.split()[-1]]), **how)


@pytest.mark.parametrize("row", table("experiences.md"), ids=lambda row: row["case"])
def test_which_pairs_count(cast, people: People, row: dict[str, str]) -> None:
    by, *others = (people[name] for name in row["with"].split(", "))
    experience = actions.record(SITE, others, by=by, at=NOW)
    for step in filter(None, row["then"].split(", ")):
        do(experience, step, people)
    assert pairs(cast, people) == row["pairs that count"]


def pairs(cast, people: People) -> str:
    names = {one.pk: name for name, one in people.items()}
    found = snapshot.pairs(cast.space)
    ends = zip(found.a.tolist(), found.b.tolist(), strict=True)
    return ", ".join(sorted("-".join(sorted((names[a], names[b]))) for a, b in ends))
