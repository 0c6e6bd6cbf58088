"""All of a space goes into a file and comes back into an empty house, row for row; what is refused leaves no trace."""

import io
import json
import os
import zipfile
from collections import OrderedDict

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from fuerwort.evenings import demo as evenings
from fuerwort.evenings import demo_votes
from fuerwort.experiences import demo as community
from fuerwort.experiences import ready
from fuerwort.fund import demo as fund
from fuerwort.fund.actions.checking import check
from fuerwort.fund.models import Fund
from fuerwort.magazine import demo as magazine
from fuerwort.people.archive import belongs, write
from fuerwort.people.archive.restore import RestoreRefused, restore
from fuerwort.people.models import Event, Membership, Person, Space
from fuerwort.pilot.models import Pilot
from tests.archive.emptied import comes_back, empty, everything, of, taken
from tests.cast import Cast
from tests.fund.test_lives import Life
from tests.pilot import asked
from tests.pilot.life import life
from tests.referrals.histories import Histories, World

LIVES = int(os.environ.get("FUERWORT_LIVES", "3"))
ONCE = settings(max_examples=LIVES, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck),
                phases=[Phase.generate], derandomize=True, database=None)  # fmt: skip


def pictures(space: Space) -> dict[str, bytes]:
    found = {}
    for name in belongs.files_of(space):
        with default_storage.open(name) as file:
            found[name] = file.read()
    return found


def test_a_lived_in_house_comes_back_with_its_pictures(db) -> None:
    at = timezone.now()
    space = community.open_demo(at=at)
    for part in (fund, evenings, demo_votes, magazine):
        part.open_demo(space, at=at)
    data, before = taken(space), of(space)
    files = pictures(space)
    assert files and sum(before.values()) > 2_000
    for name in files:
        default_storage.delete(name)
    empty()
    tried = restore(io.BytesIO(data), dry_run=True)
    assert tried.rows == sum(before.values()) and tried.files == len(files)
    assert not everything() and not default_storage.exists(next(iter(files)))
    restore(io.BytesIO(data))
    assert everything() == before
    assert files == pictures(Space.objects.get())
    assert not check(Fund.objects.get()) and Event.objects.filter(verb="space.archived").count() == 1
    fresh = Person.objects.create(email="neu@example.org", language="de", created_at=at)
    assert Membership.objects.create(space=Space.objects.get(), person=fresh, name="Neu", joined_at=at).pk


class Moving(Life):
    """A life of a fund that ends with a move."""

    def ends(self) -> None:
        comes_back(self.cast.space)
        assert not check(Fund.objects.get(space=self.cast.space))


def test_any_life_of_a_fund_comes_back(db) -> None:
    run_state_machine_as_test(Moving, settings=ONCE)


class Asking(Histories):
    """A history of requests that ends with a move."""

    def teardown(self) -> None:
        try:
            rows = comes_back(self.cast.space)
            self.moved.append(sum(rows.values()))
        finally:
            super().teardown()  # replays every book as it came back


def test_any_history_of_requests_comes_back(db, monkeypatch) -> None:
    monkeypatch.setattr(ready, "_ready", OrderedDict())
    moved: list[int] = []
    run_state_machine_as_test(type("Asking", (Asking,), {"world": World(), "done": {}, "moved": moved}), settings=ONCE)
    assert len(moved) >= LIVES and max(moved) > min(moved)


def test_pilots_take_their_steps_again(cast: Cast) -> None:
    """Drawn, with a draw and secrets; another that runs, with sheets; one that is planned."""
    drawn = life(cast).drawn()
    life(cast, more=0)
    running = asked.pilot(cast.space, cast.host)
    for one in asked.drawn(running, [cast.owner, cast.insider], cast.host):
        asked.agreed(one)
    rows = comes_back(cast.space)
    assert {"drawn", "running", "planned"} <= set(Pilot.objects.values_list("state", flat=True))
    assert any("pilot.Draw" in line and drawn.pilot.public for line in rows)


@pytest.fixture
def packed(cast: Cast) -> bytes:
    """An archive of the cast's space; the house is empty."""
    data = taken(cast.space)
    empty()
    return data


def changed(data: bytes, **parts: bytes) -> bytes:
    """The same archive with other parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            new.writestr(name, parts.pop(name.replace("-", "_"), old.read(name)))
    return made.getvalue()


def sealed(said: object) -> bytes:
    """A part as this house would have sealed it."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        write._Writing(archive, write.silent)._seal("x", json.dumps(said).encode())
    return zipfile.ZipFile(made).read("x")


def refused(data: bytes) -> str:
    with pytest.raises(RestoreRefused) as caught:
        restore(io.BytesIO(data))
    assert not everything()
    return str(caught.value)


def test_what_is_no_archive_is_refused(packed: bytes) -> None:
    for broken in (b"", b"PK\x03\x04", packed[:200], packed[:-30], b"x" * 1000):
        assert "This is no archive" in refused(broken) or "kein Archiv" in refused(broken)


def test_another_seal_is_refused_and_an_old_one_opens(packed: bytes, settings) -> None:
    seal = settings.SEALS[0]
    settings.SEALS = ["another"]
    assert "FUERWORT_SEALS" in refused(packed)
    settings.SEALS = ["another", seal]
    assert restore(io.BytesIO(packed)).space == "kanal"


def test_parts_that_were_swapped_are_refused(packed: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        manifest = archive.read("manifest")
    assert refused(changed(packed, part_00000=manifest))


def test_another_version_is_refused_before_anything_is_read(packed: bytes) -> None:
    said = sealed({"form": 1, "version": "9.9", "migrations": {}, "space": "x", "rows": {}, "parts": []})
    assert "9.9" in refused(changed(packed, manifest=said))


@pytest.mark.parametrize("name", ["../evil", "/etc/passwd", "magazine/../../evil", "magazine/\0", "secret-key"])
def test_a_file_lies_where_files_lie(packed: bytes, name: str) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        writing = write._Writing(archive, write.silent)
        writing._part(b"evil", name)
        said = {"form": 1, "version": "0", "migrations": write.migrations(), "space": "x", "rows": {}}
        writing._seal("manifest", json.dumps(said | {"parts": writing.parts}).encode())
    refused(made.getvalue())


def test_a_house_with_people_in_it_stays_as_it_is(cast: Cast) -> None:
    data, before = taken(cast.space), everything()
    with pytest.raises(RestoreRefused):
        restore(io.BytesIO(data))
    assert everything() == before
