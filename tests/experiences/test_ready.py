"""Ties are read once, patched by what changed, and never outlive it."""

from collections import OrderedDict
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from fuerwort.engine.shapes import TieRule
from fuerwort.experiences import actions, ready, snapshot
from fuerwort.experiences.actions import changes
from fuerwort.experiences.models import Experience
from tests import cast as people
from tests.cast import NOW
from tests.experiences.conftest import SITE

TODAY, RULE = NOW.date(), TieRule()


@pytest.fixture
def space(transactional_db, monkeypatch):
    """Inside a transaction nothing is kept, so these tests run outside one."""
    monkeypatch.setattr(ready, "_ready", OrderedDict())
    monkeypatch.setattr(ready, "_ties", {})
    return people.make()


def ties(space) -> ready.Ties:
    return ready.ties(space, TODAY, RULE)


def share(one, other) -> Experience:
    found = actions.record(SITE, [other], by=one, at=NOW)
    actions.confirm(found, by=other, at=NOW)
    return found


def same_as_fresh(space) -> bool:
    kept, fresh = ties(space), ready.Ties(snapshot.pairs(space), TODAY, RULE)
    members = list(space.memberships.values_list("pk", flat=True))
    links = [(kept.links(m), fresh.links(m)) for m in members]
    words = [(kept.word(a, b), fresh.word(a, b)) for a in members for b in members]
    return all(one == other for one, other in [*links, *words])


def queries(space) -> int:
    with CaptureQueriesContext(
        connection,
    ) as found:
        ties(space)
    return len(found)


def test_nothing_changed_is_one_query_something_a_few(space) -> None:
    share(space.owner, space.insider)
    assert queries(space.space) == 3
    assert queries(space.space) == 1
    share(space.owner, space.host)
    assert queries(space.space) == 4
    assert queries(space.space) == 1


def test_every_kind_of_change_is_seen(space) -> None:
    first, second = share(space.owner, space.insider), share(space.insider, space.newcomer)
    assert same_as_fresh(space.space)
    third = actions.record(SITE, [space.treasurer, space.newcomer], by=space.owner, at=NOW)
    for change in (
        lambda: actions.confirm(third, by=space.treasurer, at=NOW),
        lambda: actions.confirm(third, by=space.newcomer, at=NOW),
        lambda: actions.take_back(first, by=space.insider, at=NOW),
        lambda: actions.withdraw(third, by=space.owner, at=NOW),
        lambda: actions.reopen(second, by=space.newcomer, at=NOW),
        lambda: actions.confirm(second, by=space.newcomer, at=NOW),
        lambda: actions.deny(second, by=space.newcomer, at=NOW),
        lambda: actions.settle(second.disputes.get(), "removed", by=space.host, at=NOW),
    ):
        before = ties(space.space)
        change()
        assert ties(space.space) is not before
        assert same_as_fresh(space.space)


def test_tomorrow_ties_have_faded(space) -> None:
    share(space.owner, space.insider)
    today, tomorrow = (ready.ties(space.space, TODAY + timedelta(days=d), RULE) for d in (0, 1))
    assert today.links(space.owner.pk)[0].weight > tomorrow.links(space.owner.pk)[0].weight


def test_whoever_slept_too_long_or_missed_too_much_reads_everything(space, monkeypatch) -> None:
    share(space.owner, space.insider)
    ties(space.space)
    monkeypatch.setattr(ready, "MOST", 1)
    for other in (space.host, space.treasurer):
        share(space.owner, other)
    assert same_as_fresh(space.space)
    monkeypatch.setattr(changes, "KEPT", 0)
    monkeypatch.setattr(ready, "KEPT", 0)
    share(space.owner, space.newcomer)
    assert same_as_fresh(space.space)
    with transaction.atomic():
        changes.note(space.space)
    assert queries(space.space) == 4


def test_what_a_transaction_saw_is_not_kept(space) -> None:
    with transaction.atomic():
        share(space.owner, space.insider)
        assert len(ties(space.space).links(space.owner.pk)) == 1
        transaction.set_rollback(True)
    assert ties(space.space).links(space.owner.pk) == []


def test_a_few_spaces_are_kept_at_once(space, monkeypatch) -> None:
    monkeypatch.setattr(ready, "SPACES", 1)
    for one in (space.space, space.elsewhere):
        ties(one)
    assert queries(space.elsewhere) == 1 and queries(space.space) == 3


def test_links_say_how_often_by_kind_and_when_last(space) -> None:
    share(space.owner, space.insider)
    found = actions.record(
        actions.Occasion("care", 1.0, TODAY - timedelta(days=30)), [space.insider], by=space.owner, at=NOW
    )
    actions.confirm(found, by=space.insider, at=NOW)
    [link] = ties(space.space).links(space.owner.pk)
    assert (link.member, link.times, link.last) == (space.insider.pk, (1, 0, 1), SITE.on)
    assert np.isclose(link.weight, snapshot.pairs(space.space).network(TODAY, RULE)[1].tie(0, 1))


def test_another_rule_weighs_the_same_pairs_anew(space) -> None:
    share(space.owner, space.insider)
    usual = ties(space.space)
    assert ties(space.space) is usual
    quick = ready.ties(space.space, TODAY, replace(RULE, half_tie=1.0))
    assert quick.pairs is usual.pairs, "what was shared is read once, whatever it weighs"
    assert quick.links(space.owner.pk)[0].weight > usual.links(space.owner.pk)[0].weight
    nothing = ready.ties(space.space, TODAY, replace(RULE, cooperation=0.0))
    assert [nothing.word(space.owner.pk, m.pk) for m in (space.insider, space.host)] == ["new", "new"]
