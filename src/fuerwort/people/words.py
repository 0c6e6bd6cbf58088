"""Words as people type them: small or large, with or without umlauts and accents."""

import unicodedata
from functools import lru_cache

GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


def folded(text: str) -> str:
    """For sorting and comparing: small letters without marks ("Übersetzung" -> "ubersetzung", "ß" -> "ss").

    >>> folded("Yıldız, Nguyễn")
    'yildiz, nguyen'
    """
    plain = unicodedata.normalize("NFKD", text.casefold().replace("ı", "i"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


@lru_cache(maxsize=8192)
def spellings(text: str) -> frozenset[str]:
    """Folded, with "ü" as "u" and as "ue"."""
    small = unicodedata.normalize("NFC", text).casefold()
    return frozenset({folded(small), folded(small.translate(GERMAN))})


def holds(text: str, typed: str) -> bool:
    """Whether each typed word is somewhere in the text, however its umlauts are spelt.

    >>> [holds("Jörg Müller", typed) for typed in ("muller", "Mueller jorg", "MÜLL", "Jürg")]
    [True, True, True, False]
    >>> holds("Joerg Mueller", "Müller")
    True
    """
    ways = spellings(text)
    return all(any(word in way for word in spellings(typed_word) for way in ways) for typed_word in typed.split())
