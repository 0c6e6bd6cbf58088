"""Whatever bytes come through a door, the answer is a clear error, and the house is row for row as it was.

FUERWORT_FUZZ=1000 tries so many of each (CI: a few). Bank statements, Markdown and pictures have their own:
tests/fund/test_reading.py, tests/magazine/test_rendering.py, tests/magazine/test_pixels.py.
"""

import io
import os
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fuerwort import demo
from fuerwort.bundle import packed
from fuerwort.bundle.read import BundleError, read
from fuerwort.experiences import moving
from fuerwort.people.actions import rosters
from fuerwort.people.archive.restore import RestoreRefused, restore
from fuerwort.people.roster import RosterError, read_roster
from tests.archive.emptied import empty, everything, taken
from tests.cast import NOW, Cast

TRIES = int(os.environ.get("FUERWORT_FUZZ", "25"))
FUZZ = settings(max_examples=TRIES, deadline=None, suppress_health_check=list(HealthCheck), database=None)
EDITS = st.lists(st.tuples(st.integers(0, 2**32), st.integers(0, 8), st.binary(max_size=8)), max_size=6)
"""Where, how much is taken away, and what comes there."""
ROSTER = """Membership ID;Name;E-Mail;Confirmed at;Published
17;Ada Öz;ada@example.net;2026-01-02;true
18;Ben;b@example.net;;
"""


def edited(data: bytes, edits: list[tuple[int, int, bytes]]) -> bytes:
    for where, less, more in edits:
        at = where % (len(data) + 1)
        data = data[:at] + more + data[at + less :]
    return data


def zipped(**files: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "/").replace("_csv", ".csv"), data)
    return made.getvalue()


def test_lists_of_members(cast: Cast) -> None:
    before = everything()

    @FUZZ
    @given(data=st.one_of(st.binary(max_size=300), EDITS.map(lambda edits: edited(ROSTER.encode("cp1252"), edits))))
    def tried(data: bytes) -> None:
        try:
            found = read_roster(data)
        except RosterError as error:
            assert str(error)
            return
        rosters.arrivals(cast.space, found.guests)
        assert all(one.line >= 1 and one.reason for one in found.problems)

    tried()
    assert everything() == before


def test_bundles(cast: Cast) -> None:
    before = everything()
    member, row = b"member,name\na,Ada\nb,Ben\n", b"e,2026-01-01,care,,1,a;b\n"
    head = b"experience,date,kind,field,hours,participants\n"
    whole = zipped(members_csv=member, experiences_csv=head + row)

    @FUZZ
    @given(
        data=st.one_of(
            EDITS.map(lambda edits: edited(whole, edits)),
            EDITS.map(lambda edits: zipped(members_csv=edited(member, edits))),
            EDITS.map(lambda edits: zipped(members_csv=member, experiences_csv=head + edited(row, edits))),
        )
    )
    def tried(data: bytes) -> None:
        try:
            community = packed.unpack(data)
        except BundleError as error:
            assert error.problems and all(one.file and one.line and one.reason for one in error.problems)
            return
        moving.would_move_in(cast.space, community, at=NOW)

    tried()
    assert everything() == before


def test_archives(cast: Cast) -> None:
    whole = taken(cast.space)
    empty()

    @FUZZ
    @given(edits=EDITS)
    def tried(edits: list[tuple[int, int, bytes]]) -> None:
        try:
            restore(io.BytesIO(edited(whole, edits)), dry_run=True)
        except RestoreRefused as refused:
            assert str(refused)

    tried()
    assert not everything()


def test_a_bundle_that_blows_up_or_points_elsewhere_is_refused(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "LARGEST", 1000)
    with pytest.raises(BundleError, match="when unpacked"):
        packed.unpack(zipped(members_csv=b"\0" * 5_000_000))
    monkeypatch.undo()
    link = zipfile.ZipInfo("members.csv")
    link.create_system, link.external_attr = 3, 0o120777 << 16
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(link, "/etc/passwd")
        archive.writestr("../../evil/experiences.csv", "experience,date,kind,field,hours,participants\n")
    with pytest.raises(BundleError, match=r"members\.csv:1"):
        packed.unpack(made.getvalue())
    assert packed.unpack(zipped(**{"..__..__members_csv": b"member,name\na,Ada\n"})).members[0].name == "Ada"
    assert len(read(demo.path()).members) == 40


@pytest.mark.parametrize("data", [b",", b'"" ; ""\n', b"\n;\n \t"])
def test_a_list_of_nothing_but_separators_is_empty(data: bytes) -> None:
    with pytest.raises(RosterError):
        read_roster(data)


def test_a_zip_whose_directory_points_before_its_start_is_refused() -> None:
    whole = zipped(members_csv=b"member,name\na,Ada\n")
    end = whole.rindex(b"PK\x05\x06")
    torn = whole[: end + 12] + b"\xff\xff\xff\x00" + whole[end + 16 :]
    for broken in (torn, whole[5:], whole.replace(b"PK\x01\x02", b"PK\x01\x03")):
        with pytest.raises(BundleError):
            packed.unpack(broken)
