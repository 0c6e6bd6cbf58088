"""Restore a backup for real: into a scratch database to try it, or in the place of the house's own."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone

from fuerwort.backup import packed
from fuerwort.backup.errors import BackupError
from fuerwort.backup.figures import unknown_migrations
from fuerwort.backup.packed import Manifest
from fuerwort.backup.stores import store, store_of
from fuerwort.people import jobs


def verify(file: Path, key: str | None) -> Manifest:
    """Restore a backup into a scratch database, look through it, and note that it was done.

    Raises
    ------
    BackupError
        It cannot be restored, or what was restored is not what was saved.
    """
    manifest = rehearse(file, key)
    with suppress(DatabaseError):  # on another machine there may be no house to note it in
        jobs.beat(at=datetime.fromisoformat(manifest.made_at), name="backup-verified")
    return manifest


def rehearse(file: Path, key: str | None) -> Manifest:
    with _restored(file, key) as (manifest, address, _folder):
        _look(address)
    return manifest


def restore(file: Path, key: str | None, *, replace: bool, at: datetime) -> tuple[Manifest, list[str]]:
    """Put a backup in the place of the house's database and media; says what was set aside.

    It is restored beside them and looked through first: whatever is wrong, the house stays as it is.

    Raises
    ------
    BackupError
        The house is not empty and nobody said that it shall be replaced; or the backup is not good.
    """
    house, media = store(), Path(settings.MEDIA_ROOT)
    settled = house.is_empty() and not (media.is_dir() and any(media.iterdir()))
    if not settled and not replace:
        raise BackupError("somebody lives here already; --replace sets what is here aside and restores the backup")
    with _restored(file, key) as (manifest, address, folder):
        if manifest.kind != house.KIND:
            raise BackupError(f"the backup is of {manifest.kind}, this house is kept in {house.KIND}")
        _look(address, "--settle")
        aside = f"before_{timezone.localtime(at):%Y%m%d_%H%M%S}"
        kept = [house.swap(address, aside), _swap_media(folder / packed.MEDIA, media, aside)]
    return manifest, [one for one in kept if one]


@contextmanager
def _restored(file: Path, key: str | None) -> Iterator[tuple[Manifest, str, Path]]:
    """The manifest, the address of a scratch database, and the folder everything was opened into."""
    if not file.is_file():
        raise BackupError(f"there is no file {file}")
    settings.VAR.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="restore-", dir=settings.VAR) as work:
        folder = Path(work) / "contents"
        folder.mkdir(mode=0o700)
        manifest = packed.unpack(file, folder, key)
        if newer := unknown_migrations(manifest.figures):
            raise BackupError(f"the backup is of a newer version ({manifest.version}, {newer[0]}); install that first")
        house = store_of(manifest.kind)
        with house.scratch(folder / house.FILE, Path(work)) as (address, figures):
            if wrong := manifest.figures.differences(figures):
                raise BackupError("what was restored is not what was saved:\n" + "\n".join(wrong))
            yield manifest, address, folder


def _look(address: str, *more: str) -> None:
    """The house's own check of itself, in a process whose database is the scratch one."""
    environment = {**os.environ, "DATABASE_URL": address, "FUERWORT_VAR": str(settings.VAR)}
    command = [sys.executable, "-m", "fuerwort.backup.selfcheck", *more]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        said = done.stdout.strip() or (done.stderr.strip().splitlines() or ["it ended without a word"])[-1]
        raise BackupError(f"it was restored, but is not in order:\n{said}")


def _swap_media(saved: Path, media: Path, aside: str) -> str:
    kept = ""
    if media.is_dir() and any(media.iterdir()):
        kept = str(media.with_name(f"{media.name}.{aside}"))
        media.rename(kept)
    if saved.is_dir():
        shutil.copytree(saved, media, dirs_exist_ok=True)
    return kept
