"""The fund of Raum am Kanal: contributions, a donation, costs, an income, lines that wait; all by the real actions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from fuerwort.fund import demo_income
from fuerwort.fund.actions import audits, budgets, contributions, funds, periods, plans, rounds, statements
from fuerwort.fund.actions.ledger import account_of, set_aside
from fuerwort.fund.actions.matching import Meaning, match, name_purpose
from fuerwort.fund.actions.plans import Terms
from fuerwort.fund.models import Fund, Kind, Line, Why
from fuerwort.fund.queries.desk import waiting
from fuerwort.fund.reading import Said
from fuerwort.fund.reference import shown
from fuerwort.people.models import Membership, Space

TREASURER = "aylin"
IBAN = "DE02120300000000202051"
HOLDER = "Raum am Kanal e. V."
AUDITOR, AUDIT = "Rosa Ludwig", "demo-audit"
"""Who audits, and what opens the books to her; no secret, for everything here is invented."""
MONTHS = 4
HELD = 2_400_00
NEEDED = 450_00
BIDS = (60, 45, 30, 25, 50, 20, 40, 35, 15, 55, 25, 30, 20, 10)
"""Euros a month; the last one forgets to pay in the last month."""
BEAMER, BEAMER_TITLE = 640_00, "Beamer für den Kreativabend"
ELECTRICITY, BEAMER_PAID = 118_40, 589_00


@dataclass(frozen=True)
class Row:
    """One line of the bank."""

    on: date
    cents: int
    name: str
    words: str


@transaction.atomic
def open_demo(space: Space, *, at: datetime) -> None:
    """Open the fund and let it live for some months; once."""
    if Fund.objects.filter(space=space).exists():
        return
    members = {member.outside_id: member for member in space.memberships.active().order_by("pk")}
    by, signer = members.get(TREASURER), members.get(demo_income.SIGNER)
    if by is None or signer is None:
        return
    firsts = _firsts(at)
    fund = funds.open_fund(holder=HOLDER, iban=IBAN, held=HELD, by=by, at=firsts[0] - timedelta(days=20))
    givers = _bid(fund, [one for one in members.values() if one.outside_id != TREASURER], by, firsts[0])
    held, sent = HELD, []
    for number, first in enumerate(firsts):
        if number == MONTHS - 2:
            sent.append(demo_income.begin(fund, by, signer, first))
        rows = _month(fund, givers, first, number, at)
        rows += [Row(*said) for said in demo_income.said(sent[-1])] if sent else []
        rows.sort(key=lambda row: row.on)
        held += sum(row.cents for row in rows)
        day = min(first + timedelta(days=27), at)
        statements.take_in(fund=fund, data=_file(rows, held), file=f"umsaetze-{first:%Y-%m}.csv", by=by, at=day)
        _match(fund, by, day, last=number == MONTHS - 1)
        if number == MONTHS - 2:
            sent.append(demo_income.again(sent[0], by, signer, day))
    _decide(fund, by, at)
    demo_income.wait(sent[0].plan, by, at)
    _plan(fund, by, at)
    _audit(fund, by, firsts[1], at)
    _audit_next(fund, by, firsts[1:3], at)


def _firsts(at: datetime) -> list[datetime]:
    """The first days of the last months, at noon."""
    found = [timezone.localtime(at).replace(day=1, hour=12, minute=0, second=0, microsecond=0)]
    while len(found) < MONTHS:
        found.insert(0, (found[0] - timedelta(days=1)).replace(day=1))
    return found


def _bid(fund: Fund, members: Sequence[Membership], by: Membership, first: datetime) -> list[Membership]:
    """Two turns: in the second, those who can give more."""
    at, givers = first - timedelta(days=12), list(members)[: len(BIDS)]
    opened = rounds.open_round(fund=fund, needed=NEEDED, about="Miete der Werkstatt und ein Polster", by=by, at=at)
    for member, euros in zip(givers, BIDS, strict=False):
        rounds.bid(round=opened, cents=euros * 90, by=member, at=at)
    rounds.end_turn(round=opened, by=by, at=at)
    for member, euros in zip(givers, BIDS, strict=False):
        rounds.bid(round=opened, cents=euros * 100, by=member, at=at)
    rounds.end_turn(round=opened, by=by, at=at)
    contributions.say(fund=fund, cents=20_00, by=by, at=at)
    return givers


def _month(fund: Fund, givers: Sequence[Membership], first: datetime, number: int, at: datetime) -> list[Row]:
    day = first.date()
    references = dict(fund.payers.values_list("membership", "reference"))
    rows = [
        Row(day + timedelta(days=n % 4), euros * 100, giver.name, f"{shown(references[giver.pk])} Solidarbeitrag")
        for n, (giver, euros) in enumerate(zip(givers, BIDS, strict=False))
    ]
    rows.append(Row(day + timedelta(days=4), -ELECTRICITY, "Stadtwerke am Kanal", f"Strom {day:%m/%Y}"))
    if number == 0:
        rows.append(Row(day + timedelta(days=9), BEAMER, "Stiftung Ufer", "Zuwendung Beamer Kreativabend"))
    if number == 1:
        rows.append(Row(day + timedelta(days=6), -BEAMER_PAID, "Licht und Ton GmbH", "Rechnung 2044 Beamer"))
    if number == MONTHS - 1:
        rows.pop(len(givers) - 1)  # somebody forgot the reference this month
        rows.append(Row(day + timedelta(days=2), BIDS[-1] * 100, givers[-1].name, "Beitrag Werkstatt, danke euch"))
        rows.append(Row(day + timedelta(days=3), 150_00, "Petra Fromm", "Spende für das Grundeinkommen"))
    return sorted((row for row in rows if row.on <= timezone.localdate(at)), key=lambda row: row.on)


def _file(rows: Sequence[Row], held: int) -> bytes:
    """A CSV as many German banks write it, with the balance after each row."""
    lines = ["Buchungstag;Name Zahlungsbeteiligter;Verwendungszweck;Betrag;Waehrung;Saldo nach Buchung"]
    saldo = held - sum(row.cents for row in rows)
    for row in rows:
        saldo += row.cents
        lines.append(f"{row.on:%d.%m.%Y};{row.name};{row.words};{_german(row.cents)};EUR;{_german(saldo)}")
    return "\r\n".join(lines).encode()


def _german(cents: int) -> str:
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100},{abs(cents) % 100:02d}"


def _match(fund: Fund, by: Membership, at: datetime, *, last: bool) -> None:
    """Say what waits; of the last month everything still waits."""
    for line in [] if last else list(waiting(fund)):
        words = Said.of(line.words).text
        if line.cents > 0:
            account = name_purpose(fund=fund, title=BEAMER_TITLE, for_income=False, by=by, at=at)
            meaning = Meaning(why=Why.DONATION, parts={account: line.cents}, text="Spende einer Stiftung")
        else:
            meaning = _cost(fund, line, words)
        match(line=line, meaning=meaning, by=by, at=at)


def _cost(fund: Fund, line: Line, words: str) -> Meaning:
    purpose = fund.accounts.filter(kind=Kind.PURPOSE).first() if "Beamer" in words else None
    return Meaning(why=Why.COST, parts={purpose or account_of(fund, Kind.RESERVE): -line.cents}, text=words)


def _decide(fund: Fund, by: Membership, at: datetime) -> None:
    """What evenings decided: a budget, and money for a rainy day."""
    reserve, given = (account_of(fund, kind) for kind in (Kind.RESERVE, Kind.CONTRIBUTIONS))
    budgets.allocate(space=fund.space, cents=180_00, purpose="Farbe und Holz für die Werkstatt", by=by, at=at)
    set_aside(source=given, target=reserve, cents=300_00, text="Beiträge in die Rücklage", by=by, at=at)


def _plan(fund: Fund, by: Membership, at: datetime) -> None:
    """What comes next, from half a year on. Only proposed: nobody has decided it."""
    first = (timezone.localdate(at).replace(day=1) + timedelta(days=190)).replace(day=1)
    words = "Idee vom letzten Kreativabend: danach etwas mehr, wieder für alle."
    plans.propose(fund=fund, terms=Terms(amount=10_00, first=first, months=12, words=words), by=by, at=at)


def _audit(fund: Fund, by: Membership, until: datetime, at: datetime) -> None:
    """The first month is closed, audited and signed."""
    last = until.date() - timedelta(days=1)
    periods.close(fund=fund, last=last, by=by, at=at)
    task = audits.Task(auditor=AUDITOR, first=last.replace(day=1), last=last, size=4)
    audit = audits.ask(fund=fund, task=task, by=by, at=at, token=f"demo-{fund.public}")
    for one in audits.draw(audit=audit, seed="Regen am Kanal", at=at):
        audits.say(audit=audit, place=one.place, fine=True, remark="", at=at)
    audits.sign(audit=audit, in_order=True, remarks="Alles da, alles belegt. Danke, Aylin.", at=at)


def _audit_next(fund: Fund, by: Membership, months: Sequence[datetime], at: datetime) -> None:
    """The second month waits for her: whoever opens the link draws a sample and signs."""
    first, after = (month.date() for month in months)
    task = audits.Task(auditor=AUDITOR, first=first, last=after - timedelta(days=1), size=4)
    audits.ask(fund=fund, task=task, by=by, at=at, token=AUDIT)
