"""All of a space into one file: a zip whose parts are sealed with the key of the house."""

import base64
import hashlib
import json
import zipfile
import zlib
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import IO, Any

from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader

from fuerwort import __version__
from fuerwort.people.archive import belongs
from fuerwort.people.archive.rows import Tally, line_of
from fuerwort.people.events import record
from fuerwort.people.models import Membership, Space
from fuerwort.people.sealed import seals

FORM = 1
MANIFEST = "manifest"
LINES = 2_000
"""So many rows lie in one part."""
README = """This is an archive of a space that was kept with Fürwort. What is in it is sealed: it opens only where the
seal (FUERWORT_SEALS) of the house it comes from is known. Into an empty house of the same version:

    FUERWORT_SEALS=<seal of the new house>,<seal of the old house> fuerwort restore THIS-FILE

Das ist das Archiv eines Raums, der mit Fürwort geführt wurde. Sein Inhalt ist versiegelt und lässt sich nur öffnen, wo
das Siegel (FUERWORT_SEALS) des Hauses bekannt ist, aus dem er kommt. Der Befehl oben bringt alles in ein leeres Haus.
"""

Tell = Callable[[str], None]


def silent(_what: str) -> None:
    """Tell nobody."""


def archive(space: Space, target: IO[bytes], *, by: Membership | None, at: datetime, tell: Tell = silent) -> int:
    """Write all of a space as it is at one moment; returns the number of rows. The log says who took it.

    Parameters
    ----------
    target : binary file, open for writing
    tell : callable
        Hears the name of each kind of row when it begins.
    """
    with transaction.atomic():
        record(space, by=by, at=at, verb="space.archived")
    whole = not connection.in_atomic_block and connection.vendor == "postgresql"
    with transaction.atomic():
        if whole:  # every question sees the same moment; on SQLite a transaction does anyway
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
            return _Writing(packed, tell).all(space, at)


class _Writing:
    def __init__(self, packed: zipfile.ZipFile, tell: Tell) -> None:
        self.packed, self.tell, self.tally = packed, tell, Tally()
        self.parts: list[dict[str, Any]] = []

    def all(self, space: Space, at: datetime) -> int:
        self.packed.writestr("README.txt", README)
        for lines in _in_parts(self._lines(space)):
            self._part("\n".join(lines).encode(), "")
        for name in belongs.files_of(space):
            with default_storage.open(name) as file:
                self._part(file.read(), name)
        said = {
            "form": FORM, "version": __version__, "migrations": migrations(), "space": space.slug, "name": space.name,
            "at": at.isoformat(), "rows": self.tally.said(), "parts": self.parts,
        }  # fmt: skip
        self._seal(MANIFEST, json.dumps(said, ensure_ascii=False).encode())
        return sum(self.tally.counts.values())

    def _lines(self, space: Space) -> Iterator[str]:
        for model, rows in belongs.everything(space):
            self.tell(model._meta.label)
            for row in rows:
                line = line_of(row)
                self.tally.add(row._meta.label, line)
                yield line

    def _part(self, data: bytes, file: str) -> None:
        """``file`` is a name in the media folder, or nothing for rows."""
        name = f"part-{len(self.parts):05}"
        self.parts.append({"name": name, "file": file, "size": len(data), "sha256": hashlib.sha256(data).hexdigest()})
        self._seal(name, data)

    def _seal(self, name: str, data: bytes) -> None:
        self.packed.writestr(name, base64.urlsafe_b64decode(seals().encrypt(zlib.compress(data))), zipfile.ZIP_STORED)


def _in_parts(lines: Iterator[str]) -> Iterator[list[str]]:
    some: list[str] = []
    for line in lines:
        some.append(line)
        if len(some) == LINES:
            yield some
            some = []
    if some:
        yield some


def migrations() -> dict[str, str]:
    """The last step of each app's tables: what rows must fit."""
    leaves = MigrationLoader(None).graph.leaf_nodes()
    return dict(sorted(leaves))
