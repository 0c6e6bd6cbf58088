"""Fit, text and rules: small enough to compute by hand."""

from dataclasses import replace

import numpy as np
import pytest

from fuerwort.engine import fit, text
from fuerwort.engine.shapes import Ask, Candidate, ChanceRule, FitRule, RuleError, TieRule
from fuerwort.engine.works import Likeness, Works
from tests.tables import table

ASK = Ask("r", "web", skills=("WordPress",), languages=("de",), on_site=True, asked_by="z")
OPEN = {"fields": ("web",), "languages": ("de",)}


@pytest.mark.parametrize(
    ("candidate", "code"),
    [
        (Candidate("a", **OPEN), None),
        (Candidate("z", **OPEN), "gate.asker"),
        (Candidate("a"), "gate.field"),
        (Candidate("a", **OPEN, available=False), "gate.available"),
        (Candidate("a", fields=("web",), languages=("en",)), "gate.language"),
        (Candidate("a", **OPEN, on_site=False), "gate.place"),
        (Candidate("a", **OPEN, agreed_away=("web",)), "gate.agreement"),
        (Candidate("a", **OPEN, barred_by_law=True), "gate.law"),
    ],
)
def test_it_names_the_closed_gate(candidate: Candidate, code: str | None) -> None:
    assert fit.gate(ASK, candidate) == code


def test_a_missing_criterion_does_not_count() -> None:
    assert fit.combine(FitRule(), None, None, 0.5).value == 0.5
    assert fit.combine(FitRule(), 1.0, 0.0, 0.5).value == pytest.approx(0.5)
    assert fit.skill_share([], ["x"]) == 0.0


def test_it_refuses_a_fit_that_is_none() -> None:
    with pytest.raises(fit.FitError, match="between 0 and 1"):
        fit.merit(FitRule(), 1.2, 0.0)


def test_proof_is_one_half_at_sixteen_hours_and_fades() -> None:
    works = Works()
    works.add(["a", "b"], "web", "", 0.0, {"a": 16.0, "b": 8.0}, "e1")
    works.add(["a"], "web", "", -365.0, {"a": 32.0}, "e2")
    assert works.hours("web", "a", 0.0) == pytest.approx(32.0)
    assert works.proof("web", "b", 0.0) == pytest.approx(1 - 2**-0.5)
    assert works.proof("web", "a", 365.0) == pytest.approx(0.5)
    assert works.proof("web", "nobody", 0.0) == 0.0


def test_likeness_prefers_similar_recent_work() -> None:
    works = Works()
    works.introduce("a", "web", "Ich baue Websites für Vereine.")
    works.introduce("b", "web", "Ich mache Buchhaltung.")
    works.add(["c"], "web", "Website des Fahrradvereins", -400.0, {}, "e1")
    found = works.likeness("web", ["a", "b", "c"], "Eine neue Website für unseren Verein", 0.0)
    assert found[0].value == 1.0
    assert found[2].value > found[1].value
    none = [Likeness(0.0, "")]
    assert works.likeness("web", ["a"], "", 0.0) == none
    assert works.likeness("web", ["x"], "Website", 0.0) == none
    assert works.likeness("web", ["b"], "qqqq", 0.0) == none


def test_a_claim_counts_a_tenth_of_the_same_words_confirmed_today() -> None:
    works = Works()
    works.introduce("a", "web", "Website für Vereine")
    works.add(["b", "c"], "web", "Website für Vereine", 0.0, {}, "e1")
    values = [like.value for like in works.likeness("web", ["a", "b"], "eine Website", 0.0)]
    assert values == pytest.approx([0.1, 1.0])


def test_merits_are_those_of_the_page() -> None:
    for row in table("fit.md"):
        skills, likeness = (None if row[key] == "-" else float(row[key]) for key in ("skills", "text"))
        works = Works()
        works.add(["a"], "web", "", 0.0, {"a": float(row["hours"])}, "e1")
        proof = works.proof("web", "a", 0.0)
        found = fit.combine(FitRule(), skills, likeness, proof)
        assert (round(proof, 4), round(found.value, 4)) == (float(row["proof"]), float(row["fit"]))
        assert fit.merit(FitRule(), found.value, float(row["standing"])) == int(row["merit"])


def test_likeness_is_that_of_the_page() -> None:
    works, expected = Works(), {}
    for at, row in enumerate(table("fit.md", "## Worked likeness")):
        members = row["member"].split(", ")
        expected |= dict(zip(members, row["likeness"].split(", "), strict=True))
        if row["day"] == "-":
            works.introduce(members[0], "web", row["text"])
        else:
            works.add(members, "web", row["text"], float(row["day"]), {}, f"e{at}")
    found = works.likeness("web", list(expected), "Eine neue Website für unseren Verein", 180.0)
    assert [f"{like.value:.3f}" for like in found] == list(expected.values())
    assert [like.experience for like in found] == ["", "e1", "e2", "e2", "e3"]


def test_gates_close_in_the_order_of_the_page() -> None:
    shut = Candidate("z", languages=("en",), available=False, on_site=False, agreed_away=("web",), barred_by_law=True)
    opened = {"gate.asker": {"member": "y"}, "gate.field": {"fields": ("web",)}, "gate.available": {"available": True},
              "gate.language": {"languages": ("de",)}, "gate.place": {"on_site": True},
              "gate.agreement": {"agreed_away": ()}, "gate.law": {"barred_by_law": False}}  # fmt: skip
    found = []
    while code := fit.gate(ASK, shut):
        found.append(code)
        shut = replace(shut, **opened[code])
    assert found == [row["gate"] for row in table("fit.md", "## Gates")]


def test_cosines_equal_a_plain_loop() -> None:
    texts = ["Webdesign für Vereine", "Web site", "", "Steuer " * 300, "Ü" * 2000 + " einzel " + "x" * 3000]
    corpus = text.Corpus(texts)
    query = "Webseite und Webdesign"
    vectors = [text.grams(t) for t in texts]
    known = {g for v in vectors for g in v}

    def idf(gram: str) -> float:
        return float(np.log((1 + len(texts)) / (1 + sum(gram in v for v in vectors))) + 1)

    def weights(grams) -> dict[str, float]:
        return {g: (1 + np.log(k)) * idf(g) for g, k in grams.items()}

    asked = weights(text.grams(query))
    length = np.sqrt(sum(v * v for v in asked.values()))
    for at, vector in enumerate(vectors):
        own = weights(vector)
        dot = sum(asked[g] * own[g] for g in asked.keys() & own.keys() & known)
        size = np.sqrt(sum(v * v for v in own.values())) * length
        assert corpus.scores(query)[at] == pytest.approx(dot / size if dot else 0.0)
    assert corpus.scores("").tolist() == [0.0] * len(texts)


@pytest.mark.parametrize("rule", [TieRule(care=0.5), FitRule(base=0.5), ChanceRule(places=(1_000_000,))])
def test_a_rule_goes_to_json_and_back(rule) -> None:
    assert type(rule).from_json(rule.to_json()) == rule


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: TieRule(half_life=0), "positive"),
        (lambda: TieRule(stop=1.0), "strictly"),
        (lambda: TieRule(stop=2.0), "between 0 and 1"),
        (lambda: TieRule(care=-1), "zero or more"),
        (lambda: ChanceRule(line=1001), "line"),
        (lambda: ChanceRule(line=0.5), "whole numbers"),
        (lambda: ChanceRule(floor=0), "floor"),
        (lambda: ChanceRule(places=(1,)), "sum to"),
        (lambda: ChanceRule(places=(300_000, 700_000)), "earlier place"),
        (lambda: ChanceRule(pull=-1), "pull"),
        (lambda: FitRule.from_json('{"x": 1}'), "no field x"),
        (lambda: FitRule.from_json("{"), "not a FitRule"),
    ],
)
def test_a_rule_refuses_what_nobody_can_compute_with(make, message: str) -> None:
    with pytest.raises(RuleError, match=message):
        make()


def test_a_corpus_grows_beyond_its_first_room() -> None:
    corpus = text.Corpus(f"wort{i} nummer{i * i}" for i in range(400))
    assert corpus.scores("wort7 nummer49").argmax() == 7


def test_forgetting_words_changes_no_likeness(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [f"wort{i % 7} nummer{i}" for i in range(50)]
    kept = text.Corpus(texts).scores("wort3 nummer10").tolist()
    monkeypatch.setattr(text, "KEPT_WORDS", 5)
    assert text.Corpus(texts).scores("wort3 nummer10").tolist() == kept


def test_kinds_weigh_alike_by_default() -> None:
    assert TieRule().kinds == (1.0, 1.0, 1.0)
