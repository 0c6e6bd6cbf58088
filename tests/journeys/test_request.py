"""A client's request in real browsers, in one go: asked, confirmed, decided by its owner, one decline, one handed over,
one silence, released, closed by both sides, thanked, done together, explained to whoever is not named, doubted and
answered.
"""

import time
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

from fuerwort.experiences.models import Experience
from fuerwort.people import digest
from fuerwort.people.models import Field, Membership
from fuerwort.referrals.actions import answers, clocks, introductions
from fuerwort.referrals.actions.together import source
from fuerwort.referrals.models import Answer, Outcome, Placing, Request, State
from tests import cast as people
from tests import letters
from tests.journeys.doors import come_in
from tests.journeys.test_look import SIDEWAYS, barriers
from tests.referrals.conftest import House, house, shared

__all__ = ["house"]

HEADING = {"level": 1}
SPACE = "/spaces/kanal/"
CLIENT = ("Petra", "Paddel", "Ruderverein", "rowing club")


@dataclass
class Visit:
    """One browser that is everybody in turn, in its language."""

    house: House
    page: Page
    german: bool = True
    scripted: bool = True

    def say(self, de: str, en: str) -> str:
        return de if self.german else en

    def tap(self, de: str, en: str) -> None:
        self.page.get_by_role("button", name=self.say(de, en), exact=True).last.click()

    def head(self, de: str, en: str) -> None:
        expect(self.page.get_by_role("heading", **HEADING)).to_have_text(self.say(de, en))

    def reads(self, de: str, en: str) -> None:
        expect(self.page.get_by_text(self.say(de, en)).first).to_be_visible()

    def fine(self) -> None:
        if self.scripted:
            assert barriers(self.page) == ""
            assert self.page.evaluate(SIDEWAYS) <= 0

    def mailed(self, member: Membership) -> None:
        """Open the newest question to this member, by the link in the mail, without logging in."""
        email = member.person.email
        letter = [one for one in letters.delivered() if one.to == [email] and "/a/requests/" in one.body][-1]
        self.page.context.clear_cookies()
        self.page.goto(letters.link(letter, "/a/requests/"))


def test_a_request_on_a_german_phone(house: House, phone: Page) -> None:
    phone.emulate_media(reduced_motion="reduce")
    many_fields(house)
    visit = Visit(house, phone)
    phone.goto("/")
    phone.get_by_role("link", name="Eine Anfrage stellen").click()
    visit.head("Wen brauchst du?", "")
    opened = time.monotonic()
    visit.fine()
    phone.get_by_label("Was brauchst du?").fill("Wir brauchen eine Website für unseren Ruderverein.")
    phone.get_by_role("checkbox", name="Webdesign").check()  # suggested while typing
    phone.get_by_label("Bis wann?").fill("Mai")
    phone.get_by_role("radio", name="vor Ort").check()
    phone.get_by_label("An welchem Ort?").fill("Köpenick")
    petra(visit, "petra@ruderverein")
    visit.tap("Senden", "Send")
    expect(phone.get_by_text("noch nicht abgeschickt")).to_be_visible()
    visit.fine()
    phone.get_by_label("Deine E-Mail-Adresse").fill("petra@ruderverein.example")
    the_rest(visit, sent(visit, opened))


def test_a_request_on_an_english_desktop(house: House, desktop: Page) -> None:
    visit, opened = Visit(house, desktop, german=False), time.monotonic()
    desktop.goto("/spaces/kanal/ask/")
    desktop.get_by_label("What do you need?").fill("A new website for our rowing club.")
    desktop.get_by_role("checkbox", name="Web design").check()
    petra(visit)
    visit.fine()
    the_rest(visit, sent(visit, opened))


def test_the_core_path_without_javascript(house: House, plain_phone: Page) -> None:
    visit, opened = Visit(house, plain_phone, scripted=False), time.monotonic()
    many_fields(house)
    plain_phone.goto("/spaces/kanal/ask/")
    plain_phone.get_by_label("Was brauchst du?").fill("Wir brauchen eine Website für unseren Ruderverein.")
    visit.tap("Fachgebiet vorschlagen", "")
    plain_phone.get_by_role("checkbox", name="Webdesign").check()
    said = plain_phone.get_by_label("Was brauchst du?")
    expect(said).to_have_value("Wir brauchen eine Website für unseren Ruderverein.")
    petra(visit)
    the_rest(visit, sent(visit, opened))


def many_fields(house: House) -> None:
    names = ("Fotografie", "Lektorat", "Mediation", "Buchhaltung", "Coaching", "Illustration", "Musik", "Statistik")
    for name in names:
        Field.objects.create(space=house.cast.space, slug=name.lower(), name_de=name, name_en=name)


def petra(visit: Visit, email: str = "petra@ruderverein.example") -> None:
    page, say = visit.page, visit.say
    page.get_by_label(say("Dein Name", "Your name")).fill("Petra Paddel")
    page.get_by_label(say("Deine E-Mail-Adresse", "Your e-mail address")).fill(email)
    page.get_by_label(say("Ich habe das gelesen", "I have read this")).check()


def sent(visit: Visit, opened: float) -> str:
    """Send the form, as the guard wants it not before three seconds have passed, and confirm by the mailed link."""
    visit.page.wait_for_timeout(max(0.0, 3000 - 1000 * (time.monotonic() - opened)))
    visit.tap("Senden", "Send")
    visit.head("Ein Klick fehlt noch: Schau bitte in deine Mail.", "One click is missing: please look into your mail.")
    mine = letters.link(letters.delivered()[-1], "/a/needs/")
    visit.page.goto(mine)
    visit.fine()
    visit.tap("Ja, fragt für mich", "Yes, ask for me")
    visit.reads("Danke. Deine Anfrage ist da", "Thank you. Your request is there")
    visit.fine()
    return mine


def the_rest(visit: Visit, mine: str) -> None:
    sixth = people.member(visit.house.cast.space, "Fia Macher", about="Ich baue Websites, Fia.")
    sixth.fields.set([visit.house.web])
    shared(sixth, visit.house.host, hours=9.0, field=visit.house.web, text="die Seite des Vereins gebaut")
    request = Request.objects.get()
    owner_decides(visit, request)
    no, giver, _silent = request.placings.select_related("membership__person").order_by("place")
    answer(visit, no, ("Nein, danke", "No, thank you"), ("Danke. Du hast nein gesagt.", "Thank you. You said no."))
    taker = handed_over(visit, request, giver)
    yes = ("Ja, stellt mich vor", "Yes, introduce me")
    answer(visit, taker, yes, ("Danke. Du hast ja gesagt.", "Thank you. You said yes."))
    clocks.tick(at=timezone.now() + timedelta(minutes=6))  # the no takes effect, the next one is asked
    clocks.tick(at=timezone.now() + timedelta(hours=25))
    said = sorted(request.placings.values_list("answer", flat=True))
    assert said == sorted([Answer.NO, Answer.HANDED, Answer.YES, Answer.SILENT, Answer.SILENT])
    released(visit, mine, taker)
    closed_and_thanked(visit, request, taker, giver)
    did_it_together(visit, taker)
    explained_and_doubted(visit, request)


def owner_decides(visit: Visit, request: Request) -> None:
    """In the browser: asks for the list, changes it with a reason, confirms it."""
    page = visit.page
    assert request.state == State.OPEN
    come_in(page, request.owner, f"{SPACE}requests/")
    page.get_by_role("link", name=visit.say("Webdesign", "Web design")).click()
    visit.tap("Vorschlag machen lassen", "Suggest a list")
    visit.fine()
    first = page.locator("ol.moving .name").first.inner_text()
    page.get_by_text(visit.say("Reihenfolge ändern", "Change the order")).click()
    others = page.get_by_label(visit.say("Danach", "Second")).locator("option:checked").inner_text()
    page.get_by_label(visit.say("Zuerst", "First")).select_option(label=others)
    page.get_by_label(visit.say("Danach", "Second")).select_option(label=first)
    page.get_by_label(visit.say("Warum?", "Why?")).fill("Die beiden kennen sich.")
    visit.tap("Ändern", "Change it")
    expect(page.locator("ol.moving .name").first).to_have_text(others)
    visit.reads("Die beiden kennen sich.", "Die beiden kennen sich.")
    visit.tap("Bestätigen und anfragen", "Confirm and ask them")
    visit.reads("Die Genannten werden jetzt gefragt", "Those named are asked now")
    visit.fine()
    request.refresh_from_db()
    assert request.state == State.ASKED


def answer(visit: Visit, placing: Placing, button: tuple[str, str], heading: tuple[str, str]) -> None:
    visit.mailed(placing.membership)
    visit.tap(*button)
    visit.head(*heading)


def handed_over(visit: Visit, request: Request, giver: Placing) -> Placing:
    """In two clicks, from the mail; the colleague stands in the very place."""
    place = giver.place
    visit.mailed(giver.membership)
    visit.page.get_by_text(visit.say("An eine Kollegin oder einen Kollegen weitergeben", "Hand it over to a")).click()
    visit.reads("lässt es sich nicht rückgängig machen", "this cannot be undone")
    visit.page.locator("details button[name=to]").first.click()
    visit.reads("Du hast sie weitergegeben", "You have handed it over")
    taker = request.placings.select_related("membership__person").get(place=place)
    assert taker.handed_by == giver
    return taker


def released(visit: Visit, mine: str, taker: Placing) -> None:
    """The client gives one of the named her contact, and says that it became work."""
    page, name = visit.page, taker.membership.name
    page.goto(mine)
    page.get_by_role("checkbox", name=name).check()
    visit.fine()
    visit.tap("Kontakt freigeben", "Give them my contact")
    visit.reads("Hat deinen Kontakt und", "Has your contact and")
    page.get_by_role("radio", name=name).check()
    visit.tap("Sagen", "Say it")
    visit.reads("Danke. Wer weitergegeben hat", "Thank you. Those who passed it on")
    visit.fine()


def closed_and_thanked(visit: Visit, request: Request, taker: Placing, giver: Placing) -> None:
    page, name = visit.page, giver.membership.name
    come_in(page, taker.membership, f"{SPACE}requests/{request.public}/")
    expect(page.get_by_text("petra@ruderverein.example")).to_be_visible()
    visit.tap("Es wurde ein Auftrag", "It became work")
    expect(page.locator("button[name=said][value=work]")).to_have_attribute("aria-pressed", "true")
    visit.fine()
    assert list(Outcome.objects.values_list("said", flat=True)) == ["work", "work"]
    page.get_by_label(visit.say(f"Ein Wort für {name}", f"A word for {name}")).fill("Das war lieb von dir.")
    visit.tap(f"{name} danken", f"Thank {name}")
    come_in(page, giver.membership, SPACE)
    visit.reads("ist Arbeit geworden", "became work")
    visit.reads("dankt dir", "thanks you")
    request.refresh_from_db()
    assert request.state == State.CLOSED
    come_in(page, taker.membership, f"{SPACE}requests/{request.public}/")


def did_it_together(visit: Visit, doer: Placing) -> None:
    """Who did it names a colleague and says yes with other hours; the colleague says yes by mail, without a log-in."""
    page, say = visit.page, visit.say
    page.get_by_role("link", name=say("Sagen, mit wem", "Say with whom")).click()
    page.get_by_label(say("Jemand anderes", "Somebody else")).fill("Hugo")
    visit.tap("Suchen", "Look")
    page.get_by_role("checkbox", name="Hugo Zweithost").check()
    visit.fine()
    visit.tap("Uns alle fragen", "Ask all of us")
    page.get_by_label(say("Wie viele Stunden waren es gemeinsam?", "How many hours was it together?")).fill("6")
    visit.fine()
    visit.tap("So war es", "So it was")
    visit.reads("und du hast Ja gesagt", "and you said yes")
    letter = [one for one in letters.delivered() if one.to == [visit.house.second_host.person.email]][-1]
    page.context.clear_cookies()
    page.goto(letters.link(letter, "/a/experiences/"))
    visit.fine()
    visit.tap("Ja, so war es", "Yes, that was so")
    visit.head("Danke. Du hast ja gesagt.", "Thank you. You said yes.")
    made = Experience.objects.confirmed().get(source=source(doer))
    assert (made.hours, made.participations.count()) == (6.0, 2)


def explained_and_doubted(visit: Visit, request: Request) -> None:
    """Whoever is good enough and not named reads it in the letter, doubts it; a host who is not concerned answers."""
    page, named = visit.page, request.placings.values("membership")
    told = request.explanations.filter(good_enough=True).exclude(membership__in=named).get().membership
    told.person.language = visit.say("de", "en")
    told.person.save()
    digest.send_digests(at=timezone.now() + timedelta(days=9))
    letter = [one for one in letters.delivered() if one.to == [told.person.email]][-1]
    come_in(page, told, SPACE)
    for where in (letter.body, page.locator("main").inner_text()):
        assert visit.say("Webdesign: In deinem Fachgebiet kam", "Web design: A request in your field came") in where
        assert not [word for word in CLIENT if word in where]
    page.goto(letters.link(letter, f"requests/{request.public}"))
    visit.reads("Diesmal wurden andere genannt", "Others were named this time")
    page.get_by_text(visit.say("Ich zweifle diese Reihenfolge an", "I doubt this order")).click()
    page.get_by_label(visit.say("Was zweifelst du an?", "What do you doubt?")).fill("War ich nicht dran?")
    visit.fine()
    assert not [word for word in CLIENT if word in page.locator("main").inner_text()]
    visit.tap("Um Antwort bitten", "Ask for an answer")
    hosts = {visit.house.host, visit.house.second_host}
    come_in(page, *(hosts - {request.owner}), SPACE)
    doubt = visit.say("Jemand bezweifelt eine Reihenfolge in Webdesign", "Somebody doubts an order in Web design")
    page.get_by_role("link", name=doubt).click()
    visit.fine()
    page.get_by_label(visit.say("Deine Antwort", "Your answer")).fill("Den anderen stand mehr zu.")
    visit.tap("Antworten", "Answer")
    visit.reads("Es bleibt festgehalten", "It stays on record")
    come_in(page, told, SPACE)
    visit.reads("Den anderen stand mehr zu.", "Den anderen stand mehr zu.")


def test_a_no_tapped_by_mistake_is_undone_and_nobody_knows(house: House, phone: Page) -> None:
    visit, request = Visit(house, phone), house.chosen(timezone.now())
    answer(visit, request.placings.get(place=1), ("Nein, danke", ""), ("Danke. Du hast nein gesagt.", ""))
    visit.fine()
    visit.tap("Rückgängig", "")
    visit.head("Dürfen wir dich vorstellen?", "")
    clocks.tick(at=timezone.now() + timedelta(minutes=10))
    assert not request.placings.exclude(answer=Answer.OPEN).exists()


def test_where_professional_law_holds_nobody_is_asked_to_thank(house: House, desktop: Page) -> None:
    house.web.professional_law = "lawyer"
    house.web.save()
    request = house.chosen(timezone.now())
    for one in request.placings.select_related("membership"):
        answers.say_yes(placing=one, by=one.membership, at=timezone.now())
    first = request.placings.get(place=1)
    introductions.release(placing=first, by=None, at=timezone.now())
    come_in(desktop, first.membership, f"/spaces/kanal/requests/{request.public}/")
    desktop.get_by_role("button", name="It became work").click()
    expect(desktop.get_by_text("Professional law holds in this field")).to_be_visible()
    expect(desktop.get_by_role("link", name="Say with whom")).to_have_count(0)
    Visit(house, desktop, german=False).fine()
