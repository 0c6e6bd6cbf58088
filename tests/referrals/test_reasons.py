"""Every code has a German and an English sentence, the page says when, and a sentence names the experience."""

import json
import re
from pathlib import Path
from string import Formatter

import pytest

from fuerwort.bundle.shapes import Experience
from fuerwort.engine import fit, reasons, recommend
from fuerwort.engine.shapes import Reason
from fuerwort.referrals.reasons import CLAUSES, DID, LANGUAGES, SENTENCES, sentence
from tests.bundle.test_write import E1
from tests.tables import table

NAMES = {"ada": "Ada", "jonas": "Jonas", "mia": "Mia", "cem": "Cem"}


def told(kind: str, text: str, *others: str) -> Experience:
    there = ("ada", *(others or ("jonas",)))
    return Experience("e1", E1.date, kind, "web", 1.0, there, there, text)


def say(lang: str, code: str, was: Experience | None, /, **facts) -> str:
    frozen = tuple((key, tuple(v) if isinstance(v, list) else v) for key, v in facts.items())
    known = (lambda _: was) if was else None
    return sentence(Reason(code, frozen), lang, lambda m: NAMES.get(m, m), known)


def test_the_page_lists_every_sentence_and_clause() -> None:
    assert {r["sentence"]: (r["Deutsch"], r["English"]) for r in table("reasons.md", "## Sentences")} == SENTENCES
    assert {r["code"]: r["Deutsch"] for r in table("reasons.md", "## Shorter in German")} == DID
    found = {(r["fact"], r["value"]): (r["Deutsch"], r["English"]) for r in table("reasons.md", "## Clauses")}
    assert found == {(fact, value): words for fact, values in CLAUSES.items() for value, words in values.items()}


@pytest.mark.parametrize("row", table("reasons.md"), ids=lambda row: f"{row['code']}: {row['experience']}")
def test_it_says_what_the_page_says(row: dict[str, str]) -> None:
    kind, _, text = row["experience"].partition(":")
    experience = told(kind, text.strip()) if kind else None
    facts = json.loads(row["facts"].strip("`"))
    assert say("de", row["code"], experience, **facts) == row["Deutsch"]
    assert say("en", row["code"], experience, **facts) == row["English"]


def test_every_code_of_the_engine_has_sentences_and_none_has_too_many() -> None:
    source = "".join(Path(module.__file__).read_text(encoding="utf-8") for module in (fit, reasons, recommend))
    codes = set(re.findall(r'"((?:fit|tie|turn|gate)\.\w+|sponsor|newcomer|capped|below_line|owner_changed)"', source))
    assert len(codes) == 23
    assert codes <= set(SENTENCES)
    assert all(any(key == code or key.startswith(f"{code}.") for code in codes) for key in SENTENCES)


@pytest.mark.parametrize("words", [*SENTENCES.values(), *(w for values in CLAUSES.values() for w in values.values())])
def test_both_languages_need_the_same_facts(words: tuple[str, str]) -> None:
    german, english = ({name for _, name, _, _ in Formatter().parse(text) if name} for text in words)
    assert german == english
    assert words[0] != words[1]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("die Seite des Fahrradvereins gebaut", "Hat mit Jonas die Seite des Fahrradvereins gebaut."),
        ("vier Häusern eine gemeinsame Seite gebaut", "Hat mit Jonas vier Häusern eine gemeinsame Seite gebaut."),
        ("einen Vertrag gelesen, bis der Tee kalt war", "Hat mit Jonas einen Vertrag gelesen, bis der Tee kalt war."),
        ("im Hof Äpfel gepresst.", "Hat mit Jonas im Hof Äpfel gepresst."),
        ("ein Abend zu Formularen", "Hat mit Jonas gelernt: „ein Abend zu Formularen“."),
        ("in agreement with the management", "Hat mit Jonas gelernt: „in agreement with the management“."),
        ("src/gerrit.py tests/gerrit.py", "Hat mit Jonas gelernt: „src/gerrit.py tests/gerrit.py“."),
        ("das Heft\n  bebildert", "Hat mit Jonas das Heft bebildert."),
        (" ", "Hat mit Jonas gelernt."),
        ("das Buch " + "sehr " * 20 + "oft gelesen", f"Hat mit Jonas gelernt: „das Buch {'sehr ' * 16}…“."),
        ("x" * 100, f"Hat mit Jonas gelernt: „{'x' * 90} …“."),
    ],
)
def test_an_experience_is_named_as_people_would(text: str, said: str) -> None:
    assert say("de", "tie.direct", told("learning", text), **{"with": ["jonas"], "experience": "e1"}) == said


def test_many_names_are_counted() -> None:
    crowd = told("cooperation", "Fest", "jonas", "mia", "cem", "x", "y")
    assert "mit Jonas, Mia, Cem und 2 anderen gearbeitet" in say(
        "de", "fit.proof", crowd, member="ada", experience="e1"
    )
    assert "with Jonas, Mia, Cem and 2 others in" in say("en", "fit.proof", crowd, member="ada", experience="e1")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_experiences_it_still_says_a_whole_sentence(lang: str) -> None:
    for code in ("tie.direct", "fit.proof"):
        words = say(lang, code, None, **{"with": ["jonas"], "experience": "e1", "member": "ada"})
        assert words.endswith(".") and "{" not in words


def test_an_unknown_code_is_no_sentence() -> None:
    with pytest.raises(KeyError):
        say("de", "fit.magic", None)
