"""Questions and report of a pilot in real browsers: asked on a phone, locked and compared by a host, read by all."""

import json
from datetime import timedelta

import numpy as np
from django.utils import timezone
from playwright.sync_api import Page, expect

from fuerwort.people.links import hashed
from fuerwort.pilot import jobs
from fuerwort.pilot.models import Code, Participant, Pilot, Report, Sheet
from fuerwort.referrals.actions import outcomes
from fuerwort.referrals.actions.answers import say_yes
from fuerwort.referrals.models import Outcome, Placing
from tests import cast as people
from tests.cast import Cast
from tests.journeys.doors import come_in
from tests.journeys.test_pilot import PILOTS, fine
from tests.pilot import asked
from tests.referrals.conftest import House, house  # noqa: F401 - a fixture


def begun(cast: Cast, *more: object) -> Pilot:
    """A pilot in its second paid month; the owner is drawn, the insider compared."""
    first = (timezone.localdate().replace(day=1) - timedelta(days=1)).replace(day=1)
    made = asked.pilot(cast.space, cast.host, first=first, family=["openness"], harms="Sag es Hanne.")
    asked.drawn(made, [cast.owner, cast.insider, *more], cast.host)
    return made


def test_a_participant_is_asked_on_a_phone_rests_and_ends(cast: Cast, phone: Page) -> None:
    pilot = begun(cast)
    come_in(phone, cast.owner, f"{PILOTS}{pilot.public}/questions/")
    fine(phone)
    phone.get_by_role("button", name="Ich willige ein").click()
    phone.get_by_label("Ja, ich will gefragt werden").check()
    phone.get_by_role("button", name="Ich willige ein").click()
    phone.get_by_role("radio", name="2", exact=True).first.check()
    fine(phone)
    phone.get_by_role("button", name="Später weiter").click()
    expect(phone.get_by_role("link", name="0800 111 0 111")).to_be_visible()
    fine(phone)
    phone.get_by_role("link", name="Weiter", exact=True).click()
    while phone.get_by_role("button", name="Weiter", exact=True).count():
        phone.get_by_role("button", name="Weiter", exact=True).click()
    fine(phone)
    phone.get_by_role("button", name="Fertig").click()
    expect(phone.get_by_role("heading", name="Danke")).to_be_visible()
    assert list(json.loads(Sheet.objects.get().answers).values()) == [2]
    phone.get_by_role("button", name="Zwei Monate keine Erinnerung").click()
    expect(phone.get_by_role("button", name="Erinnert mich wieder")).to_be_visible()
    phone.get_by_text("Nicht mehr gefragt werden").click()
    phone.get_by_label("Lösch auch").or_(phone.get_by_label("gelöscht")).or_(
        phone.locator("[name=forget]")
    ).first.check()
    phone.get_by_role("button", name="Fragt mich nicht mehr").click()
    expect(phone.get_by_text("Du wirst nicht mehr gefragt")).to_be_visible()
    fine(phone)
    assert not Sheet.objects.exists()
    assert Participant.objects.get(membership=cast.owner).arm == "drawn"


def answered(pilot: Pilot) -> None:
    """Everybody agreed and answered; nobody could do it by hand in the time of a test."""
    rng, codes = np.random.default_rng(5), []
    for one in pilot.participants.select_related("membership", "pilot"):
        codes.append(
            (Code.objects.create(participant=one, version=2, agreed_at=pilot.planned_at).code, one.arm == "drawn")
        )
    for code, drawn in codes:
        for wave in (0, 1, 2):
            said = {"ONS1": int(rng.integers(3, 7)) + 3 * (drawn and wave > 0), "O2": int(rng.integers(1, 6))}
            Sheet.objects.create(pilot=pilot, code=code, wave=wave, answers=json.dumps(said), sent_on=pilot.first)


def test_a_host_locks_and_compares_and_whoever_was_compared_reads_it(cast: Cast, desktop: Page) -> None:
    pilot = begun(cast, *(people.member(cast.space, f"M{number} Mitglied") for number in range(42)))
    answered(pilot)
    come_in(desktop, cast.host, f"{PILOTS}{pilot.public}/data/")
    fine(desktop)
    desktop.get_by_label("I mean it: all answers are closed for good").check()
    desktop.get_by_role("button", name="Lock the answers").click()
    desktop.get_by_role("button", name="Compare the groups and write the report").click()
    expect(desktop.get_by_text("It waits for its turn.")).to_be_visible()
    jobs.analyse.call(Report.objects.get().public)
    desktop.get_by_role("link", name="Read the report").click()
    expect(desktop.get_by_role("heading", level=1)).to_contain_text("“Satisfied with life” was higher")
    fine(desktop)
    come_in(desktop, cast.insider, f"/pilots/{pilot.public}/")
    desktop.get_by_role("link", name="Read the report").click()
    expect(desktop.get_by_text("You read it as a member")).to_be_visible()
    expect(desktop.get_by_text("were named places of help")).to_be_visible()
    with desktop.expect_download() as pdf:
        desktop.get_by_role("link", name="As PDF").click()
    assert pdf.value.suggested_filename == f"pilot-{pilot.public}.pdf"


def test_a_client_says_whether_it_was_good_work(house: House, phone: Page) -> None:  # noqa: F811 - the fixture
    request = house.chosen(timezone.now())
    for placing in request.placings.select_related("membership"):
        say_yes(placing=placing, by=placing.membership, at=timezone.now())
    first: Placing = request.placings.get(place=1)
    outcomes.close(request=request, said="work", by=None, at=timezone.now(), with_placing=first)
    begun(house.cast)
    assert request.need.token_hash == hashed(request.need.token)
    phone.goto(f"/a/needs/{request.need.token}/")
    fine(phone)
    phone.get_by_role("button", name="Teils").click()
    expect(phone.get_by_text("Niemand hier liest es einzeln")).to_be_visible()
    fine(phone)
    assert Outcome.objects.get().good == "partly"
    phone.get_by_role("button", name="Zurücknehmen").click()
    expect(phone.get_by_text("Nichts davon ist gespeichert")).to_be_visible()
