"""A bank statement of 5,000 lines, taken in and matched; the whole ledger checked and exported; an income run; pages.

    python -m benchmarks.fund [--lines 5000] [--members 200]

SQLite in a temporary folder; DATABASE_URL names another database. Budgets, in seconds of one core: taking it in
10, a run 2, a page 0.1. Beside them what a plain way costs: beancount reading the same ledger, one query for each line.
"""

import argparse
import logging
import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
TAKING, RUNNING, OPENING = 10.0, 2.0, 0.1
MONTHS = 24


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=5000)
    parser.add_argument("--members", type=int, default=200)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fuerwort.project.settings")
        os.environ.setdefault("FUERWORT_VAR", folder)
        import django  # noqa: PLC0415

        django.setup()
        logging.disable()
        measure(asked.lines, asked.members)


OVER: list[str] = []


def timed(what: str, do: Callable[[], object], budget: float = 0) -> object:
    """Other work on the machine does not count: seconds of one core are held against the budget."""
    start, work = time.perf_counter(), time.process_time()
    result = do()
    took = time.process_time() - work
    print(f"{what:<46} {time.perf_counter() - start:8.2f} s {took:8.3f} s of one core", flush=True)
    if budget and took > budget:
        OVER.append(what)
    return result


def settle(members: int):
    """A fund with so many contributors."""
    from django.core.management import call_command  # noqa: PLC0415
    from tests import cast as people  # noqa: PLC0415
    from tests.cast import NOW  # noqa: PLC0415
    from tests.fund import banks  # noqa: PLC0415

    from fuerwort.fund.actions import contributions, funds  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    cast = people.make()
    for number in range(members):
        people.member(cast.space, f"Mitglied{number} Nachname")
    fund = funds.open_fund(holder="e. V.", iban=banks.OWN, held=1_000_00, by=cast.treasurer, at=NOW)
    contributions.decide_flat(fund=fund, cents=25_00, by=cast.treasurer, at=NOW)
    return fund, cast.treasurer


def measure(lines: int, members: int) -> None:
    fund, by = settle(members)
    from beancount import loader  # noqa: PLC0415
    from tests.cast import NOW  # noqa: PLC0415
    from tests.fund import banks  # noqa: PLC0415

    from fuerwort.fund.actions import statements  # noqa: PLC0415
    from fuerwort.fund.actions.checking import check  # noqa: PLC0415
    from fuerwort.fund.exports import as_beancount, as_csv  # noqa: PLC0415
    from fuerwort.fund.reading import read  # noqa: PLC0415
    from fuerwort.fund.reference import shown  # noqa: PLC0415

    words = [shown(reference) for reference in fund.payers.values_list("reference", flat=True)]
    paid = [
        banks.Paid(
            NOW.date() + timedelta(days=n // 20), 25_00 + n % 7, f"Mitglied {n}", "DE75512108001245126199",
            f"{words[n % len(words)]} Beitrag {n}" if n % 10 else f"Ohne Kennung {n}",
        )
        for n in range(lines)
    ]  # fmt: skip
    data, table = banks.camt(paid, opening=1_000_00), banks.dkb(paid)
    print(f"{lines} lines, {members} members, camt.053 of {len(data) / 1e6:.1f} MB\n")
    timed("read camt.053", lambda: read(data))
    timed("say what would happen", lambda: statements.would_take_in(fund=fund, data=data))
    timed("take it in, nine of ten matched", lambda: take(fund, data, by), TAKING)
    timed("plain: one query for each line", lambda: [fund.lines.get(number=one.place) for one in read(data).movements])
    would = timed("the same as CSV: nothing new", lambda: statements.would_take_in(fund=fund, data=table))
    assert len(would.new) == 0, len(would.new)
    wrong = timed("check the whole ledger", lambda: check(fund))
    timed("export CSV", lambda: as_csv(fund))
    file = timed("export beancount", lambda: as_beancount(fund))
    timed("plain: beancount reads it", lambda: loader.load_string(file))
    print(f"\n{fund.transactions.count()} transactions, differences found: {len(wrong)}\n")
    run(fund, by)
    pages(fund, by)
    if wrong or OVER:
        raise SystemExit(f"over budget: {', '.join(OVER)}")


def run(fund, by) -> None:
    """A plan for everybody and for two years: its first month, its file, all the months between, its last month."""
    from tests import cast as people  # noqa: PLC0415
    from tests.cast import NOW  # noqa: PLC0415
    from tests.fund import paying  # noqa: PLC0415

    from fuerwort.fund.actions import runs, wishes  # noqa: PLC0415
    from fuerwort.people.models import RoleName  # noqa: PLC0415

    house = paying.House(None, fund, by, people.member(fund.space, "Sina Signer", RoleName.SIGNER))
    plan = timed("plan an income for all", lambda: house.confirmed(house.decided(amount=20_00, months=MONTHS)))
    for number, payee in enumerate(paying.payees(plan)):
        holder, iban = payee.membership.name, paying.IBANS[number % len(paying.IBANS)]
        wishes.accept(payee=payee, holder=holder, iban=iban, by=payee.membership.person, at=NOW)
    done = timed("propose and release a month", lambda: house.released(plan), RUNNING)
    timed("the file for the bank", lambda: runs.order_file(run=done, by=by, at=paying.PAYDAY))
    print(f"\n{done.payments.count()} payments, {plan.guaranteed} months promised\n")
    timed(f"pay {MONTHS - 2} months more, with what the bank says of them", lambda: history(house, plan, done))
    at = paying.PAYDAY + timedelta(days=31 * (MONTHS - 1))
    timed(f"propose and release month {MONTHS}, all before it paid", lambda: house.released(plan, at), RUNNING)


def history(house, plan, first) -> None:
    """Month after month is released and shown by the bank; legal points are confirmed anew when they ran out."""
    from tests.fund import paying  # noqa: PLC0415

    from fuerwort.fund.actions import gate  # noqa: PLC0415

    house.arrived(first)
    for number in range(1, MONTHS - 1):
        at = paying.PAYDAY + timedelta(days=31 * number)
        if gate.missing(plan, at):
            house.confirmed(plan, at)
        house.arrived(house.released(plan, at))
    house.confirmed(plan, paying.PAYDAY + timedelta(days=31 * (MONTHS - 1)))


def pages(fund, by) -> None:
    from datetime import date  # noqa: PLC0415

    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from fuerwort.fund.actions import audits  # noqa: PLC0415

    call_command("collectstatic", interactive=False, verbosity=0)
    task = audits.Task(auditor="Paula", first=date(2026, 1, 1), last=date(2099, 1, 1))
    audit = audits.ask(fund=fund, task=task, by=by, at=timezone.now(), token="t")
    timed("draw the sample of an audit", lambda: audits.draw(audit=audit, seed="Regen", at=timezone.now()))
    treasurer, home = Client(SERVER_NAME="localhost"), f"/spaces/{fund.space.slug}/fund/"
    treasurer.force_login(by.person)
    for name, client, address in (
        ("the fund as everybody sees it", treasurer, home), ("the desk", treasurer, home + "desk/"),
        ("the ledger", treasurer, home + "desk/ledger/"), ("the last page of the ledger", treasurer,
        home + "desk/ledger/?page=999"), ("contributions", treasurer, home + "desk/contributions/"),
        ("closing", treasurer, home + "desk/closing/"),
        ("the auditor", Client(SERVER_NAME="localhost"), "/a/audits/t/"),
    ):  # fmt: skip
        client.get(address)  # templates are read once
        with CaptureQueriesContext(connection) as asked:
            answer = timed(name, lambda c=client, a=address: c.get(a), OPENING)
        assert answer.status_code == 200, (name, answer.status_code)
        print(f"{'':<40} {len(asked)} queries")


def take(fund, data: bytes, by) -> object:
    from tests.cast import NOW  # noqa: PLC0415

    from fuerwort.fund.actions import statements  # noqa: PLC0415

    return statements.take_in(fund=fund, data=data, file="gross.xml", by=by, at=NOW)


if __name__ == "__main__":
    main()
