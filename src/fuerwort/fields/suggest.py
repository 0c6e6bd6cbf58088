"""Which fields is a text about: ridge regression from character n-grams to fields; docs/rules/fields.md has the rule.

Plain likeness finds "Webdesignerin" as well. The regression adds what likeness cannot know: that "manager" or
"Beratung" says little because many fields have it, and that "wir suchen jemanden" names no field at all.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, diags_array
from scipy.sparse.linalg import norm

from fuerwort.engine.text import fold, grams
from fuerwort.fields.catalogue import Field, catalogue
from fuerwort.fields.phrases import Heard

DAMPING = 1.0
"""How strongly weights are pulled to zero; .3 to 2 differ little."""

STEPS = 25
"""Of conjugate gradients; more change nothing that is suggested."""

LEAST = 0.15
"""Nothing is suggested unless one clause says one field this clearly: greetings stay below, 99 of 100 labels do not."""

NEAR = 0.15
"""The other fields are named if they reach this part of the best."""

_CLAUSE = re.compile(r"[.,;:!?\n]+")


@dataclass(frozen=True, slots=True)
class _Model:
    number: dict[str, int]
    idf: NDArray[np.float64]
    weights: NDArray[np.float32]
    """One row per gram, one column per field."""
    names: dict[str, list[int]]
    """Which fields are called exactly so."""

    def scores(self, text: str) -> NDArray[np.float64]:
        """How much each field is meant: about 1 for a field's words, about 0 for everything else."""
        known = {self.number[g]: times for g, times in grams(text).items() if g in self.number}
        rows = np.array(list(known), np.int64)
        values = (1 + np.log(list(known.values()))) * self.idf[rows]
        length = np.linalg.norm(values)
        scores = values @ self.weights[rows] / (length or 1.0)
        scores[self.names.get(fold(text).strip(), [])] += 1
        return scores


def suggest(text: str, limit: int = 3) -> list[Field]:
    """Name the fields a text is most likely about, best first; none where nothing is recognised.

    German and English may be mixed. A text is about what its clauses say together.

    >>> [field.field for field in suggest("Wir brauchen bis Mai eine neue Website für unseren Verein", limit=1)]
    ['web-design']
    >>> suggest("Hallo zusammen, kann uns jemand helfen?")
    []
    """
    return [catalogue()[slug] for slug in ranked(text, {}, limit)]


def ranked(text: str, phrases: Mapping[str, frozenset[str]], limit: int) -> list[str]:
    """The same, as ids, where fields are found by phrases of their own, too: keys of ``fields.phrases``.

    >>> ranked("Wer hat eine Imkerin an der Hand?", {"beekeeping": frozenset({"imker"})}, limit=1)
    ['beekeeping']
    """
    slugs = list(dict.fromkeys((*catalogue(), *phrases)))
    clauses = np.array([_heard(clause, slugs, phrases) for clause in _CLAUSE.split(text)])
    if clauses.max() < LEAST:
        return []
    scores = clauses.sum(axis=0)
    best = np.argsort(-scores, kind="stable")[:limit]
    return [slugs[i] for i in best if scores[i] >= NEAR * scores.max()]


def _heard(clause: str, slugs: Sequence[str], phrases: Mapping[str, frozenset[str]]) -> NDArray[np.float64]:
    scores = np.zeros(len(slugs))
    scores[: len(catalogue())] = _model().scores(clause)
    if phrases:
        heard = Heard(clause)
        scores += [heard.weight(phrases[slug]) if slug in phrases else 0.0 for slug in slugs]
    return scores


@cache
def _model() -> _Model:
    """Fit once per process; takes about a second."""
    fields = list(catalogue().values())
    named = [(words, i) for i, field in enumerate(fields) for words in field.words()]
    silent = files(__package__).joinpath("no-field.txt").read_text(encoding="utf-8").splitlines()
    number, texts, idf = _vectors([words for words, _ in named] + silent)
    about = np.zeros((texts.shape[0], len(fields)))
    about[np.arange(len(named)), [i for _, i in named]] = 1
    names: dict[str, list[int]] = {}
    for words, i in named:
        names.setdefault(fold(words), []).append(i)
    return _Model(number, idf, _ridge(texts, about).astype(np.float32), names)


def _ridge(texts: csr_array, about: NDArray[np.float64]) -> NDArray[np.float64]:
    """Weights W that minimise |texts W - about|² + damping |W|²: conjugate gradients, all fields side by side."""
    found, rest = np.zeros_like(about), about.copy()
    way, size = rest.copy(), (rest**2).sum(axis=0)
    for _ in range(STEPS):
        pushed = texts @ (texts.T @ way) + DAMPING * way
        step = size / (way * pushed).sum(axis=0)
        found += step * way
        rest -= step * pushed
        before, size = size, (rest**2).sum(axis=0)
        way = rest + size / before * way
    return np.asarray(texts.T @ found)


def _vectors(texts: Sequence[str]) -> tuple[dict[str, int], csr_array, NDArray[np.float64]]:
    """TF-IDF rows of length one, as in ``fuerwort.engine.text.Corpus``."""
    number: dict[str, int] = {}
    found = [{number.setdefault(g, len(number)): times for g, times in grams(text).items()} for text in texts]
    starts = np.cumsum([0, *map(len, found)])
    columns = np.concatenate([list(row) for row in found])
    counts = 1 + np.log(np.concatenate([list(row.values()) for row in found]))
    idf = np.log((1 + len(texts)) / (1 + np.bincount(columns))) + 1
    rows = csr_array((counts * idf[columns], columns, starts), shape=(len(texts), len(number)))
    return number, diags_array(1 / norm(rows, axis=1)) @ rows, idf
