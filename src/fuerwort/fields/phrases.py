"""Words as they are called in a sentence: folded, without the endings that German and English put to a name."""

import re
from collections.abc import Iterator

from fuerwort.engine.text import fold

LONGEST = 6
"""Words of a phrase that is looked for inside a sentence."""

EXACT, INSIDE = 1.0, 0.5
"""What a clause counts that is a phrase, or holds one; a field's own words count about 1, see ``suggest``."""

_WORD = re.compile(r"[a-z0-9+#]+")
_ENDING = re.compile(r"(?<=[a-z]{4})(?:innen|in|en|n|s|e)$")


def key(text: str) -> str:
    """What is compared.

    >>> [key(said) for said in ("Inspizient", "Inspizientinnen", "sound editors", "Sound-Editor")]
    ['inspizient', 'inspizient', 'sound editor', 'sound editor']
    """
    return " ".join(_ENDING.sub("", word) for word in _WORD.findall(fold(text)))


class Heard:
    """A clause, taken apart once to be asked for the phrases of many fields."""

    def __init__(self, clause: str) -> None:
        self.whole = key(clause)
        self.parts = frozenset(_parts(self.whole.split()))

    def weight(self, phrases: frozenset[str]) -> float:
        """How much the clause says one of them; they are given as keys."""
        if self.whole in phrases:
            return EXACT
        return 0.0 if self.parts.isdisjoint(phrases) else INSIDE


def _parts(words: list[str]) -> Iterator[str]:
    for start in range(len(words)):
        for end in range(start + 1, min(start + LONGEST, len(words)) + 1):
            yield " ".join(words[start:end])
