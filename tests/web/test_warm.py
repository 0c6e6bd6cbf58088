"""What the first visitor of a process would wait for is there before: pages, what the engine compiled, and ties."""

from collections import OrderedDict

import pytest
from django.db import OperationalError
from django.utils import timezone

from fuerwort.engine.shapes import TieRule
from fuerwort.experiences import ready
from fuerwort.experiences.snapshot import Pairs
from fuerwort.project import warm
from fuerwort.referrals import snapshot
from tests import cast as people
from tests.referrals.conftest import shared


@pytest.fixture
def cold(monkeypatch) -> None:
    monkeypatch.setattr(ready, "_ready", OrderedDict())
    monkeypatch.setattr(snapshot, "_kept", {})


def test_the_first_list_reads_no_experience(transactional_db, cold, monkeypatch, django_assert_num_queries) -> None:
    cast = people.make()
    shared(cast.owner, cast.host)
    warm.warm()
    monkeypatch.setattr(Pairs, "network", None)
    members = snapshot.members_of(cast.space)
    with django_assert_num_queries(1):
        snapshot.ties_of(cast.space, timezone.localdate(), TieRule(), members)


def test_without_tables_it_starts_all_the_same(monkeypatch) -> None:
    def no_tables() -> None:
        raise OperationalError("no such table: people_space")

    monkeypatch.setattr(warm, "ties", no_tables)
    monkeypatch.setattr(warm.connections, "close_all", lambda: None)
    warm.warm()
