"""What is written reads back equal, or nothing is written and the reason is said."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fuerwort.bundle.read import KINDS, LONGEST_HOURS, read
from fuerwort.bundle.shapes import Availability, Community, Experience, Member, Request
from fuerwort.bundle.write import WriteError, write

DAY = datetime(2026, 3, 16, tzinfo=UTC)
ADA, BEN = Member("ada", "Ada Öz"), Member("ben", "Ben", available=Availability.LITTLE, until=DAY)
E1 = Experience("e1", DAY, "care", "", 2.5, ("ada", "ben"), ("ada",), 'sagt "ja";\r\nund nein')
R1 = Request("r1", DAY + timedelta(hours=9), "web", "Vereinsseite", served_by=("ben",))

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)
words = texts.map(lambda t: t.replace(";", "").strip()).filter(bool)
lists = st.lists(words, max_size=3).map(tuple)
moments = st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=5, minutes=45))])).filter(
    lambda d: 1 < d.year < 9999
)


@st.composite
def communities(draw: st.DrawFn) -> Community:
    ids = draw(st.lists(words, min_size=2, max_size=4, unique=True))
    some = st.lists(st.sampled_from(ids), unique=True).map(tuple)
    maybe = st.none() | st.sampled_from(ids)
    free = st.sampled_from(list(Availability))
    name = texts.filter(lambda t: t.strip())

    def member(m: str) -> Member:
        until = draw(st.none() | moments)
        said = (draw(st.none() | moments), draw(lists), draw(lists), draw(lists), draw(texts))
        return Member(m, draw(name), *said, draw(free), until, draw(maybe))

    def experience(e: str) -> Experience:
        there = draw(st.lists(st.sampled_from(ids), unique=True, min_size=2).map(tuple))
        agreed = draw(st.lists(st.sampled_from(there), unique=True).map(tuple))
        hours = draw(st.floats(0, LONGEST_HOURS, exclude_min=True))
        return Experience(
            e, draw(moments), draw(st.sampled_from(KINDS)), draw(texts), hours, there, agreed, draw(texts)
        )

    def request(r: str) -> Request:
        size = draw(st.floats(0, exclude_min=True, allow_infinity=False))
        return Request(r, draw(moments), draw(name), draw(texts), draw(lists), size, draw(maybe), draw(some))

    several = st.lists(words, max_size=3, unique=True)
    return Community(tuple(map(member, ids)), tuple(map(experience, draw(several))), tuple(map(request, draw(several))))


@settings(deadline=None)
@given(communities())
def test_what_is_written_reads_back_equal(community: Community) -> None:
    with TemporaryDirectory() as folder:
        write(community, folder)
        assert read(folder) == community
        assert sorted(path.name for path in Path(folder).iterdir()) == [
            "experiences.csv",
            "members.csv",
            "requests.csv",
        ]


@pytest.mark.parametrize(
    ("community", "reason"),
    [
        (Community(()), "no members"),
        (Community((replace(ADA, member="a;b"),)), "a;b"),
        (Community((replace(ADA, member=" a"),)), '" a" is no member id'),
        (Community((ADA, ADA)), "appears twice"),
        (Community((replace(ADA, skills=("SEO;CSS",)),)), "member 'ada': 'SEO;CSS' cannot stand in a list"),
        (Community((replace(ADA, fields=("",)),)), "'' cannot stand in a list"),
        (Community((replace(ADA, name=" "),)), "name is empty"),
        (Community((replace(ADA, about="\0"),)), "NUL"),
        (Community((replace(ADA, about="\ud800"),)), "is no text"),
        (Community((replace(ADA, about="x" * 1_000_001),)), "field larger than"),
        (Community((replace(ADA, joined=DAY.replace(tzinfo=None)),)), "has no time zone"),
        (Community((replace(ADA, sponsor="zoe"),)), 'unknown member "zoe"'),
        (Community((replace(ADA, sponsor=""),)), "would not read back the same"),
        (Community((ADA, BEN), (replace(E1, hours=-1.0),)), "hours must be a positive number"),
        (Community((ADA, BEN), (replace(E1, confirmed_by=("a;b",)),)), "experience 'e1': 'a;b' cannot stand"),
    ],
)
def test_what_no_bundle_can_carry_leaves_the_folder_as_it_was(
    tmp_path: Path, community: Community, reason: str
) -> None:
    write(Community((ADA, BEN), (E1,), (R1,)), tmp_path)
    with pytest.raises(WriteError) as caught:
        write(community, tmp_path)
    assert reason in str(caught.value)
    assert read(tmp_path) == Community((ADA, BEN), (E1,), (R1,))
    assert len(list(tmp_path.iterdir())) == 3


def test_it_writes_as_people_write(tmp_path: Path) -> None:
    write(Community((ADA, BEN), (E1,), (R1,)), tmp_path / "new" / "folder")
    folder = tmp_path / "new" / "folder"
    assert "ben,Ben,,,,,,wenig bis 2026-03-16," in (folder / "members.csv").read_text(encoding="utf-8")
    assert "r1,2026-03-16T09:00:00Z,web,Vereinsseite,,1,,ben" in (folder / "requests.csv").read_text(encoding="utf-8")


def test_experiences_come_in_order_of_time() -> None:
    later = replace(E1, experience="e0", date=DAY + timedelta(days=1))
    assert Community((ADA, BEN), (later, E1)).experiences == (E1, later)
