"""What is wrong with a backup is said in one line, and nothing of it is restored."""

import tarfile
from pathlib import Path

import pytest

from fuerwort.backup import making, packed
from fuerwort.backup.errors import BackupError
from fuerwort.backup.figures import Figures
from fuerwort.backup.packed import Manifest

KEY, PUBLIC = packed.new_key("today")


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    """A backup of something that need not be a database."""
    folder = tmp_path / "contents"
    (folder / "media").mkdir(parents=True)
    (folder / "database.sqlite3").write_bytes(bytes(range(256)) * 1000)
    (folder / "media" / "haus.png").write_bytes(b"a picture")
    sums = {path.relative_to(folder).as_posix(): packed.checksum(path) for path in packed.contents(folder)}
    manifest = Manifest(packed.FORM, "2026-11-24T20:00:00+00:00", "0.1.0", "sqlite", "s", {"a": 1}, [], {}, sums)
    packed.pack(folder, manifest, tmp_path / "plain.tar.gz")
    return tmp_path / "plain.tar.gz"


@pytest.fixture
def sealed(plain: Path) -> Path:
    packed.encrypt(plain, plain.with_name("house.backup.age"), [PUBLIC])
    return plain.with_name("house.backup.age")


def opened(file: Path, key: str | None = KEY) -> Manifest:
    work = file.with_name("work")
    (work / "folder").mkdir(parents=True)
    return packed.unpack(file, work / "folder", key)


def test_the_key_opens_what_was_encrypted_for_it(sealed: Path) -> None:
    assert opened(sealed).rows == {"a": 1}
    assert (sealed.parent / "work/folder/media/haus.png").read_bytes() == b"a picture"
    assert b"a picture" not in sealed.read_bytes()


def test_without_encryption_it_opens_too(plain: Path) -> None:
    assert opened(plain, None).kind == "sqlite"


@pytest.mark.parametrize(("key", "says"), [
    (packed.new_key("today")[0], "was encrypted for another key"),
    (None, "it is encrypted"),
    ("AGE-SECRET-KEY-1NONSENSE", "the key file holds no key"),
    ("# only a comment", "the key file is empty"),
])  # fmt: skip
def test_another_key_is_named(sealed: Path, key: str | None, says: str) -> None:
    with pytest.raises(BackupError, match=says.replace("it is", "the backup is")):
        opened(sealed, key)


@pytest.mark.parametrize("part", [0.0, 0.001, 0.5, 0.999])
@pytest.mark.parametrize("kind", ["sealed", "plain"])
def test_what_was_cut_off_is_named(part: float, kind: str, request: pytest.FixtureRequest) -> None:
    file: Path = request.getfixturevalue(kind)
    file.write_bytes(file.read_bytes()[: int(file.stat().st_size * part)])
    with pytest.raises(BackupError, match=r"whole backup|cut off or damaged"):
        opened(file)


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9])
@pytest.mark.parametrize("kind", ["sealed", "plain"])
def test_one_flipped_bit_is_found(part: float, kind: str, request: pytest.FixtureRequest) -> None:
    file: Path = request.getfixturevalue(kind)
    content = bytearray(file.read_bytes())
    content[int(len(content) * part)] ^= 1
    file.write_bytes(content)
    with pytest.raises(BackupError):
        opened(file)


def test_a_file_that_is_not_what_was_saved_is_found(plain: Path) -> None:
    """Somebody packed it anew, so that no sum of the packing is wrong."""
    folder = plain.parent / "contents"
    (folder / "media" / "haus.png").write_bytes(b"another one")
    with tarfile.open(plain, "w:gz") as again:
        again.add(folder / packed.MANIFEST, packed.MANIFEST)
        for path in packed.contents(folder):
            again.add(path, path.relative_to(folder).as_posix())
    with pytest.raises(BackupError, match=r"media/haus\.png in plain\.tar\.gz is not what was saved"):
        opened(plain)


def test_a_file_that_leads_out_of_the_folder_is_refused(plain: Path) -> None:
    with tarfile.open(plain, "w:gz") as evil:
        evil.add(__file__, "../escaped.py")
    with pytest.raises(BackupError):
        opened(plain)
    assert not list(plain.parent.rglob("escaped.py"))


def test_a_recipient_that_is_none_is_named() -> None:
    with pytest.raises(BackupError, match="a recipient begins with age1"):
        packed.recipients_of(["age1nobody"])


def test_only_older_backups_are_dropped(tmp_path: Path) -> None:
    days = [f"fuerwort-202611{day:02}T030000Z.backup.age" for day in range(1, 6)]
    for name in [*days, "letter.txt", "fuerwort-old.backup"]:
        (tmp_path / name).touch()
    assert making._drop(tmp_path, 2) == days[2::-1]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([*days[3:], "letter.txt", "fuerwort-old.backup"])


def test_figures_that_differ_are_named() -> None:
    saved = Figures({"a": 2, "b": 1}, ["x.0001"], {"books": 0})
    restored = Figures({"a": 1}, ["x.0001", "x.0002"], {"books": 5})
    assert saved.differences(restored) == [
        "a: 2 were saved, 1 restored",
        "b: 1 were saved, missing restored",
        "migration x.0002 is only on one side",
        "books: 0 were saved, 5 restored",
    ]
    assert saved.differences(saved) == []
