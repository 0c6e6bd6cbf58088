"""Any file somebody uploads -> a statement, or one sentence that says why it is none."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from fuerwort.fund.reading import camt, tables
from fuerwort.fund.reading.shapes import LARGEST, Stated, UnreadableError

PACKED = (b"PK\x03\x04", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!")
NO_TEXT = (b"%PDF", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff")


def read(data: bytes, mapping: Mapping[str, str] | None = None) -> Stated:
    """Read a statement; ``mapping`` says what the columns of a CSV mean where that is not known.

    Raises
    ------
    UnreadableError
        It is too large, packed, no statement, or not well written. Nothing was stored.
    """
    if len(data) > LARGEST:
        raise UnreadableError(_("This file is larger than 20 MB. Ask your bank for a shorter time."))
    if not data.strip():
        raise UnreadableError(_("This file is empty."))
    if data.startswith(PACKED):
        raise UnreadableError(_("This file is packed. Unpack it first and choose the statement inside."))
    if data.startswith(NO_TEXT):
        raise UnreadableError(_("This is no statement a machine can read. Ask your bank for camt.053 or CSV."))
    return camt.read(data) if looks_like_xml(data) else tables.read(data, mapping)


def looks_like_xml(data: bytes) -> bool:
    """Whether it begins as XML does, in any encoding."""
    return data[:200].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<")
