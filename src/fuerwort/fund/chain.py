"""The hash chain: what a transaction says, as bytes, and the hash of it and of all before it."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime

from fuerwort.fund.models import Posting, Transaction

START = "0" * 64
"""What comes before the first transaction."""

Part = tuple[str, int, int]
"""Public id of the account, cents, what it holds after."""

COLUMNS = ("number", "why", "on", "text", "at", "by__public", "member__public", "reverses_id", "line__likeness",
           "document__digest", "previous")  # fmt: skip
Row = tuple[int, str, date, str, datetime, str | None, str | None, str | None, str | None, str | None, str]


def parts_of(postings: Iterable[Posting]) -> list[Part]:
    """As the hash covers them; the accounts must be at hand."""
    return sorted((posting.account.public, posting.cents, posting.held) for posting in postings)


def hash_of(one: Transaction, parts: Sequence[Part]) -> str:
    """The hash of a transaction and its parts; names nobody, so that it stands when a member is erased."""
    by, member = (who.public if who else None for who in (one.by, one.member))
    line, document = one.line.likeness if one.line else None, one.document.digest if one.document else None
    row = (one.number, one.why, one.on, one.text, one.at, by, member, one.reverses_id, line, document, one.previous)
    return hash_row(row, parts)


def hash_row(row: Row, parts: Sequence[Part]) -> str:
    """The same of a row of ``COLUMNS``: a whole ledger is recomputed without making an object of each."""
    number, why, on, text, at, by, member, reverses, line, document, previous = row
    said = {
        "number": number,
        "why": why,
        "on": on.isoformat(),
        "text": text,
        "at": at.astimezone(UTC).isoformat(),
        "by": by or "",
        "member": member or "",
        "reverses": reverses or "",
        "line": line or "",
        "document": document or "",
        "parts": parts,
        "previous": previous,
    }
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
