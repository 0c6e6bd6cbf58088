"""A house emptied in the middle of a test, though what is written stays: only a test may step past the guards."""

import io
from collections import Counter

from django.db import connection
from django.utils import timezone

from fuerwort.fund import guards as fund
from fuerwort.people.archive import belongs
from fuerwort.people.archive.restore import restore
from fuerwort.people.archive.rows import line_of
from fuerwort.people.archive.write import archive
from fuerwort.people.models import Space
from fuerwort.pilot import guards as pilot


def everything() -> Counter[str]:
    """Every row of the house, as a line."""
    return Counter(line_of(row) for model in belongs.kept() for row in model._base_manager.iterator())


def of(space: Space) -> Counter[str]:
    """Every row of one space."""
    return Counter(line_of(row) for _model, rows in belongs.everything(space) for row in rows)


def taken(space: Space) -> bytes:
    made = io.BytesIO()
    archive(space, made, by=None, at=timezone.now())
    return made.getvalue()


def empty() -> None:
    tables = [connection.ops.quote_name(model._meta.db_table) for model in belongs.kept()]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(f"TRUNCATE {', '.join(tables)} CASCADE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            return
        for name, _table in [*fund.names(), *pilot.names()]:
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
        for table in tables:
            cursor.execute(f"DELETE FROM {table}")
        for statement in [*fund.sqlite(), *pilot.sqlite()]:
            cursor.execute(statement)


def comes_back(space: Space) -> Counter[str]:
    """Into an archive, out of the house, back: the same rows, and none of another space. Returns them."""
    data = taken(space)
    before = of(space)
    empty()
    assert not everything()
    restore(io.BytesIO(data))
    assert everything() == before
    connection.check_constraints()
    return before
