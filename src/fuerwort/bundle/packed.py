"""A bundle as one file: a zip with the three CSV files and nothing else."""

import io
import zipfile
import zlib
from pathlib import Path
from tempfile import TemporaryDirectory

from fuerwort.bundle.read import COLUMNS, BundleError, read
from fuerwort.bundle.rows import Problems
from fuerwort.bundle.shapes import Community
from fuerwort.bundle.write import write

BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError)
"""What Python says of a zip that is none, is torn, or whose directory points beside the file."""
LARGEST = 100 * 1024 * 1024
"""Bytes that the files may have when they are unpacked."""


def pack(community: Community) -> bytes:
    """Raises WriteError when the community holds something no bundle can carry."""
    packed = io.BytesIO()
    with TemporaryDirectory() as folder, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        write(community, folder)
        for name in COLUMNS:
            archive.write(Path(folder, name), name)
    return packed.getvalue()


def unpack(data: bytes) -> Community:
    """Raises BundleError with file, line and reason; only the three names are looked at, in any folder of the zip."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, TemporaryDirectory() as folder:
            _extract(archive, Path(folder))
            return read(folder)
    except BundleError:
        raise
    except BROKEN as error:
        raise _refused("bundle.zip", f"no zip file that can be read: {error}") from error


def _extract(archive: zipfile.ZipFile, folder: Path) -> None:
    found = {Path(entry.filename).name: entry for entry in archive.infolist() if Path(entry.filename).name in COLUMNS}
    left = LARGEST
    for name, entry in found.items():
        with archive.open(entry) as packed:  # the size an entry claims may lie; what is read does not
            content = packed.read(left + 1)
        left -= len(content)
        if left < 0:
            raise _refused(name, f"more than {LARGEST // 2**20} MB when unpacked")
        Path(folder, name).write_bytes(content)


def _refused(file: str, reason: str) -> BundleError:
    problems = Problems()
    problems.add(file, 1, reason)
    return BundleError(problems)
