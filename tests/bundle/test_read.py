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


@pytest.mark.parametrize(
    ("members", "reason"),
    [
        (MEMBERS.encode("utf-16"), "members.csv:1: this is UTF-16 text, not CSV in UTF-8"),
        (b"PK\x03\x04\x14\x00", "members.csv:1: this is a spreadsheet or archive, not CSV in UTF-8"),
        (MEMBERS.replace("Ben", "B\0n"), "members.csv:3: broken CSV: NUL byte"),
        (MEMBERS.replace(",", "\t"), "members.csv:1: cells are separated by tabs; a bundle separates them by commas"),
        ("\n" + MEMBERS, "members.csv:1: the file or its first line is empty; the first line names the columns member"),
        (MEMBERS + "d," + "x" * 1_000_001, "members.csv:5: broken CSV: field larger than field limit"),
    ],
)
def test_a_file_that_is_no_csv_is_named_for_what_it_is(tmp_path: Path, members: str | bytes, reason: str) -> None:
    with pytest.raises(BundleError) as caught:
        read(write(tmp_path, members=members))
    assert str(caught.value).startswith(reason)
    assert "\n" not in str(caught.value)


def test_what_is_missing_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    for folder, reason in ((tmp_path, "no members.csv"), (tmp_path / "no", "no folder"), (tmp_path / "file", "a file")):
        with pytest.raises(BundleError, match=reason):
            read(folder)


@pytest.mark.parametrize("file", ["members.csv", "experiences.csv", "requests.csv"])
def test_what_cannot_be_opened_is_said(tmp_path: Path, file: str) -> None:
    write(tmp_path)
    (tmp_path / file).unlink(missing_ok=True)
    (tmp_path / file).mkdir()
    with pytest.raises(BundleError, match=rf"^{file}:1: cannot be read: Is a directory$"):
        read(tmp_path)


def test_many_rows_share_what_repeats(tmp_path: Path) -> None:
    rows = "".join(f"e{i},2026-01-01,care,web,1,a;b\n" for i in range(20_000))
    found = read(write(tmp_path, experiences=EXPERIENCES + rows)).experiences
    assert len(found) == 20_000
    assert len({id(e.kind) for e in found} | {id(e.field) for e in found}) == 2
    assert len({id(member) for e in found for member in e.participants}) == 2
    assert all(e.confirmed_by is e.participants for e in found)


def test_a_byte_order_mark_and_a_lone_members_file_are_fine(tmp_path: Path) -> None:
    community = read(write(tmp_path, members="\ufeff" + MEMBERS))
    assert [m.member for m in community.members] == ["a", "b", "c"]
