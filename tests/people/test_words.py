"""Words as people type them."""

import doctest

import pytest

from fuerwort.people import words
from fuerwort.people.words import folded, holds


def test_the_examples_hold() -> None:
    assert doctest.testmod(words).failed == 0


@pytest.mark.parametrize("typed", ["ubersetz", "Übersetz", "UEBERSETZ", "ubersetz engl", "  "])
def test_umlauts_are_found_however_they_are_spelt(typed: str) -> None:
    assert holds("Übersetzung Englisch", typed)


def test_every_word_must_be_there() -> None:
    assert not holds("Übersetzung Englisch", "übersetzung französisch")


def test_umlauts_sort_beside_their_letter() -> None:
    assert sorted(["Zahlen", "Übersetzung", "Text", "Ästhetik", "Bild"], key=folded) == [
        "Ästhetik", "Bild", "Text", "Übersetzung", "Zahlen",
    ]  # fmt: skip
