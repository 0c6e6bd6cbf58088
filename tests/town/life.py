"""Who lives in the house, and whether all is as it must be. Runs where the database is; Django is set up by then."""

from collections import Counter
from datetime import timedelta
from typing import Any

from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from fuerwort.experiences.models import Experience
from fuerwort.fund.actions.checking import check
from fuerwort.fund.actions.funds import open_fund
from fuerwort.fund.models import Fund, Transaction, Why
from fuerwort.people import jobs, mail
from fuerwort.people.models import Handed
from fuerwort.referrals.actions import verifying
from fuerwort.referrals.models import Book, Entry, Request
from tests import cast as people
from tests.fund import banks, book
from tests.journeys.entry import session

MEMBERS, LINES = 40, 600


def settle() -> dict[str, Any]:
    """A space of forty who do web design, a fund, and six hundred lines of the bank that wait for their meaning."""
    for command in ("migrate", "createcachetable"):
        call_command(command, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    cast = people.make()
    members = [people.member(cast.space, f"M{n:03} Macher", about="Ich baue Websites.") for n in range(MEMBERS)]
    for one in members:
        one.fields.set([cast.web_design])
    fund = open_fund(holder="Raum am Kanal e. V.", iban=banks.OWN, by=cast.treasurer, at=timezone.now())
    lines = [book.line(fund, 100 + n, timezone.localdate(), cast.treasurer, timezone.now()) for n in range(LINES)]
    return {
        "host": session(cast.host), "treasurer": session(cast.treasurer),
        "members": [[session(one), one.public] for one in members], "lines": [line.public for line in lines],
    }  # fmt: skip


def rest() -> dict[str, Any]:
    """Do what is left to do, as a worker would that is started again; then what is there."""
    jobs.reap(at=timezone.now() + timedelta(hours=1))
    call_command("db_worker", batch=True, verbosity=0, startup_delay=False)
    sent = DBTaskResult.objects.filter(task_path=mail.send.module_path)
    begun = set(Handed.objects.values_list("key", flat=True))
    dead = sum(len(ids) > 1 for ids in sent.values_list("worker_ids", flat=True))
    return {
        "experiences": list(Experience.objects.values_list("text", flat=True)),
        "needs": list(Request.objects.values_list("text", flat=True)),
        "matched": list(Transaction.objects.filter(why=Why.DONATION).values_list("line__public", flat=True)),
        "mails": sorted(str(job) for job in sent.values_list("pk", flat=True)),
        "begun": sorted(begun), "by_the_dead": dead,
        "undone": list(sent.exclude(status="SUCCESSFUL").values_list("status", flat=True)),
        "amiss": amiss(),
    }  # fmt: skip


def amiss() -> list[str]:
    """Books, ledger, and that nothing was booked for a list that was not shown."""
    found = [problem for one in Book.objects.all() for problem in verifying.verify_book(one)]
    found += check(Fund.objects.get())
    rounds = Counter(Entry.objects.filter(verb="recommend").values_list("request", flat=True))
    return found + [f"request {number} was booked {times} times" for number, times in rounds.items() if times > 1]
