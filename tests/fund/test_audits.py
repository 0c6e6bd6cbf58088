"""An auditor draws a sample with a seed of theirs, says something about each transaction, and signs."""

import hashlib
from datetime import date, timedelta

import pytest

from fuerwort.fund.actions import audits
from fuerwort.fund.actions.audits import AuditRefused, Task
from fuerwort.fund.models import Audit, Fund
from fuerwort.fund.queries import audits as queries
from tests.cast import NOW, Cast
from tests.fund import book
from tests.fund.test_guards import unguarded

YEAR = (date(2026, 1, 1), date(2026, 12, 31))


def asked(fund: Fund, cast: Cast, **more: object) -> audits.Audit:
    task = Task(**{"auditor": "Paula Prüferin", "first": YEAR[0], "last": YEAR[1], "size": 5} | more)
    return audits.ask(fund=fund, task=task, by=cast.treasurer, at=NOW, token=f"t{more}")


@pytest.fixture
def audit(fund, cast):
    for cents in range(1, 13):
        book.receive(fund, cents * 100)
    return asked(fund, cast)


def test_the_sample_follows_from_the_seed_and_can_be_drawn_by_hand(audit) -> None:
    drawn = audits.draw(audit=audit, seed="Regen am Kanal", at=NOW)
    order = sorted(range(1, 14), key=lambda n: hashlib.sha256(f"Regen am Kanal:{n}".encode()).hexdigest())
    assert [one.transaction.number for one in drawn] == sorted(order[:5])
    assert [one.place for one in drawn] == [1, 2, 3, 4, 5]
    with pytest.raises(AuditRefused, match="schon gezogen"):
        audits.draw(audit=audit, seed="Sonne", at=NOW)


def test_everything_is_looked_at_and_then_signed_once(audit) -> None:
    with pytest.raises(AuditRefused):
        audits.sign(audit=audit, in_order=True, remarks="", at=NOW)
    audits.draw(audit=audit, seed="x", at=NOW)
    for place in range(1, 6):
        audits.say(audit=audit, place=place, fine=place != 2, remark="Beleg fehlt" if place == 2 else "", at=NOW)
    with pytest.raises(AuditRefused, match="nicht in Ordnung"):
        audits.sign(audit=audit, in_order=False, remarks="", at=NOW)
    signed = audits.sign(audit=audit, in_order=True, remarks="Entlastung empfohlen", at=NOW)
    newest = audit.fund.transactions.order_by("-number").first()
    assert (signed.number, signed.hash) == (newest.number, newest.hash)
    for again in (lambda: audits.sign(audit=audit, in_order=True, remarks="", at=NOW),
                  lambda: audits.say(audit=audit, place=1, fine=True, remark="", at=NOW)):  # fmt: skip
        with pytest.raises(AuditRefused, match="unterschrieben"):
            again()


def test_a_ledger_that_was_changed_is_not_signed_as_in_order(audit) -> None:
    audits.draw(audit=audit, seed="x", at=NOW)
    assert queries.looked(audit.fund).differences == 0
    for place in range(1, 6):
        audits.say(audit=audit, place=place, fine=True, remark="", at=NOW)
    unguarded("UPDATE fund_transaction SET text = 'Spende' WHERE number = 3", "fund_transaction")
    with pytest.raises(AuditRefused, match="nicht so, wie es geschrieben wurde"):
        audits.sign(audit=audit, in_order=True, remarks="", at=NOW)
    assert audits.sign(audit=audit, in_order=False, remarks="Buchung 3 wurde geändert", at=NOW).signed_at
    assert queries.looked(audit.fund).differences == 1


def test_an_empty_ledger_can_be_signed_too(fund, cast) -> None:
    other = Fund.objects.create(space=cast.elsewhere, holder="x", iban="x", opened_at=NOW, opened_by=cast.stranger)
    task = Task(auditor="P", first=YEAR[0], last=YEAR[1])
    audit = audits.ask(fund=other, task=task, by=cast.stranger, at=NOW, token="e")
    audits.draw(audit=audit, seed="x", at=NOW)
    audits.sign(audit=audit, in_order=True, remarks="", at=NOW)
    assert Audit.objects.get(pk=audit.pk).number == 0


def test_what_is_not_in_order_is_said(audit) -> None:
    audits.draw(audit=audit, seed="x", at=NOW)
    for place, reason in ((1, "nicht in Ordnung"), (9, "nicht in der Stichprobe")):
        with pytest.raises(AuditRefused, match=reason):
            audits.say(audit=audit, place=place, fine=False, remark=" ", at=NOW)


def test_the_link_runs_out_and_can_be_withdrawn(fund, cast, audit) -> None:
    with pytest.raises(AuditRefused, match="abgelaufen"):
        audits.draw(audit=audit, seed="x", at=NOW + timedelta(days=30))
    other = asked(fund, cast, size=3)
    audits.withdraw(audit=other, by=cast.treasurer, at=NOW)
    with pytest.raises(AuditRefused, match="abgelaufen"):
        audits.draw(audit=other, seed="x", at=NOW)


@pytest.mark.parametrize("more", [
    {"auditor": " "}, {"size": 0}, {"size": 501}, {"days": 0}, {"days": 91}, {"first": date(2027, 1, 1)},
])  # fmt: skip
def test_a_task_is_whole(fund, cast, more: dict[str, object]) -> None:
    with pytest.raises(AuditRefused):
        asked(fund, cast, **more)


@pytest.mark.parametrize("seed", ["", "x" * 65])
def test_a_seed_is_typed(audit, seed: str) -> None:
    with pytest.raises(AuditRefused):
        audits.draw(audit=audit, seed=seed, at=NOW)
