"""A bundle is read whole or not at all, and every bad input is one line with file, line and reason."""

from pathlib import Path

import pytest

from fuerwort.bundle.read import BundleError, read
from fuerwort.bundle.shapes import Availability
from tests.tables import RULES, table

MEMBERS = "member,name\na,Ada\nb,Ben\nc,Cem\n"
EXPERIENCES = "experience,date,kind,field,hours,participants\n"
REQUESTS = "request,date,field,text\n"
HEADERS = {"members.csv": "member,name\n", "experiences.csv": EXPERIENCES, "requests.csv": REQUESTS}


def write(folder: Path, **files: str | bytes) -> Path:
    for stem, content in {"members": MEMBERS, **files}.items():
        raw = content if isinstance(content, bytes) else content.encode()
        (folder / f"{stem}.csv").write_bytes(raw)
    return folder


def test_it_reads_the_example_of_the_page(tmp_path: Path) -> None:
    blocks = (RULES / "bundle.md").read_text(encoding="utf-8").split("```")[1::2]
    for block in blocks[:3]:
        name, content = block.removeprefix("csv ").split("\n", 1)
        (tmp_path / name).write_text(content, encoding="utf-8")
    community = read(tmp_path)
    ada = community.member("ada")
    assert (ada.name, ada.available, ada.fields) == ("Ada Öz", Availability.FULL, ("web-design", "illustration"))
    assert ada.until is not None and ada.until.isoformat() == "2026-12-31T00:00:00+00:00"
    assert [e.experience for e in community.experiences] == ["e1", "e2"]
    assert community.experiences[1].confirmed_by == ("ada",)
    assert community.requests[0].served_by == ("ada", "ben")


@pytest.mark.parametrize("row", table("bundle.md", "## What is refused"), ids=lambda row: row["reason"][:40])
def test_it_refuses_as_the_page_says(tmp_path: Path, row: dict[str, str]) -> None:
    file, line = row["file"], row["row"].strip("`").replace("\\n", "\n")
    header = "" if "header" in row["what"] else HEADERS[file]
    known = MEMBERS if file != "members.csv" else ""
    write(tmp_path, members=known or header + line, **({} if not known else {file[:-4]: header + line}))
    with pytest.raises(BundleError) as caught:
        read(tmp_path)
    assert str(caught.value).splitlines()[0] == row["reason"].strip("`")


def test_it_names_every_problem_and_counts_the_rest(tmp_path: Path) -> None:
    rows = "".join(f"e{i},2026-01-01,care,,-1,a;b\n" for i in range(150))
    with pytest.raises(BundleError) as caught:
        read(write(tmp_path, experiences=EXPERIENCES + rows))
    assert (len(caught.value.problems), caught.value.more) == (100, 50)
    assert str(caught.value).endswith("and 50 more")


def test_it_says_which_line_is_not_utf8(tmp_path: Path) -> None:
    with pytest.raises(BundleError, match=r"members.csv:3: not UTF-8"):
        read(write(tmp_path, members=b"member,name\na,Ada\nb,B\xe9n\n"))


def test_it_says_that_a_quote_never_ends(tmp_path: Path) -> None:
    with pytest.raises(BundleError, match=r"members.csv:2: broken CSV"):
        read(write(tmp_path, members='member,name\na,"Ada\n'))


def test_a_missing_or_empty_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(BundleError, match=r"there is no members.csv"):
        read(tmp_path)
    with pytest.raises(BundleError, match=r"members.csv:1: no members"):
        read(write(tmp_path, members=""))


def test_a_byte_order_mark_and_a_lone_members_file_are_fine(tmp_path: Path) -> None:
    community = read(write(tmp_path, members="\ufeff" + MEMBERS))
    assert [m.member for m in community.members] == ["a", "b", "c"]
