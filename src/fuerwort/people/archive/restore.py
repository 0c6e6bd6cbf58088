"""An archive back into an empty house: every row and file as it was, checked, or nothing at all."""

import base64
import binascii
import hashlib
import json
import re
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import IO, Any

from cryptography.fernet import InvalidToken
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management.color import no_style
from django.db import DatabaseError, connection, transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from fuerwort.people.archive import belongs
from fuerwort.people.archive.rows import RowError, Tally, line_of, row_of
from fuerwort.people.archive.write import FORM, MANIFEST, Tell, migrations, silent
from fuerwort.people.errors import Refused
from fuerwort.people.models import Space
from fuerwort.people.sealed import seals

IN_MEDIA = re.compile(r"\w[\w-]*(/\w[\w.-]*)+", re.ASCII)
"""A file in a folder of the media folder, and nowhere else."""
LARGEST_MANIFEST = 64 * 2**20
OVERHEAD = 4096
"""Neither a seal nor what is packed badly makes a part longer by as much as this and a hundredth."""
BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, KeyError, ValueError)
"""What a zip that is none, or a torn one, is answered with."""


class RestoreRefused(Refused):
    """The house is as it was before."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back."""

    space: str
    rows: int
    files: int


class _Undo(Exception):
    """Ends a trial."""


def restore(source: IO[bytes], *, dry_run: bool = False, tell: Tell = silent) -> Restored:
    """Put all of an archive into this house, which must be empty.

    Parameters
    ----------
    source : binary file, open for reading
    dry_run : bool
        Do all of it, and undo it.

    Raises
    ------
    RestoreRefused
        No archive, another version, an unknown seal, a house that is not empty, or not the same when read again.
    """
    written: list[str] = []
    restored: Restored | None = None
    try:
        with zipfile.ZipFile(source) as packed, transaction.atomic():
            reading = _Reading(packed, tell)
            restored = reading.all(None if dry_run else written)
            if dry_run:
                raise _Undo
    except _Undo:
        pass
    except BaseException as error:
        for name in written:
            default_storage.delete(name)
        if isinstance(error, DatabaseError):
            raise RestoreRefused(_("The database refuses a row: %(why)s") % {"why": error}) from error
        if isinstance(error, BROKEN) and not isinstance(error, Refused):
            raise RestoreRefused(_("This is no archive that can be read: %(why)s") % {"why": error}) from error
        raise
    assert restored
    return restored


class _Reading:
    def __init__(self, packed: zipfile.ZipFile, tell: Tell) -> None:
        self.packed, self.tell = packed, tell
        self.said = self._manifest()

    def all(self, written: list[str] | None) -> Restored:
        self._fits()
        for part in self.said["parts"]:
            if not part["file"]:
                _insert([_row(line) for line in self._part(part).decode().split("\n")], self.tell)
        _count_on()
        self._is_the_same()
        files = [part for part in self.said["parts"] if part["file"]]
        for part in files:
            self._file(part, written)
        return Restored(str(self.said["space"]), sum(count for count, _sum in self.said["rows"].values()), len(files))

    def _fits(self) -> None:
        """Another version is told first: with it, rows fit nowhere."""
        if self.said["form"] != FORM or self.said["migrations"] != migrations():
            raise RestoreRefused(
                _("Version %(version)s wrote the archive, with other tables. Restore it there, then upgrade.")
                % {"version": self.said["version"]}
            )
        if full := [model._meta.label for model in belongs.kept() if model._base_manager.exists()]:
            raise RestoreRefused(
                _("This house is not empty (%(found)s). An archive goes into an empty one.")
                % {"found": ", ".join(full[:3])}
            )

    def _is_the_same(self) -> None:
        tally, space = Tally(), Space.objects.first()
        if space is None:
            raise ValueError("there is no space in it")
        for _model, rows in belongs.everything(space):
            for row in rows:
                tally.add(row._meta.label, line_of(row))
        if tally.said() != self.said["rows"]:
            wrong = sorted(label for label in self.said["rows"] if tally.said().get(label) != self.said["rows"][label])
            raise RestoreRefused(_("What came back is not what was written: %(found)s.") % {"found": ", ".join(wrong)})

    def _manifest(self) -> dict[str, Any]:
        said = json.loads(self._open(MANIFEST, LARGEST_MANIFEST))
        parts = said["parts"]
        if len({part["name"] for part in parts}) != len(parts):
            raise ValueError("a part appears twice")
        for name in (str(part["file"]) for part in parts if part["file"]):
            if not IN_MEDIA.fullmatch(name) or ".." in name:
                raise ValueError(f"{name!r} is no name of a file")
        return dict(said)

    def _part(self, part: dict[str, Any]) -> bytes:
        data = self._open(part["name"], int(part["size"]))
        if hashlib.sha256(data).hexdigest() != part["sha256"]:
            raise RestoreRefused(_("A part of the archive is not the one that was written: %(name)s.") % part)
        return data

    def _open(self, name: str, most: int) -> bytes:
        longest = most + most // 100 + OVERHEAD
        with self.packed.open(name) as part:  # the size an entry claims may lie; what is read does not
            sealed = part.read(longest + 1)
        if len(sealed) > longest:
            raise ValueError(f"{name} is larger than it may be")
        try:
            data = seals().decrypt(base64.urlsafe_b64encode(sealed))
        except (InvalidToken, binascii.Error) as error:
            raise RestoreRefused(
                _("No seal in FUERWORT_SEALS opens the archive. Put that of the old house last.")
            ) from error
        opened = zlib.decompressobj().decompress(data, most + 1)
        if len(opened) > most:
            raise ValueError(f"{name} is larger than it may be")
        return opened

    def _file(self, part: dict[str, Any], written: list[str] | None) -> None:
        name, data = str(part["file"]), self._part(part)
        if written is not None:
            if default_storage.exists(name):
                raise RestoreRefused(_("There is a file already: %(name)s.") % {"name": name})
            written.append(name)
            default_storage.save(name, ContentFile(data))


def _row(line: str) -> Model:
    try:
        return row_of(line)
    except RowError as error:
        raise RestoreRefused(_("A row does not fit: %(why)s.") % {"why": error}) from error


def _insert(rows: Sequence[Model], tell: Tell) -> None:
    """Rows of the same model that follow each other go in together."""
    for model, some in groupby(rows, _model):
        tell(model._meta.label)
        if lay := belongs.layer_of(model):
            lay(list(some))
        else:
            model._base_manager.bulk_create(some, batch_size=500)


def _model(row: Model) -> type[Model]:
    return type(row)


def _count_on() -> None:
    """The next row gets the next number, on databases that count beside the table."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), belongs.kept()):
            cursor.execute(statement)
