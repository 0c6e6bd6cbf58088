"""References that people copy from a screen into their bank: eight letters that survive one typing error.

Six letters are free, two check them: over the 31 letters that cannot be mixed up (31 is a prime), the sum of all and
the sum of all times their place are zero. One wrong letter changes both, and the two together say which it was; two
neighbours that changed places are found too. docs/rules/contributions.md has a table of them.
"""

import re
from collections.abc import Collection, Sequence

from fuerwort.people.models import ALPHABET

LENGTH = 8
BASE = len(ALPHABET)
_PLACE = {letter: at for at, letter in enumerate(ALPHABET)}


def complete(free: str) -> str:
    """Six letters with the two that check them.

    >>> complete("kanakn")
    'kanaknpj'
    """
    values = [_PLACE[letter] for letter in free]
    zero = -sum(values)
    one = -sum(value * place for place, value in enumerate(values, 1))
    # a + b = zero and 7a + 8b = one (mod 31)
    b = (one - 7 * zero) % BASE
    a = (zero - b) % BASE
    return free + ALPHABET[a] + ALPHABET[b]


def shown(reference: str) -> str:
    """As people read and type it: ``FW KANA-KNPJ``."""
    return f"FW {reference[:4]}-{reference[4:]}".upper()


def fits(reference: str) -> bool:
    """Whether its check letters are right."""
    values = [_PLACE.get(letter, -1) for letter in reference]
    return len(values) == LENGTH and min(values) >= 0 and _sums(values) == (0, 0)


def found(text: str, known: Collection[str]) -> str:
    """The one reference of ours that somebody meant, or nothing.

    Parameters
    ----------
    text : str
        What the bank says: any case, spaces and marks anywhere.
    known : collection of str
        References that exist.
    """
    bare = re.sub(r"[^a-z0-9]", "", text.lower())
    windows = {bare[at : at + LENGTH] for at in range(len(bare) - LENGTH + 1)}
    meant = windows & set(known) or {one for after in _after_mark(bare) for one in _mended(after) if one in known}
    return meant.pop() if len(meant) == 1 else ""


def _after_mark(bare: str) -> Sequence[str]:
    """What follows our mark: only there a typing error is looked for, so that no other number is taken for ours."""
    return [bare[at.end() + 2 :][:LENGTH] for at in re.finditer("(?=fw)", bare)]


def _mended(window: str) -> list[str]:
    """References that differ in one letter, or in two neighbours that changed places."""
    values = [_PLACE.get(letter, -1) for letter in window]
    strange = [at for at, value in enumerate(values) if value < 0]
    if len(values) < LENGTH or len(strange) > 1:
        return []
    values = [max(value, 0) for value in values]
    zero, one = _sums(values)
    if not zero:
        return _turned(values) if one or not strange else [_written(values)]
    place = one * pow(zero, -1, BASE) % BASE - 1
    if not 0 <= place < LENGTH:
        return []
    values[place] = (values[place] - zero) % BASE
    return [_written(values)]


def _turned(values: list[int]) -> list[str]:
    """All that become right when two neighbours change places."""
    found = []
    for at in range(LENGTH - 1):
        turned = [*values[:at], values[at + 1], values[at], *values[at + 2 :]]
        if _sums(turned) == (0, 0):
            found.append(_written(turned))
    return found


def _written(values: Sequence[int]) -> str:
    return "".join(ALPHABET[value] for value in values)


def _sums(values: Sequence[int]) -> tuple[int, int]:
    return sum(values) % BASE, sum(value * place for place, value in enumerate(values, 1)) % BASE
