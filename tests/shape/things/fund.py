"""A fund whose owner has contributed; a line that waits, a budget, a paper, an audit."""

from datetime import date, timedelta

from django.utils import timezone

from fuerwort.fund.actions import audits, budgets, contributions, documents, funds, statements
from fuerwort.fund.models import Payer
from fuerwort.fund.reference import shown
from tests.cast import Cast
from tests.fund import banks
from tests.fund.banks import Paid


def things(cast: Cast) -> dict[str, str]:
    at, by = timezone.now(), cast.treasurer
    fund = funds.open_fund(holder="Raum am Kanal e. V.", iban=banks.OWN, held=500_00, by=by, at=at - timedelta(days=9))
    contributions.say(fund=fund, cents=50_00, by=cast.owner, at=at)
    words = shown(Payer.objects.get(membership=cast.owner).reference)
    on = timezone.localdate(at) - timedelta(days=2)
    paid = [Paid(on, 50_00, "Olga", "", words), Paid(on, 7_00, "Unbekannt", "", "Hallo")]
    statement = statements.take_in(fund=fund, data=banks.camt(paid), file="auszug.xml", by=by, at=at)
    budget = budgets.allocate(space=cast.space, cents=100_00, purpose="Ein Rad", by=cast.host, at=at)
    paper = documents.keep(fund=fund, file="brief.pdf", data=b"%PDF-1.7", by=by, at=at)
    task = audits.Task(auditor="Paula Prüferin", first=date(2020, 1, 1), last=date(2099, 1, 1))
    audit = audits.ask(fund=fund, task=task, by=by, at=at, token="aud1t")
    audits.draw(audit=audit, seed="x", at=at)
    return {
        "statement": statement.public,
        "line": fund.lines.get(cents=7_00).public,
        "budget": budget.public,
        "paper": paper.public,
        "audit": audit.public,
        "audited": "aud1t",
        "year": str(on.year),
    }
