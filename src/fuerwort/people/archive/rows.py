"""A row as a line of JSON and back, and a checksum of many that does not depend on their order."""

import base64
import hashlib
import json
from collections import defaultdict
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import Model

WHOLE = 2**256


class RowError(ValueError):
    """A line is no row of this house."""


def line_of(row: Model) -> str:
    """Equal rows give equal lines, on whatever database they lie."""
    said = {field.attname: _said(getattr(row, field.attname)) for field in row._meta.concrete_fields}
    return json.dumps([row._meta.label, said], ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _said(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode()
    return value


def row_of(line: str) -> Model:
    """The row of a line; not yet in any table.

    Raises
    ------
    RowError
        The line names no model or column of this house, or a value does not fit.
    """
    try:
        label, said = json.loads(line)
        model: type[Model] = apps.get_model(label)
        fields = {field.attname: field for field in model._meta.concrete_fields}
        if set(said) != set(fields):
            raise RowError(f"other columns than {label} has here")
        return model(**{name: fields[name].to_python(value) for name, value in said.items()})
    except (ValueError, TypeError, LookupError, ValidationError, RecursionError) as error:
        raise RowError(str(error)) from error


class Tally:
    """How many rows there are of each model, and what they add up to."""

    def __init__(self) -> None:
        self.counts: dict[str, int] = defaultdict(int)
        self.sums: dict[str, int] = defaultdict(int)

    def add(self, label: str, line: str) -> None:
        self.counts[label] += 1
        self.sums[label] = (self.sums[label] + int.from_bytes(hashlib.sha256(line.encode()).digest())) % WHOLE

    def said(self) -> dict[str, list[Any]]:
        """Label -> [how many, checksum]."""
        return {label: [self.counts[label], f"{self.sums[label]:064x}"] for label in sorted(self.counts)}
