"""Secrets of an instance that nobody configured: made once, kept beside the database, readable by us alone."""

import os
import secrets
from pathlib import Path


def secret(path: Path) -> str:
    """Read the secret in this file, or make one."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        own = path.with_suffix(f".{os.getpid()}")
        own.touch(mode=0o600)
        own.write_text(secrets.token_urlsafe(48), encoding="utf-8")
        try:
            os.link(own, path)  # whoever comes first wins
        except FileExistsError:
            pass
        finally:
            own.unlink()
    return path.read_text(encoding="utf-8").strip()
