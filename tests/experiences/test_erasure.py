"""What is left of shared experiences when somebody is erased: all that others have confirmed, and not one name."""

from datetime import timedelta

import pytest
from django.utils import timezone

from fuerwort.experiences import erasure
from fuerwort.experiences.actions import answers, vouches
from fuerwort.experiences.actions.record import Occasion, record
from fuerwort.experiences.models import Dispute, Experience, Kind, Participation, Vouch
from fuerwort.people import jobs
from fuerwort.people.actions import erasing
from fuerwort.people.models import Membership
from tests import letters
from tests.cast import NOW, Cast
from tests.traces import whole_database


def share(by: Membership, *others: Membership, text: str = "", yes: bool = True) -> Experience:
    occasion = Occasion(kind=Kind.COOPERATION, hours=3, on=NOW.date() - timedelta(days=9), text=text)
    made = record(occasion, others, by=by, at=NOW)
    for other in others if yes else ():
        answers.confirm(made, by=other, at=NOW)
    return made


@pytest.fixture
def lived(cast: Cast) -> dict[str, Experience]:
    made = {
        "both": share(cast.owner, cast.insider, text="Olga Owner baute das Vereinsheft, Olga und ich"),
        "three": share(cast.insider, cast.owner, cast.host, text="Umzug mit Frau Owner"),
        "unanswered": share(cast.owner, cast.newcomer, text="Nur Olga sagt das", yes=False),
        "asked": share(cast.insider, cast.owner, text="Wurde nie bestätigt", yes=False),
        "others": share(cast.insider, cast.host, text="Vortrag, empfohlen von Olga Owner; Olgas Fest"),
    }
    vouches.vouch(made["both"], cast.insider, "Ines denkt mit.", by=cast.owner, at=NOW)
    vouches.vouch(made["both"], cast.owner, "Olga hält Wort.", by=cast.insider, at=NOW)
    vouches.vouch(made["others"], cast.host, "Hanne hält zusammen.", by=cast.insider, at=NOW)
    answers.deny(made["three"], by=cast.owner, at=NOW, note="Owner war gar nicht da")
    return made


def test_others_keep_what_they_confirmed_and_read_no_name(cast: Cast, lived: dict[str, Experience]) -> None:
    erasing.erase(person=cast.owner.person, at=NOW)
    left = {name: e for name, e in lived.items() if Experience.objects.filter(pk=e.pk).exists()}
    assert set(left) == {"both", "three", "others"}
    part = Participation.objects.get(experience=left["both"], membership=cast.owner)
    assert part.counts
    assert part.membership.name == "ehemaliges Mitglied"
    texts = {name: Experience.objects.get(pk=e.pk).text for name, e in left.items()}
    assert texts == {
        "both": "… baute das Vereinsheft, … und ich",
        "three": "Umzug mit Frau …",
        "others": "Vortrag, empfohlen von …; Olgas Fest",
    }
    assert [vouch.text for vouch in Vouch.objects.all()] == ["Hanne hält zusammen."]
    assert not Dispute.objects.filter(by=cast.owner).exclude(note="", words="").exists()


def test_the_whole_database_has_no_trace(cast: Cast, lived: dict[str, Experience]) -> None:
    assert "olga owner" in whole_database()
    erasing.erase(person=cast.owner.person, at=NOW)
    assert "olga owner" not in whole_database()
    letters.delivered()
    jobs.prune(at=timezone.now() + timedelta(days=2))  # until then a letter to others may hold a part of the name
    left = whole_database()
    assert "owner" not in left
    assert "olga hält wort" not in left
    assert "olga@" not in left


def test_what_happens_is_said_before_and_changes_nothing(cast: Cast, lived: dict[str, Experience]) -> None:
    before = whole_database()
    said = erasure.foretell([cast.owner])
    assert list(said.goes) == [
        "2 gute Worte von dir oder über dich.",
        "2 Erfahrungen, die sonst niemand bestätigt hat.",
    ]
    assert list(said.stays) == ["Eine gemeinsame Erfahrung, ohne deinen Namen."]
    assert whole_database() == before
    assert erasure.foretell([cast.treasurer]) == erasure.Foretold([], [])
