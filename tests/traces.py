"""Looking for traces of somebody: the whole database as text."""

from django.contrib.sessions.backends.db import SessionStore
from django.db import connection

from fuerwort.people import sealed


def whole_database() -> str:
    """Every column of every table as text, with seals opened and sessions decoded."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            found += [opened(str(value)) for row in cursor.fetchall() for value in row]
    return "\n".join(found).lower()


def opened(value: str) -> str:
    if "gAAAA" in value:
        return sealed.unseal(value.strip('"').split('"')[-1] if not value.startswith("{") else value.split('"')[3])
    if ":" in value and value.startswith((".eJ", "eyJ")):
        return str(SessionStore().decode(value))
    return value
