"""The catalogue that ships with Fürwort."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Field:
    field: str
    group: str
    de: str
    en: str
    synonyms_de: tuple[str, ...]
    synonyms_en: tuple[str, ...]
    esco: tuple[str, ...]
    professional_law: str
    """Empty, or a short key of the professional law that binds those who do this work."""

    def label(self, lang: str) -> str:
        return self.de if lang == "de" else self.en

    def words(self) -> tuple[str, ...]:
        """Everything this field is called, in both languages."""
        return (self.de, *self.synonyms_de, self.en, *self.synonyms_en)


@cache
def catalogue() -> Mapping[str, Field]:
    """Every field by its id, in the order of the file."""
    lines = files(__package__).joinpath("catalogue.csv").read_text(encoding="utf-8").splitlines()
    made = [_field(row) for row in csv.DictReader(lines, strict=True)]
    return {field.field: field for field in made}


def _field(row: Mapping[str, str]) -> Field:
    de, en, esco = (_parts(row[name]) for name in ("synonyms_de", "synonyms_en", "esco"))
    return Field(row["field"], row["group"], row["de"], row["en"], de, en, esco, row["professional_law"])


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split(";") if part)
