"""References survive one typing error, of every kind, and never mean somebody else."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fuerwort.fund.reference import complete, fits, found, shown
from fuerwort.people.models import ALPHABET

FREE = st.text(st.sampled_from(ALPHABET), min_size=6, max_size=6)
KNOWN = {complete("".join(random.Random(at).choices(ALPHABET, k=6))) for at in range(300)}
EVERY = settings(max_examples=200, deadline=None)


@EVERY
@given(FREE)
def test_a_reference_fits_and_is_found_however_it_is_written(free: str) -> None:
    reference = complete(free)
    assert fits(reference)
    for text in (shown(reference), reference, f"Beitrag/{shown(reference).lower()} Danke", " ".join(shown(reference))):
        assert found(text, {reference}) == reference


@EVERY
@given(st.sampled_from(sorted(KNOWN)), st.integers(0, 7), st.sampled_from(ALPHABET + "01oil"))
def test_one_wrong_letter_is_mended(reference: str, at: int, wrong: str) -> None:
    typed = reference[:at] + wrong + reference[at + 1 :]
    assert found(f"FW {typed}".upper(), KNOWN) == reference
    assert fits(typed) == (typed == reference)


@EVERY
@given(st.sampled_from(sorted(KNOWN)), st.integers(0, 6))
def test_two_letters_that_changed_places_are_mended(reference: str, at: int) -> None:
    typed = reference[:at] + reference[at + 1] + reference[at] + reference[at + 2 :]
    assert found(f"fw-{typed}", KNOWN) == reference


@EVERY
@given(st.text(st.sampled_from(ALPHABET + "01oil -FW"), max_size=60))
def test_other_words_mean_nobody(text: str) -> None:
    meant = found(text, {complete("kanakn")})
    assert not meant or "fw" in "".join(text.lower().split()) or complete("kanakn") in text.lower().replace(" ", "")


def test_two_references_in_one_text_mean_nobody() -> None:
    one, other = sorted(KNOWN)[:2]
    assert found(f"{shown(one)} {shown(other)}", KNOWN) == ""


@pytest.mark.parametrize("text", ["", "FW", "FW KANA", "FW 0O0O-1I1I", "fwfwfwfw"])
def test_fragments_mean_nobody(text: str) -> None:
    assert found(text, KNOWN) == ""


def test_a_strange_letter_in_the_place_of_the_first_of_the_alphabet() -> None:
    reference = complete("2kana2")
    assert found(f"FW 0{reference[1:]}", {reference}) == reference
    assert not fits("kurz")
