"""Pages of the fund, as treasurers, members and nobody else use them."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from fuerwort.fund.actions import contributions, statements
from fuerwort.fund.actions.checking import check
from fuerwort.fund.models import Audit, Contribution, Document, Fund, Kind, Line, Payer, Round, Statement, Why
from fuerwort.fund.reading import Said
from fuerwort.fund.reference import shown
from tests.cast import Cast
from tests.fund import banks, book
from tests.fund.banks import Paid

FUND = "/spaces/kanal/fund/"
DESK = FUND + "desk/"


@pytest.fixture
def treasurer(cast: Cast) -> Client:
    return entered(cast.treasurer)


@pytest.fixture
def owner(cast: Cast) -> Client:
    return entered(cast.owner)


def entered(member) -> Client:
    client = Client()
    client.force_login(member.person)
    return client


@pytest.fixture
def open_fund(treasurer: Client, cast: Cast) -> Fund:
    facts = {"holder": "Raum am Kanal e. V.", "iban": banks.OWN, "held": "1.000"}
    treasurer.post(DESK + "open/", facts)
    return Fund.objects.get()


def text(answer) -> str:
    return answer.content.decode()


def upload(client: Client, data: bytes, name: str = "auszug.xml"):
    return client.post(DESK + "statements/", {"file": SimpleUploadedFile(name, data)})


def confirmed(client: Client, shown_page, **more: object):
    """Press “take in” on the page that shows what would happen."""
    kept = {"kept": shown_page.context["kept"], "name": shown_page.context["name"], "take-in": "1"}
    if shown_page.context.get("columns"):
        columns = shown_page.context["columns"]
        kept["name-of-column"] = columns.columns
        kept |= {f"column-{at}": columns.fields[f"column-{at}"].initial for at in range(len(columns.columns))}
    return client.post(DESK + "statements/take-in/", kept | more)


def test_without_a_fund_members_read_what_one_needs(owner, treasurer, cast) -> None:
    assert "noch keine Kasse" in text(owner.get(FUND))
    assert owner.get(FUND + "contribution/").status_code == 404
    assert "Kasse eröffnen" in text(treasurer.get(FUND))
    assert treasurer.get(DESK).url == DESK + "open/"


def test_a_treasurer_opens_the_fund_and_mistakes_keep_what_was_typed(treasurer, cast) -> None:
    wrong = treasurer.post(DESK + "open/", {"holder": "Verein", "iban": "DE00", "held": "fünf"})
    assert "Betrag wie 25" in text(wrong)
    wrong = treasurer.post(DESK + "open/", {"holder": "Verein", "iban": "DE02120300000000202052", "held": "5"})
    assert "Tippfehler" in text(wrong)
    assert "DE02120300000000202052" in text(wrong)
    treasurer.post(DESK + "open/", {"holder": "Verein", "iban": banks.OWN, "held": "5,50"})
    assert book.held(Fund.objects.get()) == {"bank": 5_50, "reserve": 5_50}
    assert treasurer.get(DESK + "open/").url == DESK


def test_a_statement_is_looked_at_and_then_taken_in(treasurer, open_fund, cast) -> None:
    contributions.say(fund=open_fund, cents=50_00, by=cast.owner, at=timezone.now())
    words = shown(Payer.objects.get().reference)
    paid = [Paid(timezone.localdate(), 50_00, "Olga", "", words), Paid(timezone.localdate(), -20_00, "Stadtwerke")]
    looked = upload(treasurer, banks.camt(paid, opening=1_000_00))
    assert "2 Zeilen sind neu" in text(looked)
    assert "erkannt" in text(looked)
    assert not Statement.objects.exists()
    assert "2 Zeilen der Bank wurden aufgenommen" in text(
        confirmed(treasurer, looked, follow=True) and treasurer.get(DESK)
    )
    desk = text(treasurer.get(DESK))
    assert "auf den Cent" in desk
    assert "Eine Zeile der Bank wartet" in desk
    assert "Stadtwerke" in desk
    assert check(open_fund) == []


def test_a_csv_with_columns_nobody_knows_is_asked_about(treasurer, open_fund) -> None:
    day = f"{timezone.localdate():%d.%m.%Y}"
    asked = upload(treasurer, f"Wann;Wieviel;Wozu\n{day};5,00;Beitrag\n".encode(), "bank.csv")
    assert "nicht klar" in text(asked)
    meant = {"column-0": "on", "column-1": "amount", "column-2": "text"}
    kept = {"kept": asked.context["kept"], "name": "bank.csv", "name-of-column": ["Wann", "Wieviel", "Wozu"]}
    looked = treasurer.post(DESK + "statements/take-in/", kept | meant)
    assert "Eine Zeile ist neu" in text(looked)
    treasurer.post(DESK + "statements/take-in/", kept | meant | {"take-in": "1"})
    assert Said.of(Line.objects.get().words).text == "Beitrag"


@pytest.mark.parametrize(("data", "said"), [
    (b"%PDF-1.7", "camt.053 oder CSV"),
    (b"<!DOCTYPE d [<!ENTITY x 'y'>]><Document>&x;</Document>", "abgewiesen"),
    (banks.sparkasse([Paid(timezone.localdate(), 5_00)]).replace(b'"5,00"', b'"x"'), "kein Betrag"),
    (b"x" * (21 * 1024 * 1024), "20 MB"), (b"", "leer"),
])  # fmt: skip
def test_a_bad_file_says_why_and_nothing_is_taken_in(treasurer, open_fund, data: bytes, said: str) -> None:
    assert said in text(upload(treasurer, data))
    assert not Statement.objects.exists()


def test_what_is_kept_between_steps_cannot_be_forged(treasurer, open_fund) -> None:
    assert treasurer.post(DESK + "statements/take-in/", {"kept": "x", "name": "y", "take-in": "1"}).status_code == 404


def test_a_file_that_came_in_meanwhile_is_refused_on_the_same_page(treasurer, open_fund, cast) -> None:
    data = banks.camt([Paid(timezone.localdate(), 5_00)])
    looked = upload(treasurer, data)
    statements.take_in(fund=open_fund, data=data, file="x", by=cast.treasurer, at=timezone.now())
    assert "schon aufgenommen" in text(confirmed(treasurer, looked))


def test_a_statement_can_be_taken_out_while_nothing_counts(treasurer, open_fund) -> None:
    confirmed(treasurer, upload(treasurer, banks.camt([Paid(timezone.localdate(), 5_00)])))
    public = Statement.objects.get().public
    treasurer.post(f"{DESK}statements/{public}/withdraw/")
    assert not Line.objects.exists()


@pytest.fixture
def waiting(open_fund: Fund) -> Line:
    return book.line(open_fund, 100_00, timezone.localdate())


def test_a_donation_is_matched_with_a_purpose_and_a_paper(treasurer, waiting, open_fund) -> None:
    page = f"{DESK}lines/{waiting.public}/"
    paper = SimpleUploadedFile("brief.pdf", b"%PDF-1.7 danke")
    facts = {"why": Why.DONATION, "purpose": "Ein Beamer", "account": "reserve", "text": "Spende", "document": paper}
    treasurer.post(page, facts)
    assert book.held(open_fund)["purpose"] == 100_00
    one = open_fund.transactions.get(why=Why.DONATION)
    assert "brief.pdf" in text(treasurer.get(f"{DESK}ledger/{one.number}/"))
    answer = treasurer.get(f"{DESK}documents/{one.document.public}/")
    assert (answer.content, answer["Content-Type"]) == (b"%PDF-1.7 danke", "application/pdf")
    assert treasurer.get(page).status_code == 404


def test_a_match_that_is_refused_keeps_nothing(treasurer, waiting, open_fund) -> None:
    facts = {"why": Why.DONATION, "purpose": "Ein Beamer", "document": SimpleUploadedFile("x.exe", b"MZ")}
    assert "PDF" in text(treasurer.post(f"{DESK}lines/{waiting.public}/", facts))
    assert "wessen" in text(treasurer.post(f"{DESK}lines/{waiting.public}/", {"why": Why.CONTRIBUTION}))
    assert not open_fund.accounts.filter(kind=Kind.PURPOSE).exists()
    assert not Document.objects.exists()


def test_a_contribution_is_matched_by_hand_and_reversed(treasurer, waiting, open_fund, cast) -> None:
    treasurer.post(f"{DESK}lines/{waiting.public}/", {"why": Why.CONTRIBUTION, "member": cast.owner.pk})
    one = open_fund.transactions.get(why=Why.CONTRIBUTION)
    assert one.member == cast.owner
    assert "Olga Owner" in text(treasurer.get(DESK + "ledger/?words=Olga"))
    assert "Olga Owner" not in text(treasurer.get(DESK + "ledger/?words=1"))
    treasurer.post(f"{DESK}ledger/{one.number}/", {"reason": "Falsches Mitglied"})
    assert treasurer.get(f"{DESK}lines/{waiting.public}/").status_code == 200
    assert "schon storniert" in text(treasurer.post(f"{DESK}ledger/{one.number}/", {"reason": "Noch einmal"}))
    assert treasurer.get(DESK + "ledger/99/").status_code == 404


def test_a_cost_is_paid_from_an_account(treasurer, open_fund) -> None:
    line = book.line(open_fund, -20_00, timezone.localdate())
    page = text(treasurer.get(f"{DESK}lines/{line.public}/"))
    assert "Wessen Beitrag" not in page
    treasurer.post(f"{DESK}lines/{line.public}/", {"why": Why.COST, "account": "reserve", "text": "Strom"})
    assert book.held(open_fund)["reserve"] == 980_00


def test_money_is_set_aside_and_given_back(treasurer, open_fund, cast) -> None:
    from fuerwort.fund.actions.budgets import allocate  # noqa: PLC0415

    facts = {"source": "reserve", "target": "income", "amount": "300", "text": "Für den Start"}
    treasurer.post(DESK + "accounts/", facts)
    assert book.held(open_fund)["income"] == 300_00
    assert "700,00 €" in text(treasurer.post(DESK + "accounts/", facts | {"amount": "9999"}))
    budget = allocate(space=cast.space, cents=50_00, purpose="Ein Rad", by=cast.host, at=timezone.now())
    treasurer.post(f"{DESK}accounts/{budget.public}/give-back/")
    assert book.held(open_fund)["reserve"] == 700_00
    assert "nichts übrig" in text(treasurer.post(f"{DESK}accounts/{budget.public}/give-back/", follow=True))
    assert treasurer.post(f"{DESK}accounts/reserve/give-back/").status_code == 404


def test_a_member_says_an_amount_and_sees_how_to_pay_it(owner, open_fund, cast) -> None:
    owner.post(FUND + "contribution/", {"amount": "25,50"})
    page = text(owner.get(FUND + "contribution/"))
    assert "25,50 €" in page
    assert shown(Payer.objects.get().reference) in page
    assert "GiroCode" in page
    assert "0 und 100.000" in text(owner.post(FUND + "contribution/", {"amount": "999999"}))
    assert "Betrag wie" in text(owner.post(FUND + "contribution/", {"amount": "viel"}))


def test_a_member_prints_a_sheet_of_what_arrived(owner, open_fund, cast) -> None:
    contributions.say(fund=open_fund, cents=50_00, by=cast.owner, at=timezone.now())
    words = shown(Payer.objects.get().reference)
    data = banks.camt([Paid(timezone.localdate(), 50_00, "Olga", "", words)])
    statements.take_in(fund=open_fund, data=data, file="x", by=cast.treasurer, at=timezone.now())
    page = text(owner.get(f"{FUND}contribution/{timezone.localdate().year}/"))
    assert "50,00 €" in page
    assert owner.get(f"{FUND}contribution/1999/").status_code == 404


def test_a_round_is_bid_counted_and_covered(treasurer, open_fund, cast) -> None:
    treasurer.post(DESK + "contributions/", {"do": "round", "round-needed": "100", "round-about": "Miete"})
    members = [cast.owner, cast.insider, cast.host]
    assert "mindestens drei" in text(treasurer.post(DESK + "contributions/", {"do": "count"}, follow=True)).lower()
    for member, amount in zip(members, ("20", "30", "40"), strict=True):
        entered(member).post(FUND + "contribution/bid/", {"bid-amount": amount})
    assert "3 von 5" in text(treasurer.get(DESK + "contributions/"))
    treasurer.post(DESK + "contributions/", {"do": "count"})
    assert "90,00 €" in text(entered(cast.newcomer).get(FUND + "contribution/"))
    assert "Betrag wie" in text(entered(cast.owner).post(FUND + "contribution/bid/", {"bid-amount": "x"}, follow=True))
    entered(cast.owner).post(FUND + "contribution/bid/", {"bid-amount": "30"})
    assert "Gedeckt" in text(treasurer.post(DESK + "contributions/", {"do": "count"}, follow=True))
    assert Contribution.objects.filter(until__isnull=True).count() == 3
    assert "vorbei" in text(entered(cast.owner).post(FUND + "contribution/bid/", {"bid-amount": "30"}, follow=True))


def test_rounds_are_given_up_and_decisions_noted(treasurer, open_fund, cast) -> None:
    assert treasurer.post(DESK + "contributions/", {"do": "count"}).status_code == 404
    assert entered(cast.owner).post(FUND + "contribution/bid/", {"bid-amount": "1"}).status_code == 404
    assert "Betrag wie" in text(treasurer.post(DESK + "contributions/", {"do": "flat", "flat-amount": "x"}))
    treasurer.post(DESK + "contributions/", {"do": "flat", "flat-amount": "25"})
    assert Contribution.objects.count() == 5
    treasurer.post(DESK + "contributions/", {"do": "round", "round-needed": "100", "round-about": "Miete"})
    treasurer.post(DESK + "contributions/", {"do": "end"})
    assert Round.objects.get().ended_at


def test_a_period_is_closed_and_an_auditor_asked(treasurer, open_fund, cast) -> None:
    page = text(treasurer.post(DESK + "closing/", {"do": "close", "period-last": str(timezone.localdate())}))
    assert "vorbei" in page
    facts = {"do": "ask", "audit-auditor": "Paula", "audit-first": "2026-01-01", "audit-last": "2099-12-31",
             "audit-size": "5", "audit-days": "30"}  # fmt: skip
    page = treasurer.post(DESK + "closing/", facts)
    link = page.context["link"]
    path = link[link.index("/a/audits/") :]
    anybody = Client()
    assert "Kassenprüfung durch Paula" in text(anybody.get(path))
    assert "noch nicht nachgerechnet" in text(anybody.get(path))
    assert "wurde jede Buchung nachgerechnet" in text(anybody.post(path, {"do": "look"}, follow=True))
    anybody.post(path, {"do": "draw", "seed": "Regen"})
    assert "Regen" in text(treasurer.get(f"{DESK}audits/{Audit.objects.get().public}/"))
    assert "erst jede Buchung" in text(anybody.post(path, {"do": "sign", "in_order": "yes"}))
    assert "nicht in Ordnung ist" in text(anybody.post(f"{path}1/", {"fine": "no"}, follow=True))
    assert anybody.post(f"{path}1/", {"fine": "?"}).status_code == 404
    anybody.post(f"{path}1/", {"fine": "yes"})
    assert "Die Bücher sind in Ordnung" in text(anybody.post(path, {"do": "sign", "in_order": "yes"}, follow=True))
    treasurer.post(f"{DESK}audits/{Audit.objects.get().public}/withdraw/")
    assert anybody.get(path).status_code == 404


def test_files_of_the_whole_ledger(treasurer, open_fund) -> None:
    assert "hash" in text(treasurer.get(DESK + "ledger.csv"))
    assert "open Assets:Bank" in text(treasurer.get(DESK + "ledger.beancount"))
    assert treasurer.get(DESK + "ledger.csv")["Cache-Control"] == "no-store"


def test_a_statement_that_does_not_follow_the_last_says_so_before_it_is_taken_in(treasurer, open_fund) -> None:
    today = timezone.localdate()
    said = text(upload(treasurer, banks.camt([Paid(today, 5_00)], opening=1_200_00)))
    assert "beginnt mit 1.200,00" in said
    assert "führt zu 1.000,00" in said
    assert "fehlt" not in text(upload(treasurer, banks.camt([Paid(today, 5_00)], opening=1_000_00)))


def test_the_desk_says_when_a_statement_is_missing(treasurer, open_fund, cast) -> None:
    data = banks.camt([Paid(timezone.localdate() + timedelta(days=1), 5_00)], opening=2_000_00)
    statements.take_in(fund=open_fund, data=data, file="x", by=cast.treasurer, at=timezone.now())
    page = text(treasurer.get(DESK))
    assert "1.000,00 €" in page
    assert "fehlt ein Kontoauszug" in page


def test_the_account_is_described_anew(treasurer, open_fund) -> None:
    facts = {"holder": "Neuer Verein", "iban": "DE75512108001245126199"}
    assert "Tippfehler" in text(treasurer.post(DESK + "account/", facts | {"bic": "X"}))
    treasurer.post(DESK + "account/", facts)
    assert Fund.objects.get().holder == "Neuer Verein"
