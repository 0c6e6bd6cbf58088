"""What hosts settle at the desk."""

import pytest
import time_machine

from fuerwort.experiences import actions
from fuerwort.experiences.models import Dispute, Experience
from fuerwort.people.models import Role, RoleName
from tests.cast import NOW, member
from tests.web.experiences import recorded

DESK = "/spaces/kanal/desk/"


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def dispute(cast) -> Dispute:
    actions.deny(recorded(cast.owner, cast.insider), by=cast.insider, at=NOW, note="Das war Ida.")
    return Dispute.objects.get()


@pytest.fixture
def host(client, cast):
    client.force_login(cast.host.person)
    return client


def settle(host, dispute: Dispute, **sent: str) -> str:
    page = f"{DESK}disputes/{dispute.public}/"
    form = {"kind": "cooperation", "hours": "own", "own_hours": "4", "on": "2026-11-12"}
    return host.post(page, form | sent, follow=True).content.decode()


def test_a_denial_is_read_and_settled(host, cast, dispute) -> None:
    assert dispute.public in host.get(f"{DESK}disputes/").content.decode()
    assert "Das war Ida." in host.get(f"{DESK}disputes/{dispute.public}/").content.decode()
    page = settle(host, dispute, settlement="kept", words="Danke dir.")
    assert "Geklärt" in page and "bleibt, wie es ist" in page
    dispute.refresh_from_db()
    assert (dispute.settlement, dispute.words, dispute.settled_by) == ("kept", "Danke dir.", cast.host)


def test_it_is_corrected_in_the_same_form(host, cast, dispute) -> None:
    assert "nicht bestätigt haben" in settle(host, dispute, settlement="corrected", own_hours="40")
    assert Dispute.objects.get().settled_at is None
    settle(host, dispute, settlement="corrected", own_hours="1,5", text="die Seite entworfen")
    found = Experience.objects.get()
    assert (found.hours, found.text) == (1.5, "die Seite entworfen")
    assert found.participations.get(membership=cast.insider).answer == "open"


def test_removed_it_is_gone_and_the_page_remembers(host, dispute) -> None:
    settle(host, dispute, settlement="removed")
    assert not Experience.objects.exists()
    assert "wurde entfernt" in host.get(f"{DESK}disputes/{dispute.public}/").content.decode().lower()
    assert "wurde entfernt" in settle(host, dispute, settlement="kept").lower()


def test_without_a_decision_nothing_happens(host, dispute) -> None:
    assert 'class="errors' in settle(host, dispute)
    assert Dispute.objects.get().settled_at is None


def test_a_host_who_took_part_neither_reads_the_note_nor_settles(client, cast) -> None:
    Role.objects.create(membership=cast.owner, name=RoleName.HOST)
    actions.deny(recorded(cast.owner, cast.insider), by=cast.insider, at=NOW, note="Das war Ida.")
    dispute = Dispute.objects.get()
    client.force_login(cast.owner.person)
    page = client.get(f"{DESK}disputes/{dispute.public}/").content.decode()
    assert "jemand anderes entscheidet" in page and "Das war Ida." not in page and "<textarea" not in page
    settle(client, dispute, settlement="removed")
    assert Dispute.objects.get().settled_at is None


@pytest.mark.parametrize(("decision", "review"), [("release", "released"), ("turn-down", "refused"), ("x", "waits")])
def test_a_confirmation_is_let_count_or_not(host, cast, decision: str, review: str) -> None:
    ida = member(cast.space, "Ida Inviter")
    cast.newcomer.invited_by = ida
    cast.newcomer.save()
    found = recorded(ida, cast.newcomer)
    part = actions.confirm(found, by=cast.newcomer, at=NOW)
    assert "eingeladen von Ida Inviter" in host.get(f"{DESK}confirmations/").content.decode()
    sent = {"experience": found.public, "member": cast.newcomer.public, "decision": decision}
    host.post(f"{DESK}confirmations/", sent)
    part.refresh_from_db()
    assert part.review == review
    host.post(f"{DESK}confirmations/", sent | {"member": cast.stranger.public})
    assert host.post(f"{DESK}confirmations/", {"decision": "release"}).status_code == 404


@pytest.mark.parametrize("who", ["owner", "insider", "treasurer", "stranger"])
def test_nobody_else_decides(client, cast, dispute, who: str) -> None:
    client.force_login(cast.everybody[who].person)
    settlement = {"settlement": "removed", "kind": "care", "hours": "1", "on": "2026-11-12"}
    assert client.post(f"{DESK}disputes/{dispute.public}/", settlement).status_code == 404
    assert client.post(f"{DESK}confirmations/", {"decision": "release"}).status_code == 404
    assert Experience.objects.exists()
