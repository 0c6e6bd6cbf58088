"""A ballot while its vote runs: sealed with the vote's own key, and all of one length."""

import base64
import hashlib
import json
from dataclasses import dataclass
from typing import Any

from cryptography.fernet import Fernet, InvalidToken

LENGTH = 3072
"""Bytes of every ballot before it is sealed; the longest objection in the longest letters fits."""


class Broken(ValueError):
    """A ballot that was not sealed here, or not for this member."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a ballot says, and the code by which whoever cast it finds it again."""

    receipt: str
    said: dict[str, Any]


def sealed(key: str, member: str, ballot: Said) -> str:
    """Cipher text. The member is sealed in, so that a ballot put into another's row is noticed."""
    content = json.dumps([member, ballot.receipt, ballot.said], ensure_ascii=False, separators=(",", ":"))
    return _box(key).encrypt(content.encode().ljust(LENGTH)).decode()


def opened(key: str, member: str, text: str) -> Said:
    """Read a ballot.

    Raises
    ------
    Broken
        It is not what :func:`sealed` made for this member of this vote.
    """
    try:
        owner, receipt, said = json.loads(_box(key).decrypt(text.encode()))
    except (InvalidToken, ValueError) as error:
        raise Broken from error
    if owner != member:
        raise Broken
    return Said(receipt, said)


def salt(key: str) -> str:
    """What decides ties: fixed by the key since the opening, and known to nobody before the closing."""
    return hashlib.sha256(f"salt|{key}".encode()).hexdigest()[:16]


def _box(key: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(key.encode()).digest()))
