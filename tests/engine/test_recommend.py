"""One request from gates to reasons, in a community small enough to see through."""

import random

import pytest

from fuerwort.engine import chances, reasons, recommend
from fuerwort.engine.moment import Moment, Rules, weigh
from fuerwort.engine.recommend import shortlist
from fuerwort.engine.shapes import Ask, Candidate
from fuerwort.engine.standing import Network
from fuerwort.engine.works import Works

MEMBERS = ("host", "ada", "ben", "cem", "dia", "eva", "far")


@pytest.fixture
def moment() -> Moment:
    rules = Rules()
    works = Works(rules.fit)
    for member, hours in (("ada", 30.0), ("ben", 24.0), ("cem", 20.0), ("dia", 18.0), ("far", 18.0)):
        works.add([member], "web", f"Website {member}", 0.0, {member: hours}, f"e-{member}")
    a, b = [0, 0, 0, 1, 3, 5], [1, 2, 3, 4, 5, 6]
    net = Network(7, a, b, [8.0] * 6, [0.0] * 6, 0.0)
    return Moment(0.0, works, net, net.view(0), {m: at for at, m in enumerate(MEMBERS)}, MEMBERS, rules)


def offering(*members: str, **more) -> list[Candidate]:
    return [Candidate(m, fields=("web",), skills=("WordPress",), days_here=900, **more) for m in members]


def codes(given) -> list[str]:
    return [reason.code for reason in given]


def test_it_gives_reasons_to_everybody_it_concerns(moment: Moment) -> None:
    ask = Ask("r1", "web", "eine Website", skills=("wordpress",), asked_by="eva")
    new = Candidate("eva", fields=("web",))
    found = shortlist(ask, [*offering("ada", "ben", "cem", "dia", "far"), new], moment, chances.Book())
    assert found.decision.shown[0] == "ada"
    assert codes(found.reasons["ada"])[-3:] == ["fit.proof", "tie.direct", "newcomer"]
    assert {"fit.skills", "fit.text"} <= set(codes(found.reasons["ada"]))
    assert codes(found.gates.values()) == ["gate.asker"]
    assert codes(found.others["dia"]) == ["turn.later"]


def test_it_says_how_a_member_is_known(moment: Moment) -> None:
    words = {
        m: codes(reasons.tie(c, weigh(Ask("r", "web"), [c], moment)[m], moment, []))
        for m, c in ((c.member, c) for c in offering("host", "ada", "dia", "eva", "far"))
    }
    assert words == {
        "host": ["tie.known"],
        "ada": ["tie.direct"],
        "dia": ["tie.common"],
        "eva": ["tie.common"],
        "far": ["tie.known"],
    }


def test_a_sponsored_newcomer_starts_above_zero(moment: Moment) -> None:
    new = Candidate("eva", fields=("web",), sponsor="host", days_here=30)
    weighed = weigh(Ask("r", "web"), [new], moment)["eva"]
    assert (weighed.fit.proof, weighed.standing >= 0.25, weighed.newcomer) == (0.4, True, True)
    assert "sponsor" in codes(reasons.tie(new, weighed, moment, []))


def test_turns_follow_the_book(moment: Moment) -> None:
    book, ask = chances.Book(), "eine Website"
    seen = set()
    for at in range(30):
        found = shortlist(Ask(f"r{at}", "web", ask), offering("ada", "ben", "cem", "dia", "far"), moment, book)
        seen |= {code for given in found.reasons.values() for code in codes(given)}
        later = [dict(r.facts)["after"] for rs in found.others.values() for r in rs if r.code == "turn.later"]
        assert all(0 <= k <= recommend.AHEAD for k in later)
    assert {"turn.owed", "turn.paid", "turn.even", "newcomer"} <= seen


def test_a_weak_fit_reads_what_would_change_it(moment: Moment) -> None:
    ask = Ask("r", "web", skills=("WordPress",))
    weak = Candidate("eva", fields=("web",))
    found = shortlist(ask, [*offering("ada"), weak], moment, chances.Book(), forecast=False)
    assert dict(found.others["eva"][0].facts) == {"missing": "skills"}
    assert "capped" not in codes(found.reasons["ada"])


def test_who_is_far_ahead_is_told_of_the_cap(moment: Moment) -> None:
    strong = offering("ada")
    ask = Ask("r", "web", skills=("WordPress",))
    rest = [Candidate(m, fields=("web",), skills=()) for m in ("ben", "cem", "dia")]
    found = shortlist(ask, [*strong, *rest], moment, chances.Book())
    assert "capped" in codes(found.reasons["ada"]) or len(found.decision.good_enough) == 1


def test_a_text_unlike_all_work_is_no_reason(moment: Moment) -> None:
    found = shortlist(Ask("r", "web", "Website ada"), offering("ada", "eva"), moment, chances.Book())
    assert "fit.text" in codes(found.reasons["ada"])
    weighed = weigh(Ask("r", "web", "Website ada"), offering("ada", "eva"), moment)
    assert "fit.text" not in codes(reasons.fit(found.ask, offering("eva")[0], weighed["eva"], moment, set()))


def test_a_booking_without_reasons_is_the_same_booking(moment: Moment) -> None:
    one, other, ask = chances.Book(), chances.Book(), Ask("r", "web", "Website", asked_by="ben")
    candidates = offering("ada", "ben", "cem", "dia")
    assert recommend.book_only(ask, candidates, moment, one) == shortlist(ask, candidates, moment, other).decision
    assert one.balances == other.balances


def test_nobody_gives_an_empty_list(moment: Moment) -> None:
    found = shortlist(Ask("r", "web"), [], moment, chances.Book())
    assert (found.decision.shown, found.reasons, found.others) == ((), {}, {})


def test_an_owners_change_is_told_to_everybody(moment: Moment) -> None:
    book = chances.Book()
    found = shortlist(Ask("r", "web"), offering("ada", "ben", "cem", "dia"), moment, book)
    changed = recommend.with_owner_change(found, book.change("r", ["dia", "ada"]), "kennt den Verein")
    assert codes(changed.reasons["dia"])[-1] == "owner_changed"
    assert codes(changed.others["ben"])[-1] == "owner_changed"


def due_to(member: int, *, split: bool) -> int:
    """A member's share of a request; split, every second occasion is their second profile's, and one purse enters."""
    rules, chance = Rules(), random.Random(4)
    works, pairs, hours = Works(rules.fit), [], []
    for at in range(60):
        pair = [10 if split and x == member and at % 2 else x for x in chance.sample(range(10), 2)]
        pairs.append(pair)
        hours.append(float(chance.randint(2, 12)))
        text = f"{('Website', 'Shop', 'Logo')[at % 3]} {at}"
        works.add([f"m{x}" for x in pair], "web", text, 0.0, {f"m{x}": hours[-1] for x in pair}, f"e{at}")
    net = Network(11, *zip(*pairs, strict=True), hours, [0.0] * 60, 0.0)
    names = [f"m{x}" for x in range(11)]
    moment = Moment(0.0, works, net, net.view(0), {m: at for at, m in enumerate(names)}, names, rules)
    weighed = weigh(Ask("r", "web", "eine Website"), offering(*names), moment)
    merits = {m: w.merit for m, w in weighed.items()}
    second = merits.pop("m10")
    merits[f"m{member}"] = max(merits[f"m{member}"], second)
    return chances.decide(rules.chances, {}, "r", merits).due.get(f"m{member}", 0)


def test_splitting_oneself_in_two_gains_nothing_because_each_half_has_half_the_evidence() -> None:
    for member in range(1, 10):
        assert due_to(member, split=True) < due_to(member, split=False)
