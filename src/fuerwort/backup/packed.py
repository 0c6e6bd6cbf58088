"""One file: database, media and a manifest, packed and, with a recipient, encrypted with age."""

import gzip
import hashlib
import json
import shutil
import tarfile
import zlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path, PurePosixPath
from typing import Any

import pyrage

from fuerwort.backup.errors import BackupError
from fuerwort.backup.figures import Figures

FORM = 1
MANIFEST = "manifest.json"
MEDIA = "media"
AGE = b"age-encryption.org/"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says about itself."""

    form: int
    made_at: str
    version: str
    kind: str
    seal: str
    rows: dict[str, int]
    migrations: list[str]
    sums: dict[str, int]
    checksums: dict[str, str]

    @property
    def figures(self) -> Figures:
        return Figures(self.rows, self.migrations, self.sums)

    @classmethod
    def read(cls, text: str) -> "Manifest":
        found: dict[str, Any] = json.loads(text)
        if found.get("form") != FORM:
            raise BackupError(f"the backup has form {found.get('form')}; this version reads form {FORM}")
        return cls(**{field.name: found[field.name] for field in fields(cls)})


def checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def contents(folder: Path) -> list[Path]:
    """Every file of a folder, the manifest left out."""
    return sorted(path for path in folder.rglob("*") if path.is_file() and path != folder / MANIFEST)


def pack(folder: Path, manifest: Manifest, to: Path) -> None:
    (folder / MANIFEST).write_text(json.dumps(asdict(manifest), indent=1, ensure_ascii=False), encoding="utf-8")
    with tarfile.open(to, "w:gz", compresslevel=6) as packed:
        for path in [folder / MANIFEST, *contents(folder)]:
            packed.add(path, path.relative_to(folder).as_posix(), recursive=False)


def encrypt(plain: Path, to: Path, recipients: Sequence[str]) -> None:
    """For whoever holds the key of one of the recipients; here, nobody can read it any more."""
    with plain.open("rb") as reader, to.open("wb") as writer:
        pyrage.encrypt_io(reader, writer, recipients_of(recipients))


def recipients_of(said: Sequence[str]) -> list[Any]:
    try:
        return [pyrage.x25519.Recipient.from_str(one.strip()) for one in said]
    except pyrage.RecipientError as error:
        raise BackupError("a recipient begins with age1 and is written by `fuerwort backup key`") from error


def identities_of(text: str) -> list[Any]:
    lines = [line.strip() for line in text.splitlines()]
    try:
        found = [pyrage.x25519.Identity.from_str(line) for line in lines if line and not line.startswith("#")]
    except pyrage.IdentityError as error:
        raise BackupError("the key file holds no key; its line begins with AGE-SECRET-KEY-") from error
    if not found:
        raise BackupError("the key file is empty")
    return found


def is_encrypted(file: Path) -> bool:
    with file.open("rb") as opened:
        return opened.read(len(AGE)) == AGE


def unpack(file: Path, folder: Path, key: str | None) -> Manifest:
    """Open a backup into an empty folder, and compare every checksum.

    Raises
    ------
    BackupError
        It is cut off or damaged, the key is another one, or it is no backup at all.
    """
    plain = file
    if is_encrypted(file):
        if key is None:
            raise BackupError("the backup is encrypted; say where its key is: --key FILE, or --key - to be asked")
        plain = folder.parent / "opened.tar.gz"
        _decrypt(file, plain, key)
    try:
        with gzip.open(plain) as stream, tarfile.open(fileobj=stream, mode="r:") as packed:
            _extract(packed, folder)
            while stream.read(2**20):  # its last bytes say whether all of it is as it was
                continue
    except (tarfile.TarError, EOFError, OSError, zlib.error) as error:
        raise BackupError(f"{file.name} is no whole backup: cut off, damaged, or another file ({error})") from error
    return _compared(file, folder)


def _extract(packed: tarfile.TarFile, folder: Path) -> None:
    """Plain files below the folder, and nothing else (Python has a filter for that only from 3.11.4 on)."""
    for member in packed:
        name = PurePosixPath(member.name)
        content = packed.extractfile(member) if member.isfile() else None
        if content is None or name.is_absolute() or ".." in name.parts:
            raise tarfile.TarError(f"{member.name} does not belong into a backup")
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        with content, target.open("wb") as writer:
            shutil.copyfileobj(content, writer)


def _decrypt(file: Path, to: Path, key: str) -> None:
    to.touch(mode=0o600)
    try:
        with file.open("rb") as reader, to.open("wb") as writer:
            pyrage.decrypt_io(reader, writer, identities_of(key))
    except pyrage.DecryptError as error:
        if "No matching keys" in str(error):
            raise BackupError(f"{file.name} was encrypted for another key") from error
        raise BackupError(f"{file.name} is no whole backup: {error}") from error
    except OSError as error:
        raise BackupError(f"{file.name} is cut off or damaged: {error}") from error


def _compared(file: Path, folder: Path) -> Manifest:
    if not (folder / MANIFEST).is_file():
        raise BackupError(f"{file.name} is no backup: it has no {MANIFEST}")
    try:
        manifest = Manifest.read((folder / MANIFEST).read_text(encoding="utf-8"))
    except (ValueError, KeyError, TypeError) as error:
        raise BackupError(f"the {MANIFEST} of {file.name} cannot be read") from error
    found = {path.relative_to(folder).as_posix(): checksum(path) for path in contents(folder)}
    for name in sorted({*found, *manifest.checksums}):
        if found.get(name) != manifest.checksums.get(name):
            raise BackupError(f"{name} in {file.name} is not what was saved")
    return manifest


def new_key(at: str) -> tuple[str, str]:
    """A key pair: what opens (the text of its file), and whom to encrypt for."""
    made = pyrage.x25519.Identity.generate()
    public = str(made.to_public())
    said = f"# made {at} by fuerwort; keep two copies away from the server\n# public key: {public}\n{made}\n"
    return said, public
