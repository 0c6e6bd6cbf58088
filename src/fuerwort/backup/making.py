"""Make a backup: everything in one moment, tried before it is encrypted, complete or not there at all."""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from fuerwort import __version__
from fuerwort.backup import packed
from fuerwort.backup.errors import BackupError
from fuerwort.backup.packed import Manifest
from fuerwort.backup.stores import store
from fuerwort.backup.trying import rehearse
from fuerwort.people import jobs

NAME = "fuerwort-????????T??????Z.backup"


@dataclass(frozen=True, slots=True)
class Made:
    """What a backup is, and what went because of it."""

    file: Path
    size: int
    checksum: str
    rows: int
    dropped: list[str]


def create(to: Path, *, recipients: Sequence[str], keep: int, at: datetime) -> Made:
    """Save database and media into ``to``, a folder or the name of a new file.

    Raises
    ------
    BackupError
        Something is wrong; nothing was written and no older backup was dropped.
    """
    packed.recipients_of(recipients)
    file = _file(to, encrypted=bool(recipients), at=at)
    if keep and file.parent != to:
        raise BackupError("--keep drops older backups of a folder, so name a folder instead of a file")
    settings.VAR.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="backup-", dir=settings.VAR) as work:
        folder, plain = Path(work) / "contents", Path(work) / "plain.tar.gz"
        folder.mkdir(mode=0o700)
        manifest = _saved(folder, at)
        packed.pack(folder, manifest, plain)
        shutil.rmtree(folder)
        rehearse(plain, None)
        _place(plain, file, recipients)
    jobs.beat(at=at, name="backup")
    dropped = _drop(file.parent, keep) if keep else []
    return Made(file, file.stat().st_size, packed.checksum(file), sum(manifest.rows.values()), dropped)


def _saved(folder: Path, at: datetime) -> Manifest:
    """Rows first, then media: a row never waits for a file that came too late."""
    house = store()
    figures = house.dump(folder / house.FILE)
    media = Path(settings.MEDIA_ROOT)
    if media.is_dir():
        shutil.copytree(media, folder / packed.MEDIA)
    sums = {path.relative_to(folder).as_posix(): packed.checksum(path) for path in packed.contents(folder)}
    return Manifest(
        form=packed.FORM, made_at=at.astimezone(UTC).isoformat(timespec="seconds"), version=__version__,
        kind=house.KIND, seal=seal_mark(), rows=figures.rows, migrations=figures.migrations, sums=figures.sums,
        checksums=sums,
    )  # fmt: skip


def seal_mark() -> str:
    """Which key seals contact data, without saying anything of it."""
    return hashlib.sha256(f"seal of a backup: {settings.SEALS[0]}".encode()).hexdigest()[:8]


def _file(to: Path, *, encrypted: bool, at: datetime) -> Path:
    name = NAME.replace("????????T??????Z", at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")) + ".age" * encrypted
    file = to / name if to.is_dir() else to
    if not file.parent.is_dir():
        raise BackupError(f"there is no folder {file.parent}")
    if file.exists():
        raise BackupError(f"{file} is there already")
    return file


def _place(plain: Path, file: Path, recipients: Sequence[str]) -> None:
    """Complete under its name, or not there: it is written beside it, and on the disk before it is renamed."""
    part = file.with_name(f".{file.name}.part")
    try:
        part.touch(mode=0o600)
        if recipients:
            packed.encrypt(plain, part, recipients)
        else:
            shutil.copyfile(plain, part)
        with part.open("rb") as written:
            os.fsync(written.fileno())
        part.rename(file)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise BackupError(f"{file} cannot be written: {error.strerror or error}") from error


def _drop(folder: Path, keep: int) -> list[str]:
    """Older backups than the newest ``keep``; whatever else lies in the folder stays."""
    every = sorted([*folder.glob(NAME), *folder.glob(f"{NAME}.age")], key=lambda path: path.name, reverse=True)
    for path in every[keep:]:
        path.unlink()
    return [path.name for path in every[keep:]]
