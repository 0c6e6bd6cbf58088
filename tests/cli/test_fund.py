"""fuerwort fund check: a whole ledger is one line, a changed row is found and fails."""

from typer.testing import CliRunner

from fuerwort.cli import app
from fuerwort.fund.actions import checking
from fuerwort.fund.actions.funds import open_fund
from fuerwort.people.models import Event
from tests.cast import NOW
from tests.fund.conftest import IBAN
from tests.fund.test_guards import unguarded

RUN = CliRunner()


def test_a_whole_ledger_a_changed_one_and_none(cast) -> None:
    assert "no funds" in RUN.invoke(app, ["fund", "check"]).output
    open_fund(holder="e. V.", iban=IBAN, held=5_00, by=cast.treasurer, at=NOW)
    assert "kanal: 1 transactions, all as they were written" in RUN.invoke(app, ["fund", "check"]).output
    assert RUN.invoke(app, ["fund", "check", "nowhere"]).exit_code
    unguarded("UPDATE fund_transaction SET text = 'x'", "fund_transaction")
    changed = RUN.invoke(app, ["fund", "check", "kanal"])
    assert (changed.exit_code, "not what was written" in changed.output) == (1, True)


def test_every_night_it_is_noted_once(cast) -> None:
    open_fund(holder="e. V.", iban=IBAN, held=5_00, by=cast.treasurer, at=NOW)
    unguarded("UPDATE fund_transaction SET text = 'x'", "fund_transaction")
    assert [checking.nightly(at=NOW) for _ in range(2)] == [1, 0]
    assert [event.facts for event in Event.objects.filter(verb="fund.checked")] == [{"differences": 1}]
