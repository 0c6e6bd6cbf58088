"""ESCO's own files of occupations, in German and English, and which of their words a field may be found by.

The rule: docs/rules/fields.md, "Words of ESCO". Nothing is written here.
"""

import csv
import io
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path

from fuerwort.bundle.rows import Problem
from fuerwort.fields.catalogue import catalogue
from fuerwort.fields.phrases import key

SENTENCE = "This service uses the ESCO classification of the European Commission."
LANGUAGES = ("de", "en")
COLUMNS = ("conceptUri", "preferredLabel", "altLabels", "hiddenLabels", "status")
BEGINS = "http://data.europa.eu/esco/occupation/"
LARGEST = 30 * 1024 * 1024
LONGEST = 200
SHORTEST = 4
"""Letters of a word that may be looked for in a sentence: "DJ" or "QA" say too little."""


class EscoError(ValueError):
    """The files are not taken; ``problems`` names every line."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Occupation:
    """What ESCO calls an occupation: the preferred labels (a German one has two sides) before all others."""

    uri: str
    preferred: Mapping[str, tuple[str, ...]]
    labels: Mapping[str, tuple[str, ...]]

    def words(self) -> Iterator[str]:
        for lang in LANGUAGES:
            yield from self.labels[lang]


@dataclass(frozen=True, slots=True)
class Known:
    """A field of a space, as far as the rule looks at it."""

    slug: str
    de: str
    en: str
    esco: tuple[str, ...] = ()

    def uris(self) -> tuple[str, ...]:
        """Occupations it carries already: its own addresses, and those of the catalogue."""
        shipped = catalogue()[self.slug].esco if self.slug in catalogue() else ()
        return tuple(dict.fromkeys((*self.esco, *shipped)))

    def names(self) -> Iterator[str]:
        yield from (self.de, self.en)
        if self.slug in catalogue():
            yield from catalogue()[self.slug].words()


@dataclass(frozen=True, slots=True)
class Enriched:
    uris: tuple[str, ...]
    words: tuple[str, ...]


@dataclass
class _File:
    name: str
    rows: dict[str, tuple[int, str, tuple[str, ...]]] = field(default_factory=dict)
    """By address: line, preferred label, all others."""
    passed_over: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)

    def bad(self, line: int, reason: str) -> None:
        self.problems.append(Problem(self.name, line, reason))


def read(folder: Path) -> list[Occupation]:
    """Every released occupation of ``occupations_de.csv`` and ``occupations_en.csv``.

    Raises
    ------
    EscoError
        With every problem of both files.
    OSError
        A file cannot be opened.
    """
    both = {lang: _file(folder / f"occupations_{lang}.csv") for lang in LANGUAGES}
    de, en = both.values()
    if not de.problems and not en.problems:
        _alone(de, en)
        _alone(en, de)
    if problems := [*de.problems, *en.problems]:
        raise EscoError(problems)
    return [_occupation(uri, both) for uri in de.rows if uri in en.rows]


def _alone(one: _File, other: _File) -> None:
    for uri, (line, *_) in one.rows.items():
        if uri not in other.rows and uri not in other.passed_over:
            one.bad(line, f"{uri} is not in {other.name}: the files are of two versions")


def _occupation(uri: str, both: Mapping[str, _File]) -> Occupation:
    rows = {lang: found.rows[uri] for lang, found in both.items()}
    preferred = {lang: tuple(_clean(_sides(rows[lang][1]))) for lang in LANGUAGES}
    return Occupation(uri, preferred, {lang: tuple(_clean((*preferred[lang], *rows[lang][2]))) for lang in LANGUAGES})


def _sides(label: str) -> list[str]:
    """Of "Imker/Imkerin" both; "Leiter/Leiterin der Oper" has no first side that means the same."""
    sides = label.split("/")
    return sides if len(sides) == 2 and len({len(side.split()) for side in sides}) == 1 else [label]


def _clean(labels: Iterable[str]) -> dict[str, None]:
    return dict.fromkeys(filter(None, (" ".join(label.split()) for label in labels)))


def _file(path: Path) -> _File:
    found, data = _File(path.name), path.read_bytes()
    try:
        if len(data) > LARGEST or b"\0" in data:
            raise UnicodeError
        text = data.decode("utf-8-sig")
    except UnicodeError:
        found.bad(1, "no CSV file in UTF-8 of up to 30 MB")
        return found
    reader, line = csv.reader(io.StringIO(text, newline=""), strict=True), 1
    try:
        header = next(reader, [])
        if missing := [name for name in COLUMNS if name not in header]:
            found.bad(1, f"no column {', '.join(missing)}; is this ESCO's file of occupations?")
            return found
        line = reader.line_num + 1
        for cells in reader:
            _row(found, line, header, cells)
            line = reader.line_num + 1
    except csv.Error as error:
        found.bad(line, f"no CSV: {error}")
    return found


def _row(found: _File, line: int, header: Sequence[str], cells: Sequence[str]) -> None:
    if not any(cells):
        return
    if len(cells) != len(header):
        found.bad(line, f"{len(cells)} cells where the first line has {len(header)}")
        return
    row = dict(zip(header, map(str.strip, cells), strict=True))
    uri, name = row["conceptUri"], row["preferredLabel"]
    labels = tuple(_clean(f"{row['altLabels']}\n{row['hiddenLabels']}".split("\n")))
    if not uri.startswith(BEGINS) or len(uri) > LONGEST or set(uri) & set("; \n"):
        found.bad(line, f'conceptUri "{uri[:60]}" is no address of an occupation ({BEGINS}…)')
    elif row["status"] != "released":
        found.passed_over.add(uri)
    elif not name:
        found.bad(line, "preferredLabel is empty")
    elif long := next((label for label in (name, *labels) if len(label) > LONGEST), ""):
        found.bad(line, f'a label is longer than {LONGEST} letters: "{long[:40]}…"')
    elif uri in found.rows:
        found.bad(line, f"{uri} stands here twice, first in line {found.rows[uri][0]}")
    else:
        found.rows[uri] = (line, name, labels)


def enrich(fields: Sequence[Known], occupations: Sequence[Occupation]) -> dict[str, Enriched]:
    """For each field with a certain occupation: its addresses, and the words that can mean no other field."""
    by_uri = {one.uri: one for one in occupations}
    bearers: dict[str, set[str]] = defaultdict(set)
    for one in occupations:
        for word in one.words():
            bearers[key(word)].add(one.uri)
    taken = _taken(fields)
    return {
        slug: Enriched(uris, _words([by_uri[uri] for uri in uris], bearers, taken))
        for slug, uris in _carried(fields, by_uri).items()
    }


def _carried(fields: Sequence[Known], occupations: Mapping[str, Occupation]) -> dict[str, tuple[str, ...]]:
    """Which occupations a field carries; one that two fields claim is nobody's."""
    claims: dict[str, set[str]] = defaultdict(set)
    for one in fields:
        for uri in one.uris():
            claims[uri].add(one.slug)
    for shipped in catalogue().values():
        for uri in shipped.esco:
            claims[uri].add(shipped.field)
    german, english = _by_name(occupations.values())
    for known in fields:
        meant = german.get(key(known.de), set()) | english.get(key(known.en), set())
        if not known.uris() and len(meant) == 1:
            claims[min(meant)].add(known.slug)
    found = {one.slug: tuple(uri for uri in occupations if claims[uri] == {one.slug}) for one in fields}
    return {slug: uris for slug, uris in found.items() if uris}


def _by_name(occupations: Iterable[Occupation]) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    found: tuple[dict[str, set[str]], dict[str, set[str]]] = (defaultdict(set), defaultdict(set))
    for names, lang in zip(found, LANGUAGES, strict=True):
        for one in occupations:
            for label in one.preferred[lang]:
                names[key(label)].add(one.uri)
    return found


def _taken(fields: Sequence[Known]) -> Mapping[str, set[str]]:
    """Whose a word is already; that of nobody is in no-field.txt."""
    taken: dict[str, set[str]] = defaultdict(set)
    for one in catalogue().values():
        for word in one.words():
            taken[key(word)].add(one.field)
    for known in fields:
        for word in known.names():
            taken[key(word)].add(known.slug)
    for silent in _silent():
        taken[silent].add("")
    return taken


@cache
def _silent() -> frozenset[str]:
    text = files(__package__).joinpath("no-field.txt").read_text(encoding="utf-8")
    return frozenset(map(key, text.splitlines()))


def _words(
    occupations: Sequence[Occupation], bearers: Mapping[str, Collection[str]], taken: Mapping[str, set[str]]
) -> tuple[str, ...]:
    own: set[str] = {one.uri for one in occupations}
    found = set()
    for one in occupations:
        for word in one.words():
            said = key(word)
            if len(said) >= SHORTEST and not taken.get(said) and own.issuperset(bearers[said]):
                found.add(word)
    return tuple(sorted(found, key=lambda word: (word.casefold(), word)))
