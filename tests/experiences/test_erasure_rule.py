"""docs/rules/erasure.md: what leaving takes away, and what an erasure takes."""

from collections.abc import Callable

import pytest
from django.utils import timezone

from fuerwort.experiences.actions import vouches
from fuerwort.experiences.models import Experience, Participation, Vouch
from fuerwort.people.actions import erasing, leaving
from fuerwort.people.models import Agreement, Consent, Event, Membership, Person, Role, Skill
from tests.cast import NOW, Cast
from tests.experiences.test_erasure import share
from tests.tables import table

ROWS = table("erasure.md")
SEEN: dict[str, Callable[[Membership], bool]] = {
    "account and log-in": lambda m: Person.objects.filter(email="olga@example.org").exists(),
    "name": lambda m: m.name == "Olga Owner",
    "profile, skills, consents": lambda m: bool(
        m.about and m.skills.exists() and m.consents.exists() and m.fields.all()
    ),
    "contact data": lambda m: bool(m.phone and m.contact_email),
    "roles": lambda m: m.roles.exists(),
    "agreements with neighbours": lambda m: Agreement.objects.exists(),
    "good words by her and about her": lambda m: Vouch.objects.count() == 2,
    "experience that others confirmed": lambda m: Participation.objects.counting().filter(membership=m).exists(),
    "experience that only she confirmed": lambda m: Experience.objects.filter(text="Nur ich").exists(),
    "her name in a sentence of others": lambda m: Experience.objects.filter(text__contains="Olga").exists(),
    "row of the event log": lambda m: Event.objects.filter(by=m).exists(),
    "place in the directory": lambda m: m in Membership.objects.active(),
}


@pytest.fixture
def olga(cast: Cast) -> Membership:
    olga = cast.owner
    olga.phone, olga.contact_email = "0170 5551", "post@example.org"
    olga.save()
    Role.objects.create(membership=olga, name="editor")
    Skill.objects.create(membership=olga, name="Siebdruck")
    Consent.objects.create(membership=olga, item="phone", seen_by="members", given_at=NOW)
    both = {"proposer": cast.insider, "neighbour": olga, "field": cast.web_design}
    Agreement.objects.create(space=cast.space, text="Wir beide", proposed_at=NOW, **both)
    shared = share(cast.insider, olga, text="Umzug mit Olga")
    share(olga, cast.host, text="Nur ich", yes=False)
    vouches.vouch(shared, olga, "Hält Wort.", by=cast.insider, at=NOW)
    vouches.vouch(shared, cast.insider, "Denkt mit.", by=olga, at=NOW)
    return olga


def test_each_row_is_looked_at() -> None:
    assert {row["what"] for row in ROWS} == set(SEEN)


@pytest.mark.parametrize("parting", ["left", "erased"])
def test_what_goes_and_what_stays(olga: Membership, parting: str) -> None:
    assert all(seen(olga) for seen in SEEN.values())
    if parting == "left":
        leaving.leave(by=olga, at=timezone.now())
    else:
        erasing.erase(person=olga.person, at=timezone.now())
    after = Membership.objects.get(pk=olga.pk)
    found = {what: "stays" if seen(after) else "gone" for what, seen in SEEN.items()}
    assert found == {row["what"]: row[parting] for row in ROWS}
