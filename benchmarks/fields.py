"""Does `fields.suggest` find the field from ESCO's alternative labels that nobody looked at?

Run: python benchmarks/fields.py, with the ESCO files in FUERWORT_DATA/esco. docs/rules/fields.md says how labels are
split. Baselines: most words in common, difflib's ratio, and the engine's plain likeness, each against the same words.
"""

import csv
import hashlib
import os
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from difflib import SequenceMatcher
from pathlib import Path
from time import perf_counter

from fuerwort.engine.text import Corpus, fold
from fuerwort.fields.catalogue import catalogue
from fuerwort.fields.suggest import suggest

ROOT = Path(__file__).parents[1]
LANGUAGES = ("de", "en")

Suggest = Callable[[str], list[str]]
Case = tuple[str, frozenset[str]]
"""A label, and the fields that carry an occupation called so."""


def folder() -> Path | None:
    """Where the ESCO files are, if they are."""
    places = [Path(os.environ["FUERWORT_DATA"])] if "FUERWORT_DATA" in os.environ else []
    places += [up / "shared" / "data" for up in ROOT.parents[:2]]
    return next((place / "esco" for place in places if (place / "esco" / "occupations_de.csv").is_file()), None)


def stem(label: str) -> frozenset[str]:
    """The first six letters of each word, so that Designer and Designerin never fall on different sides."""
    plain = unicodedata.normalize("NFKD", label.lower().replace("ß", "ss"))
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    return frozenset(word[:6] for word in re.findall(r"[a-z0-9+#]+", letters))


def held_out(label: str) -> bool:
    """Half of all labels, by SHA-256 of the stem; only the other half may be read when synonyms are chosen."""
    return hashlib.sha256(" ".join(sorted(stem(label))).encode()).digest()[0] % 2 == 1


def cases(esco: Path, lang: str) -> list[Case]:
    """Held-out labels of the occupations in the catalogue; none that is, but for its ending, a word in it."""
    with (esco / f"occupations_{lang}.csv").open(encoding="utf-8", newline="") as opened:
        occupations = {row["conceptUri"]: row for row in csv.DictReader(opened)}
    carried = [(field.field, occupations[uri]) for field in catalogue().values() for uri in field.esco]
    known = {stem(words) for field in catalogue().values() for words in field.words()}
    known |= {stem(name) for _, row in carried for name in row["preferredLabel"].split("/")}
    found: dict[frozenset[str], tuple[str, set[str]]] = {}
    for field, row in carried:
        for label in filter(None, map(str.strip, row["altLabels"].split("\n"))):
            if held_out(label) and stem(label) not in known:
                found.setdefault(stem(label), (label, set()))[1].add(field)
    return [(label, frozenset(fields)) for label, fields in found.values()]


def shares(tried: Suggest, asked: Iterable[Case]) -> tuple[float, float]:
    """How often a right field is first, and how often among the first three."""
    places = [[field in right for field in tried(label)[:3]] for label, right in asked]
    return sum(p[:1] == [True] for p in places) / len(places), sum(map(any, places)) / len(places)


def ours(label: str) -> list[str]:
    return [field.field for field in suggest(label)]


def _nearest(score: Callable[[str], Iterator[float]]) -> Suggest:
    """Rank the fields by their best word."""
    owners = [field.field for field in catalogue().values() for _ in field.words()]

    def ranked(label: str) -> list[str]:
        best = dict.fromkeys(catalogue(), 0.0)
        for field, value in zip(owners, score(label), strict=True):
            best[field] = max(best[field], value)
        return [field for field in sorted(best, key=best.__getitem__, reverse=True) if best[field] > 0]

    return ranked


def baselines() -> dict[str, Suggest]:
    texts = [words for field in catalogue().values() for words in field.words()]
    folded = [fold(text) for text in texts]
    bags = [set(text.split()) for text in folded]
    corpus = Corpus(texts)

    def overlap(label: str) -> Iterator[float]:
        asked = set(fold(label).split())
        return (len(asked & bag) / len(asked | bag) for bag in bags)

    def ratio(label: str) -> Iterator[float]:
        matcher = SequenceMatcher(autojunk=False)
        matcher.set_seq2(fold(label))
        for text in folded:
            matcher.set_seq1(text)
            yield matcher.ratio() if matcher.quick_ratio() > 0.5 else 0.0

    return {
        "words in common": _nearest(overlap),
        "difflib": _nearest(ratio),
        "plain likeness": _nearest(lambda label: iter(corpus.scores(label).tolist())),
    }


def main() -> None:
    esco = folder()
    if esco is None:
        raise SystemExit("no esco/occupations_de.csv in FUERWORT_DATA")
    asked = {lang: cases(esco, lang) for lang in LANGUAGES}
    print("| held-out labels |", " | ".join(f"{lang}: {len(asked[lang])}, first | of three" for lang in LANGUAGES), "|")
    suggest("warm")
    for name, tried in {"**Fürwort**": ours, **baselines()}.items():
        start = perf_counter()
        found = [f"{share:.1%}" for lang in LANGUAGES for share in shares(tried, asked[lang])]
        each = (perf_counter() - start) / sum(map(len, asked.values())) * 1000
        print("|", name, "|", " | ".join(found), f"| {each:.1f} ms each")


if __name__ == "__main__":
    main()
