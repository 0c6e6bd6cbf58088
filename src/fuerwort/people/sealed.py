"""Text that is encrypted at rest, with a key that is not in the database (settings.SEALS, newest first)."""

import base64
import hashlib
from typing import Any

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.db import models


def seals() -> MultiFernet:
    """All keys; the first one seals, each of them opens."""
    return MultiFernet([Fernet(base64.urlsafe_b64encode(hashlib.sha256(k.encode()).digest())) for k in settings.SEALS])


def seal(text: str) -> str:
    return seals().encrypt(text.encode()).decode() if text else ""


def unseal(sealed: str) -> str:
    """Raises cryptography.fernet.InvalidToken when no key opens it."""
    return seals().decrypt(sealed.encode()).decode() if sealed else ""


class SealedText(models.TextField):  # type: ignore[type-arg]
    """A text field whose column holds only cipher text; it cannot be searched."""

    def get_prep_value(self, value: Any) -> Any:
        return seal(str(value or ""))

    def from_db_value(self, value: str | None, *_: Any) -> str:
        return unseal(value or "")

    def get_lookup(self, lookup_name: str) -> None:
        """Refuse every lookup: equal texts have different cipher texts."""
        raise TypeError(f"a sealed text cannot be searched ({lookup_name})")
