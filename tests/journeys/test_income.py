"""A basic income in real browsers, from a round of bids to the payment that came back and was sent again.

Once on a German phone without JavaScript, once on an English desktop; sentences are looked up in the house's own words.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from importlib import resources
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import xmlschema
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, override
from playwright.sync_api import Browser, BrowserContext, Page, expect

from fuerwort.fund import snapshot
from fuerwort.fund.actions import audits, rounds, wishes
from fuerwort.fund.actions.checking import check
from fuerwort.fund.actions.funds import open_fund
from fuerwort.fund.models import Fund, Payer, Payment, Point, Run
from fuerwort.fund.models import Paid as State
from fuerwort.fund.money import euros
from fuerwort.fund.reference import shown
from fuerwort.people.models import Membership, RoleName
from tests import cast as people
from tests.cast import Cast
from tests.fund import banks
from tests.fund.banks import Paid
from tests.fund.paying import IBANS, payee
from tests.journeys.doors import come_in
from tests.journeys.test_look import SIDEWAYS, barriers

SPACE = "/spaces/kanal/"
FUND, DESK = f"{SPACE}fund/", f"{SPACE}fund/desk/"
INCOME, PLANS, MINE = f"{SPACE}income/", f"{SPACE}income/desk/", f"{SPACE}income/mine/"
CAME_BACK = "Your basic income came back from the bank. Nothing is lost: please look whether your account is right."
SOON = 15_000
GIVEN, AMOUNT = 900_00, 50_00


@dataclass
class Walk:
    """One browser in one language; a page that cannot run scripts is looked at by a second one beside it."""

    cast: Cast
    signer: Membership
    language: str
    page: Page
    eye: BrowserContext

    def say(self, text: str, **facts: object) -> str:
        with override(self.language):
            return gettext(text) % facts if facts else gettext(text)

    def euros(self, cents: int) -> str:
        with override(self.language):
            return euros(cents)

    def at(self, who: Membership, address: str) -> Page:
        come_in(self.page, who, address)
        return self.page

    def press(self, text: str, **facts: object) -> None:
        self.page.get_by_role("button", name=self.say(text, **facts), exact=True).first.click()

    def fill(self, label: str, value: str) -> None:
        self.page.get_by_label(self.say(label)).first.fill(value)

    def reads(self, text: str, **facts: object) -> None:
        """A whole sentence, or its beginning up to the first fact that is not given."""
        expect(self.page.get_by_text(self.say(text, **facts).split("%(")[0]).first).to_be_visible(timeout=SOON)

    def fine(self) -> None:
        """No barrier, no sideways scrolling."""
        self.eye.add_cookies(self.page.context.cookies())
        looking = self.eye.new_page()
        looking.goto(self.page.url)
        assert barriers(looking) == ""
        assert looking.evaluate(SIDEWAYS) <= 0
        looking.close()


@pytest.fixture(params=["de", "en"], ids=["German phone, plain", "English desktop"])
def walk(request: pytest.FixtureRequest, browser: Browser, live_server, cast: Cast) -> Iterator[Walk]:
    german = request.param == "de"
    shape = {
        "base_url": live_server.url, "viewport": {"width": 360 if german else 1280, "height": 800},
        "locale": "de-DE" if german else "en-GB", "color_scheme": "dark" if german else "light",
        "reduced_motion": "reduce",
    }  # fmt: skip
    context, eye = browser.new_context(**shape, java_script_enabled=not german), browser.new_context(**shape)
    signer = people.member(cast.space, "Sina Signer", RoleName.SIGNER)
    at = timezone.now() - timedelta(days=1)
    open_fund(holder="Raum am Kanal e. V.", iban=banks.OWN, held=100_00, by=cast.treasurer, at=at)
    yield Walk(cast, signer, request.param, context.new_page(), eye)
    context.close()
    eye.close()


def test_from_a_round_of_bids_to_a_payment_that_came_back(walk: Walk, tmp_path: Path) -> None:
    bidding(walk)
    statement(walk)
    plan(walk)
    gate(walk)
    wished(walk)
    paid(walk, "Propose to pay %(month)s", people=4, total=3 * AMOUNT + 20_00)
    first = file(walk, tmp_path, 4)
    returned(walk, first)
    paid(walk, "Send again what came back", people=1, total=AMOUNT)
    again = file(walk, tmp_path, 1)
    told(walk, [Paid(timezone.localdate(), -AMOUNT, "Olga", "", "", again[0])])
    fund = Fund.objects.get()
    assert check(fund) == []
    assert 0 < snapshot.promised(fund) <= snapshot.for_income(snapshot.held_by(fund))
    audited(walk)


def bidding(walk: Walk) -> None:
    """The treasurer opens a round; three bid, one of them in the browser; it is covered."""
    walk.at(walk.cast.treasurer, f"{DESK}contributions/")
    walk.fill("Needed each month", "100")
    walk.fill("What for", "Miete der Werkstatt")
    walk.press("Open a round")
    walk.fine()
    for member in (walk.cast.insider, walk.cast.host):
        rounds.bid(round=Fund.objects.get().rounds.get(), cents=30_00, by=member, at=timezone.now())
    walk.at(walk.cast.owner, f"{FUND}contribution/")
    walk.fill("I can give each month", "45,5x")
    walk.press("Bid secretly")
    expect(walk.page.get_by_label(walk.say("I can give each month"))).to_have_value("45,5x")
    walk.fill("I can give each month", "45,50")
    walk.press("Bid secretly")
    walk.reads("Your bid: %(amount)s a month. It stands until you say another.", amount=walk.euros(45_50))
    walk.fine()
    walk.at(walk.cast.treasurer, f"{DESK}contributions/")
    expect(walk.page.get_by_text("45,50")).to_have_count(0)
    walk.press("Count this turn")
    walk.at(walk.cast.owner, f"{FUND}contribution/")
    expect(walk.page.get_by_role("img", name="GiroCode")).to_be_visible()


def statement(walk: Walk) -> None:
    """One payment is recognised, another is matched by hand: given for the basic income itself."""
    words = shown(Payer.objects.get(membership=walk.cast.owner).reference)
    today = timezone.localdate()
    gift = Paid(today, GIVEN, "Stiftung Ufer", "", "Für das Grundeinkommen")
    told(walk, [Paid(today, 45_50, "Olga Owner", "", f"{words} Beitrag"), gift])
    walk.page.get_by_role("link", name=walk.euros(GIVEN)).click()
    walk.page.get_by_role("radio", name=walk.say("Donation")).check()
    walk.fill("A purpose the donor names, new here", "Grundeinkommen")
    walk.page.get_by_label(walk.say("This purpose is the basic income itself")).check()
    walk.fine()
    walk.press("Post it")
    walk.reads("Nothing waits")


def told(walk: Walk, said: list[Paid]) -> None:
    """A statement is looked at and taken in."""
    before = Fund.objects.get()
    file = {"name": "auszug.xml", "mimeType": "text/xml", "buffer": banks.camt(said, opening=held(before))}
    walk.at(walk.cast.treasurer, f"{DESK}statements/")
    walk.page.get_by_label(walk.say("Statement"), exact=True).set_input_files(file)
    walk.press("Look at it first")
    walk.press("Take it in")
    walk.reads("Ledger and waiting lines are to the cent what the bank said on %(day)s: %(said)s.")


def held(fund: Fund) -> int:
    return snapshot.held_by(fund)["bank"]


def plan(walk: Walk) -> None:
    """Look at what is possible, keep what was typed, write it down, decide it."""
    today = timezone.localdate()
    walk.at(walk.cast.treasurer, f"{PLANS}planner/?amount=1000&months=24&first={today:%Y-%m}")
    walk.reads("not one month")
    walk.fill("Euros a month for each", "zwanzig")
    walk.press("Write it down as a plan")
    expect(walk.page.get_by_label(walk.say("Euros a month for each"))).to_have_value("zwanzig")
    walk.fill("Euros a month for each", "50")
    walk.fill("How many months", "3")
    walk.fine()
    walk.press("Write it down as a plan")
    walk.press("It is decided: promise it")
    month = Fund.objects.get().plans.get()
    with override(walk.language):
        until = date_format(snapshot.kept_until(month), "F Y")
    walk.reads("until %(month)s", month=until)
    walk.fine()


def gate(walk: Walk) -> None:
    """Nothing is paid before each point is confirmed; what was typed stays when something is missing."""
    one = Fund.objects.get().plans.get()
    walk.page.get_by_role("link", name=walk.say("Go through the points")).click()
    for point in Point.values:
        part = walk.page.locator(f"#{point}")
        if point == Point.FORM:
            part.get_by_label(walk.say("Whose money is it?")).select_option("association")
            part.get_by_label(walk.say("We have looked into this, and it is settled.")).check()
            part.get_by_role("button", name=walk.say("Confirm this point")).click()
            walk.reads("Please name who advised you, or upload what they wrote.")
            expect(part.get_by_label(walk.say("Whose money is it?"))).to_have_value("association")
            walk.fine()
        part.get_by_label(walk.say("Who advised you?")).fill("Kanzlei Beispiel, 3. November")
        part.get_by_label(walk.say("We have looked into this, and it is settled.")).check()
        part.get_by_role("button", name=walk.say("Confirm this point")).click()
    assert one.confirmations.count() == 6
    walk.fine()


def wished(walk: Walk) -> None:
    """One accepts, one declines, one takes less, one waits; the others accept."""
    one, cast = Fund.objects.get().plans.get(), walk.cast
    walk.at(cast.owner, MINE)
    walk.fill("Holder of the account", "Olga Owner")
    walk.fill("IBAN", "DE00")
    walk.page.get_by_label(walk.say("I have read what this may change for me.")).check()
    walk.press("Yes, I accept")
    expect(walk.page.get_by_label("IBAN")).to_have_value("DE00")
    walk.fill("IBAN", IBANS[0])
    walk.page.get_by_label(walk.say("I have read what this may change for me.")).check()
    walk.press("Yes, I accept")
    walk.reads("Your account is stored, sealed. The next payment goes there.")
    for member, iban in ((cast.host, IBANS[1]), (cast.treasurer, IBANS[2]), (cast.insider, IBANS[3])):
        wishes.accept(payee=payee(one, member), holder=member.name, iban=iban, by=member.person, at=timezone.now())
    later = f"{timezone.localdate() + timedelta(days=65):%Y-%m}"
    for member, how, more in (
        (cast.insider, "Less: at most so much a month", ("At most, euros a month", "20")),
        (cast.newcomer, "Later: from this month on, and just as long", ("From which month", later)),
        (walk.signer, "Nothing, for now", None),
    ):
        walk.at(member, MINE)
        walk.page.get_by_label(walk.say(how)).check()
        if more:
            walk.fill(*more)
        walk.press("Save my wish")
        walk.reads("Noted. It counts from the next payment on, and you can change it any time.")
    walk.fine()


def paid(walk: Walk, button: str, *, people: int, total: int) -> None:
    """One proposes, cannot release, another does; whoever gets nothing of it sees nothing of it."""
    one = Fund.objects.get().plans.get()
    walk.at(walk.cast.treasurer, f"{PLANS}plans/{one.public}/")
    with override(walk.language):
        month = date_format(snapshot.next_month(one), "F Y")
    walk.fill("The bank pays on", f"{timezone.localdate() + timedelta(days=1)}")
    walk.press(button, **({"month": month} if "month" in button else {}))
    walk.reads("You proposed it, so somebody else has to release it.")
    walk.at(walk.signer, SPACE)
    walk.page.get_by_role("link", name=walk.say("A payment of basic income waits for a second person.")).first.click()
    walk.fine()
    walk.press("Release %(total)s", total=walk.euros(total))
    walk.reads("Released. Next: fetch the file and give it to the bank.")
    assert Run.objects.latest("pk").payments.filter(cents__gt=0).count() == people
    walk.fine()


def file(walk: Walk, folder: Path, count: int) -> list[str]:
    """Fetch the file for the bank: valid by the official schema; returns its references."""
    with walk.page.expect_download() as waiting:
        walk.press("Fetch the file (%(form)s)", form="pain.001.001.09")
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    schema = resources.files("sepaxml") / "schemas" / "pain.001.001.09.xsd"
    xmlschema.validate(str(path), str(schema))
    found = re.findall(r"<EndToEndId>(FW-\w+)<", path.read_text())
    assert len(found) == count
    return found


def returned(walk: Walk, references: list[str]) -> None:
    """The bank books each payment and gives one back: noted by itself, told to its member, and to nobody else."""
    today, rows = timezone.localdate(), Payment.objects.filter(cents__gt=0)
    sent = [Paid(today, -row.cents, "", row.iban, "", row.reference) for row in rows]
    assert {one.end_to_end for one in sent} == set(references)
    back = rows.get(payee__membership=walk.cast.owner)
    told(walk, [*sent, Paid(today, back.cents, "Olga", back.iban, "Rückgabe", back.reference, "AC04")])
    walk.reads("Nothing waits")
    back.refresh_from_db()
    assert back.state == State.RETURNED
    walk.at(walk.cast.owner, SPACE)
    news = walk.page.get_by_role("link", name=walk.say(CAME_BACK)).get_attribute("href")
    walk.page.goto(urlsplit(news).path)  # news name the house as it is known outside, not this test's port
    walk.reads("the account was closed")
    walk.fine()
    walk.at(walk.cast.insider, INCOME)
    expect(walk.page.get_by_text("Olga")).to_have_count(0)
    walk.fine()


def audited(walk: Walk) -> None:
    """An auditor without an account sees that all is whole, and of a payment everything but whose it was."""
    fund, at, today = Fund.objects.get(), timezone.now(), timezone.localdate()
    task = audits.Task(auditor="Paula Proof", first=today - timedelta(days=9), last=today, size=50)
    audits.ask(fund=fund, task=task, by=walk.cast.treasurer, at=at, token="aud1t")
    walk.page.context.clear_cookies()
    walk.page.goto("/a/audits/aud1t/")
    walk.fill("Type anything you like", "Regen am Kanal")
    walk.press("Draw")
    expect(walk.page.get_by_text(walk.euros(-AMOUNT)).first).to_be_visible()
    expect(walk.page.get_by_text("AC04")).to_have_count(0)
    expect(walk.page.get_by_text("Rückgabe")).to_have_count(0)
    walk.eye.clear_cookies()
    walk.fine()
