"""Which kind of database the house has."""

from types import ModuleType

from django.db import connections

from fuerwort.backup import postgres, sqlite
from fuerwort.backup.errors import BackupError

STORES = {one.KIND: one for one in (sqlite, postgres)}


def store() -> ModuleType:
    """The module that saves and restores what the house is kept in."""
    vendor = connections["default"].vendor
    if vendor not in STORES:
        raise BackupError(f"backups know SQLite and PostgreSQL, not {vendor}")
    return STORES[vendor]


def store_of(kind: str) -> ModuleType:
    """The one a backup was made of; PostgreSQL needs a server to be tried on."""
    found = STORES.get(kind)
    if found is None:
        raise BackupError(f"the backup holds a database of an unknown kind: {kind}")
    if found is postgres and store() is not postgres:
        raise BackupError(
            "the backup is of PostgreSQL; set DATABASE_URL to a server where a scratch database may be made"
        )
    return found
