"""A bundle as one file, and what a hostile zip cannot do."""

import io
import zipfile

import pytest

from fuerwort import demo
from fuerwort.bundle import packed
from fuerwort.bundle.read import BundleError, read


def zipped(files: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def test_it_unpacks_what_it_packed() -> None:
    community = read(demo.path())
    assert packed.unpack(packed.pack(community)) == community


def test_files_may_lie_in_a_folder_and_others_are_not_looked_at() -> None:
    data = zipped({"raum/members.csv": b"member,name\na,Ada\n", "raum/photo.jpg": b"x", "../../evil.py": b"x"})
    assert [m.name for m in packed.unpack(data).members] == ["Ada"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"not a zip", "no zip file"),
        (zipped({}), "there is no members.csv"),
        (zipped({"members.csv": b"member,name\na,\n"}), "members.csv:2: name is empty"),
    ],
)
def test_what_cannot_be_read_is_said(data: bytes, reason: str) -> None:
    with pytest.raises(BundleError, match=reason):
        packed.unpack(data)


def test_a_bomb_is_refused(monkeypatch) -> None:
    monkeypatch.setattr(packed, "LARGEST", 1024 * 1024)
    with pytest.raises(BundleError, match="more than 1 MB"):
        packed.unpack(zipped({"members.csv": b"0" * 2 * 1024 * 1024}))
