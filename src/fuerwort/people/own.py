"""What the house keeps about one person (Art. 15, 20 GDPR). Each app says in its ``own.py`` which rows are theirs."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.apps import apps
from django.core.files.storage import default_storage
from django.db.models import Model

from fuerwort.people.models import Membership, Person

Column = str | tuple[str, Callable[[Any], Any]]
"""A way of attributes from the row (``experience.field.name``), or a name and what makes its value."""


class Coded(str):
    """A code, and what it is called."""

    label: str

    def __new__(cls, code: str, label: str) -> "Coded":
        made = super().__new__(cls, code)
        made.label = label
        return made


@dataclass(frozen=True, slots=True)
class Shelf:
    """The rows of one table that are about a person."""

    model: str
    way: str
    """From the row to the membership (or the person), as a lookup."""
    heading: Any
    columns: Sequence[Column]
    where: Mapping[str, Any] = field(default_factory=dict)
    """Which of the rows the person may read; without it, all."""
    of: type[Model] = Membership

    def rows(self, owner: Model) -> list[dict[str, Any]]:
        model = apps.get_model(self.model)
        found = model._base_manager.filter(**{self.way: owner.pk, **self.where}).order_by("pk").distinct()
        return [dict(_said(row, column) for column in self.columns) for row in found.iterator()]


SHELVES: list[Shelf] = []
FILES: list[Callable[[Membership], Iterable[str]]] = []
"""Names in the media folder of what is theirs."""
LEFT_OUT: dict[str, str] = {}
"""Relations to a person that are not handed out, and why."""

LOGGED = "done for the space; the log, which is handed out, says that and when"


def add(*shelves: Shelf, left_out: Mapping[str, str] | None = None) -> None:
    SHELVES.extend(shelves)
    LEFT_OUT.update(left_out or {})


@dataclass(frozen=True, slots=True)
class Place:
    """What one space knows; the account itself is a place without a name."""

    name: str
    slug: str
    shelves: Sequence[tuple[Shelf, list[dict[str, Any]]]]
    files: Mapping[str, bytes] = field(default_factory=dict)


def places(person: Person) -> list[Place]:
    """Everything about a person: their account, then each space they are or were in."""
    found = [Place("", "", _full(person))]
    for membership in person.memberships.select_related("space").order_by("pk"):
        names = [name for files in FILES for name in files(membership)]
        found.append(Place(membership.space.name, membership.space.slug, _full(membership), _read(names)))
    return found


def _full(owner: Model) -> list[tuple[Shelf, list[dict[str, Any]]]]:
    kept = [(shelf, shelf.rows(owner)) for shelf in SHELVES if isinstance(owner, shelf.of)]
    return [(shelf, rows) for shelf, rows in kept if rows]


def _read(names: Iterable[str]) -> dict[str, bytes]:
    found = {}
    for name in names:
        with default_storage.open(name) as file:
            found[name] = file.read()
    return found


def _said(row: Any, column: Column) -> tuple[str, Any]:
    if isinstance(column, tuple):
        return column[0], column[1](row)
    value = row
    for step in column.split("."):
        shown = getattr(value, f"get_{step}_display", None)
        value = getattr(value, step, None)
    return column, Coded(value, str(shown())) if shown and isinstance(value, str) else value


def file_name(at: datetime) -> str:
    """Names nobody: it lies in a folder of downloads."""
    return f"fuerwort-{at:%Y-%m-%d}.zip"
