"""The pages of a basic income: planned, confirmed, released, sent, booked back; and what a member reads and wishes."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from fuerwort.fund.actions import runs
from fuerwort.fund.models import Confirmation, Look, Paid, Payment, Plan, Point, Run
from fuerwort.fund.queries import income as queries
from tests.cast import NOW
from tests.fund import book
from tests.fund.paying import FIRST, IBANS, House, accepts, payee, payees

DESK = "/spaces/kanal/income/desk/"
MINE = "/spaces/kanal/income/mine/"
PERSONS = ("Olga Owner", "Ines Insider", "Nilo Newcomer", "Hanne Host")


@pytest.fixture
def as_(client, house: House):
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    people = {**house.cast.everybody, "signer": house.signer}

    def become(who: str):
        client.force_login(people[who].person)
        return client

    return become


@pytest.fixture
def paid(house: House) -> Run:
    """A month on its way, in the time of the pages."""
    at = timezone.now()
    plan = house.confirmed(house.decided(at=at, first=timezone.localdate(at)), at)
    for number, one in enumerate(payees(plan)):
        accepts(one, number)
    return house.released(plan, at)


def text(answer) -> str:
    return answer.content.decode()


def test_from_the_planner_to_the_statement_of_the_bank(as_, house: House) -> None:
    today = timezone.localdate()
    client = as_("treasurer")
    page = text(client.get(f"{DESK}planner/?amount=800&months=24&first={today:%Y-%m}"))
    assert "€19,200.00" in page or "19,200.00 €" in page
    assert "are missing today" in page
    page = text(client.get(f"{DESK}planner/?amount=1000&months=24&first={today:%Y-%m}", HTTP_HX_REQUEST="true"))
    assert "are above the line" in page
    assert "<html" not in page
    sent = {"amount": "150", "months": "6", "first": f"{today:%Y-%m}", "words": "Beschluss"}
    client.post(f"{DESK}planner/", sent)
    plan = Plan.objects.get()
    one = f"{DESK}plans/{plan.public}/"
    assert "6 months are promised" in text(client.post(f"{one}act/", {"verb": "decide"}, follow=True))
    assert "6 points are open" in text(client.get(one))
    for point in Point.values:
        said = {"point": point, "adviser": "Kanzlei Beispiel", "sure": "on", "body": "association"}
        client.post(f"{one}gate/", said)
    assert Confirmation.objects.count() == 6
    for number, row in enumerate(payees(plan)):
        accepts(row, number)
    page = text(client.post(f"{one}act/", {"verb": "pay", "on": f"{today + timedelta(days=1)}"}, follow=True))
    assert "somebody else has to release it" in page
    released_and_booked(as_("signer"), f"{DESK}runs/{Run.objects.get().public}/", house)


def released_and_booked(client, run: str, house: House) -> None:
    assert "Release 900.00 €" in text(client.get(run)) or "Release €900.00" in text(client.get(run))
    assert "look again" in text(
        client.post(f"{run}act/", {"verb": "release", "total": "1", "people": "x"}, follow=True)
    )
    page = text(client.post(f"{run}act/", {"verb": "release", "total": "90000", "people": "6"}, follow=True))
    assert "Released. Next: fetch the file" in page
    files = [client.post(f"{run}file/", {"form": form}).content for form in ("pain.001.001.09", "", "pain.001.001.03")]
    assert files[0] == files[1] != files[2]
    book.line(house.fund, -900_00, timezone.localdate())
    assert "Note that it arrived" in text(client.get(run))
    waits = house.fund.lines.get(cents=-900_00)
    assert "Noted as the bank says it." in text(
        client.post(f"{run}act/", {"verb": "settle", "line": waits.public}, follow=True)
    )
    assert set(Payment.objects.values_list("state", flat=True)) == {Paid.ARRIVED}
    assert "nothing to send" in text(client.post(f"{run}file/", follow=True))


def test_whoever_may_release_is_asked_at_home(as_, house: House, paid: Run) -> None:
    asked = "waits for a second person"
    later = timezone.now() + timedelta(days=32)
    run = house.proposed(paid.plan, later)
    for who, there in (("signer", True), ("treasurer", False), ("owner", False), ("host", False)):
        assert (asked in text(as_(who).get("/spaces/kanal/"))) is there, who
    assert f'href="{DESK}runs/{run.public}/"' in text(as_("signer").get("/spaces/kanal/"))
    runs.release_run(run=run, seen=runs.preview(run), by=house.signer, at=later)
    assert asked not in text(as_("signer").get("/spaces/kanal/"))


def test_a_member_reads_declines_and_takes_less(as_, house: House, paid: Run) -> None:
    mine = payee(paid.plan, house.cast.owner)
    client = as_("owner")
    page = text(client.get(MINE))
    assert "Where it goes" in page
    assert "5 months" in page
    assert not [name for name in PERSONS if name in page and name != "Olga Owner"]
    later = f"{timezone.localdate() + timedelta(days=40):%Y-%m}"
    wrong_ones = [
        ({"how": "less"}, "Please fill this in too."),
        ({"how": "less", "most": "900"}, "whole income"),
        ({"how": "later", "since": "2001-01"}, "from now on"),
        ({"how": "less", "most": "x"}, "amount"),
    ]
    for sent, wrong in wrong_ones:
        assert wrong in text(client.post(f"{MINE}{mine.public}/wish/", sent))
    for sent in ({"how": "less", "most": "50"}, {"how": "later", "since": later}, {"how": "all"}, {"how": "nothing"}):
        page = text(client.post(f"{MINE}{mine.public}/wish/", sent, follow=True))
        assert "Noted. It counts from the next payment on" in page
        assert payee(paid.plan, house.cast.owner).takes == (sent["how"] != "nothing")
    mine.refresh_from_db()
    assert not mine.takes


def test_a_member_changes_the_account(as_, house: House, paid: Run) -> None:
    mine = payee(paid.plan, house.cast.owner)
    client = as_("owner")
    for sent, wrong in (({"holder": "Olga", "iban": "DE00", "read": "on"}, "typing error"),
                        ({"holder": "木", "iban": IBANS[1], "read": "on"}, "holder")):  # fmt: skip
        page = text(client.post(f"{MINE}{mine.public}/account/", sent))
        assert wrong in page
        assert sent["iban"] in page
    sent = {"holder": "Olga Owner", "iban": IBANS[1], "read": "on"}
    assert "stored, sealed" in text(client.post(f"{MINE}{mine.public}/account/", sent, follow=True))
    assert IBANS[1] not in text(client.get(MINE))


def test_whoever_gets_nothing_is_told_kindly(as_) -> None:
    assert "There is no basic income for you at the moment." in text(as_("insider").get(MINE))


def test_the_statement_is_a_pdf_for_its_owner_alone(as_, house: House, paid: Run) -> None:
    mine = payee(paid.plan, house.cast.owner)
    address = f"{MINE}{mine.public}/{paid.on.year}.pdf"
    pdf = as_("owner").get(address).content
    assert pdf[:5] == b"%PDF-"
    assert b"pdfuaid" in pdf
    assert pdf == as_("owner").get(address).content
    assert as_("owner").get(address.replace("kanal", "hafen")).status_code == 404
    for other in ("treasurer", "signer", "host", "insider", "stranger"):
        assert as_(other).get(address).status_code == 404


def test_the_end_of_an_iban_is_seen_for_a_reason_that_its_owner_reads(as_, house: House, paid: Run) -> None:
    payment = paid.payments.get(payee__membership=house.cast.owner)
    client, address = as_("signer"), f"{DESK}payments/{payment.public}/look/"
    assert "It ends with" not in text(client.post(address, {"why": "x"}))
    assert "It ends with" not in text(client.post(address, {"why": "         "}))
    page = text(client.post(address, {"why": "Die Bank fragt nach"}))
    assert f"It ends with {payment.payee.iban[-4:]}." in page
    assert payment.payee.iban not in page
    assert Look.objects.get().by == house.signer
    assert "Sina Signer looked at the end of your IBAN" in text(as_("owner").get(MINE))


def test_everybody_sees_the_whole_and_no_person(client, house: House, paid: Run) -> None:
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    page = text(client.get("/spaces/kanal/income/"))
    assert "for each of 6 people, guaranteed until" in page
    assert not [name for name in (*PERSONS, "Theo Treasurer", "Sina Signer") if name in page]
    assert client.get("/spaces/hafen/income/").status_code == 404


def test_of_few_no_sum_is_shown(client, house: House) -> None:
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    assert "Nothing is promised at the moment." in text(client.get("/spaces/kanal/income/"))
    house.cast.owner.__class__.objects.filter(pk__in=[house.cast.owner.pk, house.cast.newcomer.pk]).update(
        left_at=timezone.now()
    )
    house.decided()
    page = text(client.get("/spaces/kanal/income/"))
    assert "for each of a few people" in page


def test_what_cannot_be_done_is_said(as_, house: House, paid: Run) -> None:
    client, one = as_("treasurer"), f"{DESK}plans/{paid.plan.public}/"
    assert "All months of this plan" in text(client.post(f"{one}act/", {"verb": "extend"}, follow=True))
    assert "Note first what the bank says" in text(client.post(f"{one}act/", {"verb": "end"}, follow=True))
    assert client.post(f"{one}act/", {"verb": "burn"}).status_code == 302
    assert "Nothing came back" in text(client.post(f"{one}act/", {"verb": "again", "on": f"{timezone.localdate()}"}))
    assert client.post(f"{one}act/", {"verb": "pay", "on": "never"}).status_code == 200
    sent = {"point": "gift", "sure": "on"}
    assert "All six points" in text(client.get(one))
    Confirmation.objects.all().delete()
    assert "Please name who advised you" in text(client.post(f"{one}gate/", sent))
    assert "in at most 70" not in text(client.get(f"{one}gate/"))
    assert "A promise" not in text(client.post(f"{DESK}planner/", {"amount": "0", "months": "1", "first": "2001-01"}))
    run = f"{DESK}runs/{paid.public}/"
    assert "stays" in text(client.post(f"{run}act/", {"verb": "withdraw"}, follow=True))
    assert client.post(f"{run}act/", {"verb": "settle", "line": "nothing"}).status_code == 302
    assert "owed again" in text(client.post(f"{run}act/", {"verb": "refused"}, follow=True))
    assert "Send again what came back" in text(client.get(one))
    for missing in ("plans", "runs", "payments"):
        tail = "look/" if missing == "payments" else ""
        assert client.get(f"{DESK}{missing}/nothing/{tail}").status_code == 404
    assert "150.00" in text(client.get(DESK))


def test_plans_can_be_dropped_and_papers_uploaded(as_, house: House) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415

    plan = house.plan(first=timezone.localdate(), at=timezone.now())
    client, one = as_("treasurer"), f"{DESK}plans/{plan.public}/"
    sent = {"point": "form", "body": "privileged", "sure": "on", "file": SimpleUploadedFile("rat.pdf", b"%PDF-1.7")}
    assert "Confirmed and dated." in text(client.post(f"{one}gate/", sent, follow=True))
    client.post(f"{one}act/", {"verb": "drop"})
    plan.refresh_from_db()
    assert plan.state == "dropped"


def test_a_line_of_the_bank_is_said_to_be_a_payment(as_, house: House, paid: Run) -> None:
    """Its words name nothing, and of what came back the bank kept charges: a human says which payment it is."""
    client, today = as_("treasurer"), timezone.localdate()
    desk = "/spaces/kanal/fund/desk/"
    sent = book.line(house.fund, -900_00, today)
    page = client.get(f"{desk}lines/{sent.public}/")
    assert page.context["form"].initial == {"why": "arrived", "income": paid.public}  # one run has this sum
    client.post(f"{desk}lines/{sent.public}/", page.context["form"].initial)
    assert set(paid.payments.values_list("state", flat=True)) == {Paid.ARRIVED}
    came = book.line(house.fund, 147_00, today)
    one = paid.payments.get(payee__membership=house.cast.owner)
    page = client.get(f"{desk}lines/{came.public}/")
    assert "Olga Owner" in text(page)
    assert page.context["form"].initial == {}
    assert "which payment it is" in text(client.post(f"{desk}lines/{came.public}/", {"why": "came-back"}))
    client.post(f"{desk}lines/{came.public}/", {"why": "came-back", "income": one.public})
    one.refresh_from_db()
    assert (one.state, book.held(house.fund)["reserve"]) == (Paid.RETURNED, 997_00)
    other = book.line(house.fund, 5_00, today)
    assert client.post(f"{desk}lines/{other.public}/", {"why": "came-back", "income": one.public}).status_code == 200


def test_whoever_opens_an_address_one_sends_to_is_led_to_its_page(as_, house: House, paid: Run) -> None:
    mine = payee(paid.plan, house.cast.owner)
    for path, page in {
        f"{MINE}{mine.public}/wish/": MINE,
        f"{MINE}{mine.public}/account/": MINE,
        f"{DESK}plans/{paid.plan.public}/act/": f"{DESK}plans/{paid.plan.public}/",
        "/spaces/kanal/fund/contribution/bid/": "/spaces/kanal/fund/contribution/",
        "/spaces/kanal/fund/desk/statements/take-in/": "/spaces/kanal/fund/desk/statements/",
    }.items():
        assert as_("owner").get(path).headers["Location"] == page
        assert as_("owner").put(path).status_code == 405


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize(("amount", "months", "said"), [
    ("1", "6", {"de": "wären 1,00 € im Monat für jedes von 6 Mitgliedern sicher",
                "en": "€1.00 a month would be certain for each of 6 members"}),
    ("9000", "1", {"de": "kein einziger Monat</strong> mit 9.000,00 € wäre für jedes von 6 Mitgliedern sicher",
                   "en": "not one month</strong> of €9,000.00 would be certain for each of 6 members"}),
    ("15000", "2", {"de": "Für einen Monat würde es passen", "en": "It would fit for one month."}),
    ("30000", "2", {"de": "Nicht einmal ein Monat würde passen", "en": "Not even one month would fit."}),
])  # fmt: skip
def test_the_planner_speaks_in_whole_sentences(as_, house: House, amount: str, months: str, said, language) -> None:
    client = as_("treasurer")
    client.cookies["django_language"] = language
    page = text(client.get(f"{DESK}planner/?amount={amount}&months={months}&first=2026-12",
                           HTTP_ACCEPT_LANGUAGE=language))  # fmt: skip
    assert said[language] in " ".join(page.replace("\xa0", " ").split())


def test_what_came_in_lately_is_the_same_whenever_a_plan_begins(house: House) -> None:
    """The planner asked for the three months before the plan, of which some had not been."""
    found = [queries.outlook(house.fund, 150_00, 6, first, 6, today=NOW.date()) for first in (FIRST, date(2027, 9, 1))]
    assert [one.expected for one in found] == [10_000_00 // 3] * 2
    assert queries.outlook(house.fund, 150_00, 6, FIRST, 6, today=NOW.date() + timedelta(days=91)).expected == 0
