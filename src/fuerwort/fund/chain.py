"""The hash chain: what a transaction says, as bytes, and the hash of it and of all before it."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import UTC

from fuerwort.fund.models import Posting, Transaction

START = "0" * 64
"""What comes before the first transaction."""

Part = tuple[str, int, int]
"""Public id of the account, cents, what it holds after."""


def parts_of(postings: Iterable[Posting]) -> list[Part]:
    """As the hash covers them; the accounts must be at hand."""
    return sorted((posting.account.public, posting.cents, posting.held) for posting in postings)


def hash_of(one: Transaction, parts: Sequence[Part]) -> str:
    """The hash of a transaction and its parts; names nobody, so that it stands when a member is erased."""
    said = {
        "number": one.number,
        "why": one.why,
        "on": one.on.isoformat(),
        "text": one.text,
        "at": one.at.astimezone(UTC).isoformat(),
        "by": one.by.public if one.by else "",
        "member": one.member.public if one.member else "",
        "reverses": one.reverses_id or "",
        "line": one.line.likeness if one.line else "",
        "document": one.document.digest if one.document else "",
        "parts": parts,
        "previous": one.previous,
    }
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
