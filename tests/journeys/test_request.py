"""A client's request in real browsers: asked, confirmed, one decline, one silence, released, closed by both sides."""

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

from fuerwort.experiences.models import Experience
from fuerwort.people import digest
from fuerwort.people.models import Field
from fuerwort.referrals.actions import answers, clocks, introductions, suggesting
from fuerwort.referrals.actions.together import source
from fuerwort.referrals.models import Answer, Outcome, Placing, Request, State
from tests import letters
from tests.journeys.doors import come_in
from tests.journeys.test_look import barriers
from tests.referrals.conftest import House, house

__all__ = ["house"]

HEADING = {"level": 1}
Say = Callable[[str, str], str]


def test_a_request_on_a_german_phone(house: House, phone: Page) -> None:
    phone.emulate_media(reduced_motion="reduce")
    many_fields(house)
    phone.goto("/")
    phone.get_by_role("link", name="Eine Anfrage stellen").click()
    expect(phone.get_by_role("heading", **HEADING)).to_have_text("Wen brauchst du?")
    assert barriers(phone) == ""
    phone.get_by_label("Was brauchst du?").fill("Wir brauchen eine Website für unseren Ruderverein.")
    phone.get_by_role("checkbox", name="Webdesign").check()  # suggested while typing
    phone.get_by_label("Bis wann?").fill("Mai")
    phone.get_by_role("radio", name="vor Ort").check()
    phone.get_by_label("An welchem Ort?").fill("Köpenick")
    phone.get_by_label("Dein Name").fill("Petra Paddel")
    phone.get_by_label("Deine E-Mail-Adresse").fill("petra@ruderverein")
    phone.get_by_label("Ich habe das gelesen").check()
    phone.get_by_role("button", name="Senden", exact=True).last.click()
    expect(phone.get_by_text("noch nicht abgeschickt")).to_be_visible()
    assert barriers(phone) == ""
    phone.get_by_label("Deine E-Mail-Adresse").fill("petra@ruderverein.example")
    phone.wait_for_timeout(3000)  # a form is open for three seconds at least
    phone.get_by_role("button", name="Senden", exact=True).last.click()
    expect(phone.get_by_role("heading", **HEADING)).to_have_text("Ein Klick fehlt noch: Schau bitte in deine Mail.")
    assert barriers(phone) == ""
    mine = letters.link(letters.delivered()[-1], "/a/needs/")
    phone.goto(mine)
    assert barriers(phone) == ""
    phone.get_by_role("button", name="Ja, fragt für mich").click()
    expect(phone.get_by_text("Danke. Deine Anfrage ist da")).to_be_visible()
    assert barriers(phone) == ""
    the_rest(house, phone, mine, german=True)


def test_a_request_on_an_english_desktop(house: House, desktop: Page) -> None:
    desktop.goto("/spaces/kanal/ask/")
    desktop.get_by_label("What do you need?").fill("A new website for our rowing club.")
    desktop.get_by_role("checkbox", name="Web design").check()
    desktop.get_by_label("Your name").fill("Petra Paddel")
    desktop.get_by_label("Your e-mail address").fill("petra@ruderverein.example")
    desktop.get_by_label("I have read this").check()
    assert barriers(desktop) == ""
    desktop.wait_for_timeout(3000)
    desktop.get_by_role("button", name="Send", exact=True).last.click()
    expect(desktop.get_by_role("heading", **HEADING)).to_have_text("One click is missing: please look into your mail.")
    mine = letters.link(letters.delivered()[-1], "/a/needs/")
    desktop.goto(mine)
    assert barriers(desktop) == ""
    desktop.get_by_role("button", name="Yes, ask for me").click()
    expect(desktop.get_by_text("Thank you. Your request is there")).to_be_visible()
    the_rest(house, desktop, mine, german=False)


def test_the_core_path_without_javascript(house: House, plain_phone: Page) -> None:
    page = plain_phone
    many_fields(house)
    page.goto("/spaces/kanal/ask/")
    page.get_by_label("Was brauchst du?").fill("Wir brauchen eine Website für unseren Ruderverein.")
    page.get_by_role("button", name="Fachgebiet vorschlagen").click()
    page.get_by_role("checkbox", name="Webdesign").check()
    expect(page.get_by_label("Was brauchst du?")).to_have_value("Wir brauchen eine Website für unseren Ruderverein.")
    page.get_by_label("Dein Name").fill("Petra Paddel")
    page.get_by_label("Deine E-Mail-Adresse").fill("petra@ruderverein.example")
    page.get_by_label("Ich habe das gelesen").check()
    page.wait_for_timeout(3000)
    page.get_by_role("button", name="Senden", exact=True).last.click()
    mine = letters.link(letters.delivered()[-1], "/a/needs/")
    page.goto(mine)
    page.get_by_role("button", name="Ja, fragt für mich").click()
    the_rest(house, page, mine, german=True, scripted=False)


def many_fields(house: House) -> None:
    names = ("Fotografie", "Lektorat", "Mediation", "Buchhaltung", "Coaching", "Illustration", "Musik", "Statistik")
    for name in names:
        Field.objects.create(space=house.cast.space, slug=name.lower(), name_de=name, name_en=name)


def the_rest(house: House, page: Page, mine: str, *, german: bool, scripted: bool = True) -> None:
    say = (lambda de, _en: de) if german else (lambda _de, en: en)
    request = Request.objects.get()
    assert request.state == State.OPEN
    suggesting.suggest(request=request, by=request.owner, at=timezone.now())
    request.refresh_from_db()
    suggesting.choose(request=request, by=request.owner, at=timezone.now())
    no, yes, _silent = request.placings.order_by("place")
    answer(page, no, say("Nein, danke", "No, thank you"), say("Danke. Du hast nein gesagt.", "Thank you. You said no."))
    answer(
        page,
        yes,
        say("Ja, stellt mich vor", "Yes, introduce me"),
        say("Danke. Du hast ja gesagt.", "Thank you. You said yes."),
    )
    clocks.tick(at=timezone.now() + timedelta(minutes=6))  # the no takes effect, the next one is asked
    clocks.tick(at=timezone.now() + timedelta(hours=25))
    assert set(request.placings.values_list("answer", flat=True)) == {Answer.NO, Answer.YES, Answer.SILENT}
    page.goto(mine)
    page.get_by_role("checkbox", name=yes.membership.name).check()
    if scripted:
        assert barriers(page) == ""
    page.get_by_role("button", name=say("Kontakt freigeben", "Give them my contact")).click()
    expect(page.get_by_text(say("Hat deinen Kontakt und", "Has your contact and"))).to_be_visible()
    page.get_by_role("radio", name=yes.membership.name).check()
    page.get_by_role("button", name=say("Sagen", "Say it"), exact=True).click()
    expect(page.get_by_text(say("Danke. Wer weitergegeben hat", "Thank you. Those who passed it on"))).to_be_visible()
    if scripted:
        assert barriers(page) == ""
    come_in(page, yes.membership, f"/spaces/kanal/requests/{request.public}/")
    expect(page.get_by_text("petra@ruderverein.example")).to_be_visible()
    page.get_by_role("button", name=say("Es wurde ein Auftrag", "It became work")).click()
    expect(page.locator("button[name=said][value=work]")).to_have_attribute("aria-pressed", "true")
    if scripted:
        assert barriers(page) == ""
    assert set(Outcome.objects.values_list("said", flat=True)) == {"work"} and Outcome.objects.count() == 2
    request.refresh_from_db()
    assert request.state == State.CLOSED
    did_it_together(house, page, yes, say, scripted=scripted)


def did_it_together(house: House, page: Page, doer: Placing, say: Say, *, scripted: bool) -> None:
    """Who did it names a colleague and says yes with other hours; the colleague says yes by mail, without a log-in."""
    page.get_by_role("link", name=say("Sagen, mit wem", "Say with whom")).click()
    page.get_by_label(say("Jemand anderes", "Somebody else")).fill("Hugo")
    page.get_by_role("button", name=say("Suchen", "Look"), exact=True).click()
    page.get_by_role("checkbox", name="Hugo Zweithost").check()
    if scripted:
        assert barriers(page) == ""
    page.get_by_role("button", name=say("Uns alle fragen", "Ask all of us")).click()
    page.get_by_label(say("Wie viele Stunden waren es gemeinsam?", "How many hours was it together?")).fill("6")
    if scripted:
        assert barriers(page) == ""
    page.get_by_role("button", name=say("So war es", "So it was"), exact=True).click()
    expect(page.get_by_text(say("und du hast Ja gesagt", "and you said yes"))).to_be_visible()
    letter = [one for one in letters.delivered() if one.to == [house.second_host.person.email]][-1]
    page.context.clear_cookies()
    page.goto(letters.link(letter, "/a/experiences/"))
    if scripted:
        assert barriers(page) == ""
    page.get_by_role("button", name=say("Ja, so war es", "Yes, that was so")).click()
    expect(page.get_by_role("heading", **HEADING)).to_have_text(
        say("Danke. Du hast ja gesagt.", "Thank you. You said yes.")
    )
    made = Experience.objects.confirmed().get(source=source(doer))
    assert (made.hours, made.participations.count()) == (6.0, 2)


def test_a_no_tapped_by_mistake_is_undone_and_nobody_knows(house: House, phone: Page) -> None:
    request = house.chosen(timezone.now())
    placing = request.placings.get(place=1)
    answer(phone, placing, "Nein, danke", "Danke. Du hast nein gesagt.")
    assert barriers(phone) == ""
    phone.get_by_role("button", name="Rückgängig").click()
    expect(phone.get_by_role("heading", **HEADING)).to_have_text("Dürfen wir dich vorstellen?")
    clocks.tick(at=timezone.now() + timedelta(minutes=10))
    assert not request.placings.exclude(answer=Answer.OPEN).exists()


def answer(page: Page, placing: Placing, button: str, heading: str) -> None:
    """By the link in the mail, without logging in."""
    email = placing.membership.person.email
    letter = [one for one in letters.delivered() if one.to == [email] and "/a/requests/" in one.body][-1]
    page.context.clear_cookies()
    page.goto(letters.link(letter, "/a/requests/"))
    page.get_by_role("button", name=button).click()
    expect(page.get_by_role("heading", **HEADING)).to_have_text(heading)


def test_handed_over_in_two_clicks_and_thanked(house: House, plain_phone: Page) -> None:
    """By the link in the mail; the colleague stands in the very place, gets the contact, and says thank you."""
    page, request = plain_phone, house.chosen(timezone.now())
    giver = request.placings.get(place=1)
    letter = [one for one in letters.delivered() if one.to == [giver.membership.person.email]][-1]
    page.goto(letters.link(letter, "/a/requests/"))
    page.get_by_text("An eine Kollegin oder einen Kollegen weitergeben").click()
    expect(page.get_by_text("lässt es sich nicht rückgängig machen")).to_be_visible()
    page.locator("details button[name=to]").first.click()
    expect(page.get_by_text("weitergegeben").first).to_be_visible()
    taker = request.placings.get(place=1)
    assert taker.handed_by == giver
    for one in request.placings.filter(answer=Answer.OPEN).select_related("membership"):
        answers.say_yes(placing=one, by=one.membership, at=timezone.now())
    introductions.release(placing=taker, by=None, at=timezone.now())
    come_in(page, taker.membership, f"/spaces/kanal/requests/{request.public}/")
    page.get_by_role("button", name="Es wurde ein Auftrag").click()
    page.get_by_label(f"Ein Wort für {giver.membership.name}").fill("Das war lieb von dir.")
    page.get_by_role("button", name=f"{giver.membership.name} danken").click()
    come_in(page, giver.membership, "/spaces/kanal/")
    expect(page.get_by_text("ist Arbeit geworden")).to_be_visible()
    expect(page.get_by_text("dankt dir")).to_be_visible()


def test_whoever_is_not_named_reads_it_in_the_letter_and_at_home(house: House, desktop: Page) -> None:
    """Not the client's name nor words, in the mail nor on the page; professional law: nobody is asked to thank."""
    house.web.professional_law = "lawyer"
    house.web.save()
    at = timezone.now() - timedelta(days=1)
    request = house.chosen(at)
    for one in request.placings.select_related("membership"):
        answers.say_yes(placing=one, by=one.membership, at=at)
    told = request.explanations.filter(good_enough=True).select_related("membership__person")[0].membership
    told.person.language = "en"
    told.person.save()
    digest.send_digests(at=timezone.now() + timedelta(days=8))
    letter = [one for one in letters.delivered() if one.to == [told.person.email]][-1]
    come_in(desktop, told, "/spaces/kanal/")
    seen = desktop.locator("main").inner_text()
    for where in (letter.body, seen):
        assert "A request in your field came" in where and "Petra" not in where and "Ruderverein" not in where
    desktop.goto(f"/spaces/kanal/requests/{request.public}/")
    expect(desktop.get_by_text("Others were named this time")).to_be_visible()
    assert barriers(desktop) == ""
    first = request.placings.get(place=1)
    introductions.release(placing=first, by=None, at=timezone.now())
    come_in(desktop, first.membership, f"/spaces/kanal/requests/{request.public}/")
    desktop.get_by_role("button", name="It became work").click()
    expect(desktop.get_by_text("Professional law holds in this field")).to_be_visible()
    expect(desktop.get_by_role("link", name="Say with whom")).to_have_count(0)
