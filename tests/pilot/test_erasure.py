"""Whoever is erased leaves a token in a public roster that leads to nobody."""

from fuerwort.people.actions.erasing import erase
from fuerwort.pilot import erasure
from fuerwort.pilot.models import Participant, Pilot, Secret
from tests.cast import NOW


def test_what_goes_and_what_stays(cast) -> None:
    assert erasure.foretell([cast.owner]) == erasure.Foretold()
    pilot, open_ = (
        Pilot.objects.create(space=cast.space, title=title, planned_at=NOW, planned_by=cast.host) for title in "ab"
    )
    facts = {"membership": cast.owner, "nonce": "n", "facts": "{}", "joined_at": NOW}
    Participant.objects.create(pilot=open_, token="u", **facts)
    assert "Token" in erasure.foretell([cast.owner]).goes[0]
    assert not erasure.foretell([cast.owner]).stays
    one = Participant.objects.create(pilot=pilot, token="t", stratum="s1", **facts)
    Secret.objects.create(pilot=pilot, membership=cast.owner, hash="h", promised_at=NOW)
    assert "niemandem" in erasure.foretell([cast.owner]).stays[0]
    erase(person=cast.owner.person, at=NOW)
    one.refresh_from_db()
    assert (one.token, one.stratum) == ("t", "s1")
    assert (one.membership, one.nonce, one.facts, one.withdrawn_at) == (None, "", "", NOW)
    assert Participant.objects.count() == 1
    assert Secret.objects.get().membership is None
