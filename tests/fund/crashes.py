"""A process that dies between any two statements of the database, and two that release at once.

Run in a process of its own; Django must be set up before this is imported.
"""

import os
import signal
import traceback
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connection, transaction

from fuerwort.fund.actions import arrivals, runs
from fuerwort.fund.actions.checking import check
from fuerwort.fund.actions.funds import open_fund
from fuerwort.fund.models import Fund, Line, Paid, Payee, Payment, Plan, Run, Transaction
from fuerwort.people.models import Membership
from tests import cast as people
from tests.cast import NOW
from tests.fund import book, paying

SCRIPT = "import django; django.setup(); from tests.fund.crashes import main; main()"
ON = paying.PAYDAY.date() + timedelta(days=1)


def settle() -> None:
    """A plan of two months that is ready to be paid."""
    cast = people.make()
    fund = open_fund(holder="Raum am Kanal e. V.", iban="DE02120300000000202051", by=cast.treasurer, at=NOW)
    paying.settle(cast, fund).ready(months=2)


def pay_a_month() -> None:
    """All steps of a run, each done only if it is not done yet: what a treasurer does again after a crash."""
    treasurer, signer = (
        Membership.objects.select_related("space").get(name=n) for n in ("Theo Treasurer", "Sina Signer")
    )
    at = paying.PAYDAY
    run = Run.objects.select_related("plan__fund__space").first()
    if run is None:
        plan = Plan.objects.select_related("fund__space").get()
        run = runs.propose_run(plan=plan, on=ON, by=treasurer, at=at)
    run = runs.release_run(run=run, seen=runs.preview(run) if not run.released_at else paying.ALL, by=signer, at=at)
    if run.payments.filter(state=Paid.SENT).exists():
        if run.file_at is None:
            runs.order_file(run=run, by=treasurer, at=at)
        with transaction.atomic():  # a statement is taken in whole
            line = Line.objects.filter(cents=-900_00).first() or book.line(run.plan.fund, -900_00, by=treasurer, on=ON)
        for match in arrivals.matches(run.plan.fund):
            arrivals.settle(match=match, by=treasurer, at=at)
        assert Transaction.objects.filter(line=line).count() == 1


def amiss() -> list[str]:
    """What is not as it must be once the month is paid."""
    fund = Fund.objects.get()
    found = check(fund)
    states = sorted(Payment.objects.values_list("state", flat=True))
    held = book.held(fund)
    found += [] if states == [Paid.ARRIVED] * 6 else [f"payments {states}"]
    found += [] if set(Payee.objects.values_list("used", flat=True)) == {1} else ["a month was counted twice, or never"]
    found += [] if (held["bank"], held["income"]) == (9_100_00, 900_00) else [f"held {held}"]
    return found + ([] if Run.objects.count() == 1 else ["two runs"])


def child(work: Callable[[], None], dies_at: int = 0) -> int:
    """Do something in a process of its own, which kills itself before its statement number ``dies_at``."""
    connection.close()
    pid = os.fork()
    if pid:
        return os.waitpid(pid, 0)[1]
    code = 1
    try:
        with connection.execute_wrapper(_killer(dies_at)):
            work()
        code = 0
    except Exception:
        traceback.print_exc()
        raise
    finally:
        os._exit(code)


def _killer(dies_at: int) -> Callable[..., Any]:
    count = 0

    def wrapper(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal count
        count += 1
        if count == dies_at:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, params, many, context)

    return wrapper


def killed_everywhere() -> int:
    """In each step die at its first statement, then at the second, and so on, until it is done; then in the next."""
    deaths, dies_at, done = 0, 1, progress()
    while os.WIFSIGNALED(status := child(pay_a_month, dies_at)):
        assert os.WTERMSIG(status) == signal.SIGKILL
        deaths += 1
        dies_at, done = (dies_at + 1, done) if progress() == done else (1, progress())
    if status:
        raise SystemExit(f"resuming after {deaths} deaths failed")
    return deaths


def progress() -> tuple[int, ...]:
    """Which steps are done."""
    steps = (Run.objects.count(), Run.objects.filter(released_at__isnull=False).count(),
             Run.objects.filter(file_at__isnull=False).count(), Line.objects.count(),
             Payment.objects.filter(state=Paid.ARRIVED).count())  # fmt: skip
    connection.close()
    return steps


def released_twice() -> None:
    """Two processes with their own connections release the same run at once."""
    treasurer = Membership.objects.select_related("space").get(name="Theo Treasurer")
    plan = Plan.objects.select_related("fund__space").get()
    run = runs.propose_run(plan=plan, on=ON, by=treasurer, at=paying.PAYDAY)
    signer = Membership.objects.select_related("space").get(name="Sina Signer")
    connection.close()
    pids = []
    for _one in range(2):
        pid = os.fork()
        if not pid:
            code = 1
            try:
                runs.release_run(run=run, seen=paying.ALL, by=signer, at=paying.PAYDAY)
                code = 0
            finally:
                os._exit(code)
        pids.append(pid)
    ends = [os.waitpid(pid, 0)[1] for pid in pids]
    assert ends == [0, 0], ends
    assert Payment.objects.count() == 6
    assert Transaction.objects.filter(why="income").count() == 1


def main() -> None:
    """In an empty database of its own: die everywhere and go on; then, from where that began, release twice at once."""
    call_command("migrate", verbosity=0)
    settle()
    copy = _kept()
    deaths = killed_everywhere()
    if wrong := amiss():
        raise SystemExit("\n".join(wrong))
    _begin_again(copy)
    released_twice()
    pay_a_month()
    if wrong := amiss():
        raise SystemExit("\n".join(wrong))
    print(f"{deaths} deaths, paid once")  # noqa: T201


def _kept() -> bytes:
    """On SQLite the whole file as it is now; all of it, not only what a log beside it holds."""
    if connection.vendor != "sqlite":
        return b""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return Path(str(connection.settings_dict["NAME"])).read_bytes()


def _begin_again(copy: bytes) -> None:
    connection.close()
    if connection.vendor != "sqlite":
        call_command("flush", interactive=False, verbosity=0)
        settle()
        return
    file = Path(str(connection.settings_dict["NAME"]))
    for end in ("-wal", "-shm"):
        file.with_name(file.name + end).unlink(missing_ok=True)
    file.write_bytes(copy)
