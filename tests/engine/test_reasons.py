"""Reasons carry the ids of the experiences that show them, the most telling first and none twice."""

import pytest

from fuerwort.engine import chances, reasons
from fuerwort.engine.fit import Fit
from fuerwort.engine.moment import Moment, Rules, Weighed, weigh
from fuerwort.engine.shapes import Ask, Candidate, FitRule, Reason
from fuerwort.engine.standing import Network
from fuerwort.engine.works import LATEST, Works

MEMBERS = ("me", "you", "ada", "ben")
ASK = Ask("r", "web", "eine Website für den Chor", skills=("WordPress", "SEO"))
ADA = Candidate("ada", fields=("web",), skills=("seo",))


def moment(*occasions: tuple[str, tuple[str, str], str, str, float], seeds: tuple[int, ...] = (0,)) -> Moment:
    """A moment in which these (experience, pair, field, text, hours) were confirmed, one a day."""
    works, number = Works(), {m: at for at, m in enumerate(MEMBERS)}
    net = Network(4, [], [], [], [], 0.0)
    for day, (experience, pair, field, text, hours) in enumerate(occasions):
        works.add(pair, field, text, float(day), dict.fromkeys(pair, hours) if hours else {}, experience)
        net.add(number[pair[0]], number[pair[1]], hours or 1.0, float(day))
    return Moment(float(len(occasions)), works, net, net.view(seeds), number, MEMBERS, Rules())


def why(known: Moment, candidate: Candidate = ADA) -> list[Reason]:
    return reasons.why_them(ASK, candidate, weigh(ASK, [candidate], known)[candidate.member], known)


def facts(found: list[Reason], code: str) -> list[dict[str, object]]:
    return [dict(reason.facts) for reason in found if reason.code == code]


def test_the_two_most_telling_shared_experiences_are_named() -> None:
    found = why(
        moment(
            ("e0", ("me", "ada"), "web", "Website für den Chor", 2.0),
            ("e1", ("me", "ada"), "", "Hof gefegt", 0.0),
            ("e2", ("me", "ada"), "web", "", 1.0),
            ("e3", ("me", "ada"), "web", "Website für den Chor", 1.0),
            ("e4", ("me", "ada"), "text", "", 9.0),
        )
    )
    assert facts(found, "tie.direct") == [
        {"with": ("me",), "experience": "e3"},
        {"with": ("me",), "experience": "e2"},
    ]


def test_each_shared_experience_names_who_of_those_who_look_was_there() -> None:
    one, other = ("e0", ("me", "ada"), "web", "Chor", 1.0), ("e1", ("you", "ada"), "web", "Tor", 1.0)
    found = why(moment(one, other, seeds=(0, 1, 2)))
    assert facts(found, "tie.direct") == [
        {"with": ("me",), "experience": "e0"},
        {"with": ("you",), "experience": "e1"},
    ]


def test_no_experience_is_named_twice() -> None:
    found = why(
        moment(
            ("e0", ("ben", "ada"), "web", "Website für den Chor", 1.0),
            ("e1", ("ben", "ada"), "web", "Buchhaltung", 8.0),
            ("e2", ("me", "ada"), "web", "Logo", 1.0),
        )
    )
    assert facts(found, "fit.text") == [{"best": 1, "done": 1, "experience": "e0"}]
    assert facts(found, "fit.proof") == [{"member": "ada", "experience": "e1"}]
    assert facts(found, "tie.direct") == [{"with": ("me",), "experience": "e2"}]
    alone = why(moment(("e0", ("me", "ada"), "web", "Website für den Chor", 1.0)))
    assert facts(alone, "fit.text") == [{"best": 1, "done": 1}]
    assert facts(alone, "fit.proof") == [{"member": "ada"}]


def test_what_only_the_profile_says_is_not_called_done() -> None:
    known = moment(("e0", ("ben", "ada"), "web", "Buchhaltung", 1.0))
    known.works.introduce("ada", "web", "Ich baue Websites für Chöre.")
    assert facts(why(known), "fit.text") == [{"best": 1, "done": 0}]


def test_learning_is_no_proof_and_some_skills_are_not_all() -> None:
    found = why(moment(("e0", ("me", "ada"), "web", "Website", 0.0)))
    assert facts(found, "fit.proof") == []
    assert facts(found, "fit.skills") == [{"skills": ("seo",), "all": 0}]


def test_who_is_tied_to_nobody_is_new_even_when_they_look_themselves() -> None:
    assert [r.code for r in why(moment(seeds=(2,))) if r.code.startswith("tie")] == ["tie.new"]


def test_only_the_latest_occasions_are_searched() -> None:
    known = moment(*((f"e{i}", ("me", "ada"), "web", f"Seite {i}", 1.0) for i in range(LATEST + 10)))
    assert [o.experience for o in known.works.together("me", "ada")][::49] == [f"e{LATEST + 9}", "e10"]
    assert known.works.proofs("web", "ada", 60.0)[0].experience == f"e{LATEST + 9}"
    assert known.works.together("me", "ben") == known.works.proofs("web", "ben", 60.0) == []


@pytest.mark.parametrize(
    ("balances", "merits", "because"),
    [
        ({"c": 100_000, "x": -100_000}, (900, 800, 700, 700), "owed"),
        ({}, (900, 800, 700, 600), "both"),
        ({}, (1000, 800, 600, 600), "lot"),
        ({"d": 100_000, "x": -100_000}, (900, 800, 800, 700), "fit"),
    ],
)
def test_who_comes_later_reads_what_the_last_one_named_had_more_of(balances, merits, because) -> None:
    named = dict(zip("abcd", merits, strict=True))
    decision = chances.decide(chances.ChanceRule(), balances, "r", named)
    assert decision.shown == ("a", "b", "c")
    weighed = Weighed(Fit(None, None, 0.5, 0.5), 0.5, merits[3], False)
    found = reasons.why_not("d", decision, weighed, 3, FitRule())
    assert found == Reason("turn.later", (("after", 3), ("because", because)))


@pytest.mark.parametrize(
    ("fit", "standing", "missing"),
    [
        (Fit(0.0, 0.9, 0.9, 0.54), 0.5, "skills"),
        (Fit(1.0, 0.0, 0.9, 0.76), 0.5, "text"),
        (Fit(1.0, 0.3, 0.2, 0.5), 0.5, "proof"),
        (Fit(None, None, 0.9, 0.9), 0.1, "standing"),
    ],
)
def test_who_is_below_the_line_reads_what_would_add_most(fit: Fit, standing: float, missing: str) -> None:
    decision = chances.decide(chances.ChanceRule(), {}, "r", {"a": 900})
    found = reasons.why_not("d", decision, Weighed(fit, standing, 100, False), 0, FitRule())
    assert found == Reason("below_line", (("missing", missing),))
