"""How alike two texts are: cosine of character 3-5-gram TF-IDF, umlauts folded, German and English alike.

No dictionary and no language detection: n-grams inside word borders meet compounds ("Vereinswebsite") and inflected
forms half way. Measured against word search and edit distance in the project's research on matching.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fuerwort.engine import _text_kernel

Vector = tuple[NDArray[np.int64], NDArray[np.float64]]
"""Sorted gram numbers and their sublinear counts."""

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_WORD = re.compile(r"[a-z0-9+#]+")
_SIZES = (3, 4, 5)

KEPT_WORDS = 100_000
"""So many words' grams are kept; then all are forgotten and kept anew."""


def fold(text: str) -> str:
    """Lower case, umlauts written out, other accents dropped.

    >>> fold("Übersetzungsbüro Yıldız")
    'uebersetzungsbuero yildiz'
    """
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFC", text).lower().translate(_UMLAUTS).replace("ı", "i")
    return "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))


def grams(text: str) -> Counter[str]:
    """Character 3-5-grams of each word, with a blank for the word's borders.

    >>> sorted(grams("Ton"))
    [' to', ' ton', ' ton ', 'on ', 'ton', 'ton ']
    """
    return Counter(gram for word in _WORD.findall(fold(text)) for gram in _of_word(word))


def _of_word(word: str) -> list[str]:
    padded = f" {word} "
    return [padded[start : start + size] for size in _SIZES for start in range(len(padded) - size + 1)]


class Corpus:
    """Texts in the order in which they became known; each is compared with a query by cosine.

    Rare grams count more: idf = ln((1 + texts) / (1 + texts with the gram)) + 1, of all texts known *so far*. So a
    replay of history never knows a word before it was said.
    """

    def __init__(self, texts: Iterable[str] = ()) -> None:
        self._number: dict[str, int] = {}
        self._texts_with = np.zeros(1024)
        self._words: dict[str, NDArray[np.int64]] = {}
        self._starts, self._size = [0], 0
        self._grams, self._counts = np.zeros(1024, np.int64), np.zeros(1024)
        for text in texts:
            self.add(text)

    def __len__(self) -> int:
        return len(self._starts) - 1

    def add(self, text: str) -> int:
        """Remember a text and return its number."""
        numbers, counts = self._vector(text)
        end = self._size + len(numbers)
        if end > len(self._grams):
            self._grams, self._counts = (_longer(a, 2 * end) for a in (self._grams, self._counts))
        self._grams[self._size : end], self._counts[self._size : end] = numbers, counts
        self._texts_with[numbers] += 1
        self._size = end
        self._starts.append(end)
        return len(self) - 1

    def scores(self, query: str, texts: Sequence[int] | NDArray[np.int64] | None = None) -> NDArray[np.float64]:
        """Cosine of the query with each text asked for (all by default).

        Returns
        -------
        float64 array, one value in [0, 1] per text; 0 where nothing is shared or the query is empty.

        >>> Corpus(["Webdesign", "Steuerberatung"]).scores("Webdesigns gesucht").round(1).tolist()
        [0.5, 0.0]
        """
        wanted = np.arange(len(self)) if texts is None else np.asarray(texts, np.int64)
        numbers, counts = self._vector(query)
        idf = np.log((1 + len(self)) / (1 + self._texts_with)) + 1
        weights = np.zeros(len(idf))
        weights[numbers] = counts * idf[numbers]
        length = np.linalg.norm(weights)
        starts = np.asarray(self._starts, np.int64)
        return _text_kernel.cosines(
            wanted, starts, self._grams, self._counts, idf, weights / length if length else weights
        )

    def _vector(self, text: str) -> Vector:
        words = _WORD.findall(fold(text))
        if not words:
            return np.zeros(0, np.int64), np.zeros(0)
        numbers, times = np.unique(np.concatenate([self._numbers(word) for word in words]), return_counts=True)
        if len(self._number) > len(self._texts_with):
            self._texts_with = _longer(self._texts_with, 2 * len(self._number))
        return numbers, 1 + np.log(times)

    def _numbers(self, word: str) -> NDArray[np.int64]:
        """The numbers of a word's grams; words come again and again, so they are kept."""
        if word not in self._words:
            if len(self._words) >= KEPT_WORDS:
                self._words.clear()
            self._words[word] = np.array(
                [self._number.setdefault(gram, len(self._number)) for gram in _of_word(word)], np.int64
            )
        return self._words[word]


def _longer(array: NDArray[Any], size: int) -> NDArray[Any]:
    grown = np.zeros(size, array.dtype)
    grown[: len(array)] = array
    return grown
