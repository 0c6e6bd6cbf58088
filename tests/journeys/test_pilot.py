"""A pilot in real browsers: a host plans it, one member joins, two read what was drawn and check it offline."""

from datetime import UTC, timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

from fuerwort.pilot.actions import drawing
from fuerwort.pilot.actions.drawing import Source
from fuerwort.pilot.models import Arm, Participant, Pilot, State
from tests.cast import Cast
from tests.journeys.doors import come_in
from tests.journeys.test_look import SIDEWAYS, barriers
from tests.pilot.life import life

PILOTS = "/spaces/kanal/pilots/"


def fine(page: Page) -> None:
    assert barriers(page) == ""
    assert page.evaluate(SIDEWAYS) <= 0


def test_a_host_plans_registers_and_opens_a_pilot(cast: Cast, phone: Page) -> None:
    come_in(phone, cast.host, PILOTS)
    phone.get_by_role("link", name="Einen Pilotversuch planen").click()
    phone.get_by_label("Wie heißt der Pilotversuch?").fill("Ein Jahr zur Probe")
    phone.get_by_role("radio", name="Ein kleiner Pilotversuch").check()
    phone.get_by_role("button", name="Anfangen").click()
    for _ in range(3):
        fine(phone)
        phone.get_by_role("button", name="Behalten und weiter").click()
    expect(phone.get_by_text("Ein beschreibender Pilotversuch")).to_be_visible()
    phone.get_by_label("Wie viele Menschen").fill("100")
    expect(phone.get_by_text("ist die kleinste Wirkung")).to_be_visible()
    phone.get_by_label("Wie viele Menschen").fill("20")
    expect(phone.get_by_text("Ein beschreibender Pilotversuch")).to_be_visible()
    phone.get_by_label("Erster Monat der Zahlung").fill(f"{timezone.localdate().year + 1}-12")
    fine(phone)
    phone.get_by_role("button", name="Behalten und weiter").click()
    phone.get_by_label("Wir veröffentlichen, was auch herauskommt").check()
    phone.get_by_role("button", name="Behalten und weiter").click()
    fine(phone)
    phone.get_by_role("button", name="Endgültig registrieren").click()
    phone.get_by_role("button", name="Öffnen und allen Bescheid geben").click()
    fine(phone)
    assert Pilot.objects.get().state == State.ENROLLING
    come_in(phone, cast.owner, f"{PILOTS}{Pilot.objects.get().public}/")
    phone.get_by_label("Ich habe das gelesen und mache mit").check()
    phone.get_by_role("button", name="Mitmachen").click()
    expect(phone.get_by_text("Dein Token, das nur du kennst")).to_be_visible()
    fine(phone)
    phone.get_by_role("button", name="Eines für mich erzeugen").click()
    expect(phone.get_by_text("schreib es jetzt auf")).to_be_visible()
    phone.get_by_role("button", name="Versprechen").click()
    expect(phone.get_by_text("Du hast ein Geheimnis mit dieser Prüfsumme versprochen")).to_be_visible()


def test_two_members_check_the_draw_without_a_network(cast: Cast, desktop: Page) -> None:
    now = timezone.now().astimezone(UTC)
    early, first = now - timedelta(days=5), (now + timedelta(days=70)).date().replace(day=1)
    one = life(cast, at=early, first=first.isoformat()).joined()
    named = {"named": "Lotto 6aus49", "check_at": "https://lotto.example/zahlen"}
    source = Source(kind="numbers", due=early + timedelta(days=3), **named)
    drawing.commit(pilot=one.pilot, source=source, by=cast.host, at=early)
    come_in(desktop, cast.host, f"{PILOTS}{one.pilot.public}/desk/")
    desktop.get_by_label("The randomness, as it was published").fill("3, 11, 19")
    desktop.get_by_role("button", name="Draw").click()
    expect(desktop.get_by_text("six to twenty numbers")).to_be_visible()
    desktop.get_by_label("The randomness, as it was published").fill("3, 11, 19, 27, 40, 44 and 8")
    desktop.get_by_role("button", name="Draw").click()
    expect(desktop.get_by_text("Drawn. Everybody reads their own result")).to_be_visible()
    fine(desktop)
    said = {Arm.DRAWN: ("You were drawn", "Your token was drawn."),
            Arm.COMPARED: ("You are compared", "Your token is compared.")}  # fmt: skip
    for arm, (told, checked) in said.items():
        mine = Participant.objects.filter(pilot=one.pilot, arm=arm).select_related("membership__person").first()
        come_in(desktop, mine.membership, f"{PILOTS}{one.pilot.public}/")
        expect(desktop.get_by_text(told)).to_be_visible()
        fine(desktop)
        desktop.get_by_role("link", name="Check the draw yourself").click()
        desktop.context.set_offline(True)
        desktop.get_by_label("Your token (optional)").fill(mine.token)
        desktop.get_by_role("button", name="Compute it again").click()
        expect(desktop.get_by_text(checked)).to_be_visible()
        expect(desktop.get_by_text(f"Right. The hash of this roster is {one.draw.commitment}")).to_be_visible()
        desktop.get_by_label("The randomness", exact=True).fill("3 11 19 27 40 44 9")
        desktop.get_by_role("button", name="Compute it again").click()
        expect(desktop.get_by_text("Right.")).to_be_visible()  # another randomness is another draw, not a wrong one
        roster = desktop.get_by_label("The roster")
        roster.fill(roster.input_value().replace("ratio 1:1", "ratio 1:2 "))
        desktop.get_by_role("button", name="Compute it again").click()
        expect(desktop.get_by_text("Not right:")).to_be_visible()
        desktop.context.set_offline(False)
        fine(desktop)
