"""From the vote to the decision: each method, its effect, who hears of it, and what became of it."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist

from fuerwort.evenings.actions import closing, decisions, votes
from fuerwort.evenings.actions.effects import EffectRefused, Wanted
from fuerwort.evenings.actions.votes import VoteRefused
from fuerwort.evenings.models import Decision, Fate, Method, State, Vote, Wording
from fuerwort.fund.actions.funds import open_fund
from fuerwort.fund.actions.ledger import holdings
from fuerwort.fund.models import Account, Fund
from fuerwort.people.errors import Missing
from fuerwort.referrals.actions import rules
from tests.cast import NOW
from tests.deciding.conftest import House, consensing, named

YES = {"stance": "consent"}
RULE = {"parameters": {"line": 60, "places": 2}}


def consented(house: House, wanted: Wanted) -> Decision:
    """Decided by consent of three."""
    vote = house.vote(Method.CONSENT, wanted)
    for one in house.room[:3]:
        house.cast_(vote, one, **YES)
    house.close(vote)
    return Decision.objects.get(vote=vote)


def test_the_lowest_resistance_is_decided(house: House) -> None:
    vote = consensing(house)
    house.resist(vote, (0, 9, 5), (1, 2, 8), (7, 7, 7))
    closed = house.close(vote)
    decision = Decision.objects.get()
    assert (decision.title, decision.owner, decision.fate) == ("Ruhe am Morgen", house.cast.host, Fate.OPEN)
    assert closed.result["order"][0] == {
        "proposal": decision.proposal.public, "total": 8, "counts": [1, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0],
    }  # fmt: skip
    assert (closed.entitled, closed.result["voters"]) == (5, 3)


def test_when_everything_stays_as_it_is_nothing_is_decided(house: House) -> None:
    vote = consensing(house)
    house.resist(vote, (9, 9, 1), (9, 9, 0), (9, 9, 2))
    assert house.close(vote).result["chosen"] == vote.proposals.get(passive=True).public
    assert not Decision.objects.exists()


def test_an_objection_leads_to_another_round(house: House) -> None:
    vote = house.vote(Method.CONSENT, Wanted("Musik ab 17 Uhr"))
    house.cast_(vote, house.cast.owner, **YES)
    house.cast_(vote, house.cast.insider, stance="objection", words="Ich telefoniere bis 18 Uhr.")
    house.cast_(vote, house.cast.treasurer, stance="concern", words="Leise, bitte.")
    between = house.close(vote)
    assert (between.state, between.result, between.closed_at) == (State.BETWEEN, None, None)
    assert [(o.membership, o.stands, o.words) for o in vote.objections.all()] == [
        (house.cast.insider, True, "Ich telefoniere bis 18 Uhr."), (house.cast.treasurer, False, "Leise, bitte."),
    ]  # fmt: skip
    with pytest.raises(VoteRefused):
        closing.next_round(vote, title="Musik ab 17 Uhr", text="", by=house.cast.host, at=NOW, key="k2")
    closing.next_round(vote, title="Musik ab 18 Uhr", text="", by=house.cast.host, at=NOW, key="k2")
    for one in house.room[:2]:
        house.cast_(vote, one, **YES)
    closed = house.close(vote)
    assert (closed.state, closed.round, [r["title"] for r in closed.rounds]) == (
        State.CLOSED, 2, ["Musik ab 17 Uhr", "Musik ab 18 Uhr"],
    )  # fmt: skip
    assert Decision.objects.get().title == "Musik ab 18 Uhr"


def test_rounds_can_end_without_a_decision(house: House) -> None:
    vote = house.vote(Method.CONSENT, Wanted("Musik"))
    house.cast_(vote, house.cast.owner, stance="objection", words="Nein, weil …")
    house.close(vote)
    assert closing.drop(vote, by=house.cast.host, at=NOW).result == {"adopted": False, "round": 1}
    assert not Decision.objects.exists()
    with pytest.raises(VoteRefused):
        closing.drop(vote, by=house.cast.host, at=NOW)


def test_more_than_half_must_approve(house: House) -> None:
    for yes, chosen in ((2, 0), (3, 1)):
        vote = house.vote(Method.APPROVAL, Wanted("Suppe"), Wanted("Brot"))
        soup = named(vote, "Suppe").public
        for number, one in enumerate(house.room[:4]):
            house.cast_(vote, one, approve=[soup] if number < yes else [])
        house.close(vote)
        assert vote.decisions.count() == chosen


def test_a_budget_is_shared_and_the_fund_sets_it_aside(house: House) -> None:
    open_fund(holder="Kanal e. V.", iban="DE02120300000000202051", held=50_000, by=house.cast.treasurer, at=NOW)
    lamps, mill = Wanted("Lampen", facts={"cents": 40_000}), Wanted("Mühle", facts={"cents": 30_000})
    vote = house.vote(Method.SHARES, lamps, mill, budget=60_000)
    for one in house.room[:3]:
        house.cast_(vote, one, approve=[p.public for p in vote.proposals.all()])
    closed = house.close(vote)
    assert [one["cost"] for one in closed.result["bought"]] == [30_000]
    assert closed.result["left"] == 30_000
    decision = Decision.objects.get()
    assert (decision.title, decision.effect, decision.fate) == ("Mühle", "budget", Fate.DONE)
    assert Account.objects.get(kind="budget").public == decision.facts["account"]
    held = {account.kind: cents for account, cents in holdings(Fund.objects.get()).items() if cents}
    assert (held["budget"], held["reserve"]) == (30_000, 20_000)  # booked in the ledger


def test_a_budget_the_fund_does_not_hold_waits_with_the_reason(house: House) -> None:
    decision = consented(house, Wanted("Mühle", effect="budget", facts={"cents": 100, "purpose": "Mühle"}))
    assert decision.fate == Fate.OPEN
    assert "Kasse" in decision.facts["waits"] or "fund" in decision.facts["waits"]
    open_fund(holder="Kanal e. V.", iban="DE02120300000000202051", held=100, by=house.cast.treasurer, at=NOW)
    again = decisions.try_again(decision, by=house.cast.host, at=NOW)
    assert (again.fate, "waits" in again.facts) == (Fate.DONE, False)


def test_a_text_is_shown_from_now_on_and_the_earlier_one_is_kept(house: House) -> None:
    for text in ("Soziales Empfehlungsmarketing unter Wissensarbeitern.", "Zusammen arbeiten, lernen, sich kümmern."):
        consented(house, Wanted("Wer wir sind", text, "text", {"heading": "Was ist Coworking?"}))
    assert list(Wording.objects.order_by("pk").values_list("text", flat=True))[1].startswith("Zusammen")
    assert Decision.objects.filter(fate=Fate.DONE).count() == 2


def test_a_role_is_given_and_taken(house: House) -> None:
    who = house.cast.owner
    for give in (True, False):
        facts = {"member": who.public, "role": "editor", "give": give}
        consented(house, Wanted("Olga schreibt", effect="role", facts=facts))
        assert who.roles.filter(name="editor").exists() is give


def test_the_only_host_keeps_the_role_and_the_decision_waits(house: House) -> None:
    facts = {"member": house.cast.host.public, "role": "host", "give": False}
    decision = consented(house, Wanted("Ohne Host", effect="role", facts=facts))
    assert decision.fate == Fate.OPEN and decision.facts["waits"]
    assert house.cast.host.roles.filter(name="host").exists()


def test_rules_change_now_or_on_their_day(house: House) -> None:
    consented(house, Wanted("Wer gut genug ist", effect="rule", facts=RULE))
    assert rules.running(house.cast.space, NOW + timedelta(hours=1)).version == 2
    then = date(2027, 1, 1)
    facts = {"parameters": {"half_life": 730}, "since": then.isoformat()}
    consented(house, Wanted("Erfahrung hält länger", effect="rule", facts=facts))
    assert rules.running(house.cast.space, NOW + timedelta(days=10)).version == 2
    assert rules.on_day(house.cast.space, then).ties.half_life == 730
    assert rules.on_day(house.cast.space, then - timedelta(days=1)).ties.half_life == 365


@pytest.mark.parametrize(
    ("effect", "facts", "text"),
    [
        ("text", {}, "x"), ("text", {"heading": "x"}, " "), ("rule", {}, ""),
        ("rule", {"parameters": {"line": 50}}, ""),
        ("rule", {"parameters": {"line": 51}}, ""), ("rule", {"parameters": {"moon": 1}}, ""), ("role", {}, ""),
        ("role", {"member": "owner", "role": "king"}, ""), ("role", {"member": "owner", "role": "host"}, ""),
        ("budget", {"cents": 0, "purpose": "x"}, ""), ("budget", {"cents": 5}, ""), ("budget", {"cents": 1.5}, ""),
    ],
)  # fmt: skip
def test_an_effect_that_cannot_be_is_not_put_to_a_vote(house: House, effect: str, facts, text: str) -> None:
    if facts.get("member"):
        facts = {**facts, "member": house.cast.owner.public}
    vote = votes.prepare(votes.Plan("Was?", Method.CONSENT), by=house.cast.host, at=NOW)
    with pytest.raises(EffectRefused):
        votes.propose(vote, Wanted("So", text, effect, facts), by=house.cast.host, at=NOW)


@pytest.mark.parametrize(
    "plan",
    [votes.Plan(" ", Method.CONSENT), votes.Plan("x", Method.CONSENT, "present"), votes.Plan("x", Method.SHARES),
     votes.Plan("x", Method.CONSENT, closes_at=NOW)],
)  # fmt: skip
def test_a_vote_needs_what_its_method_needs(house: House, plan: votes.Plan) -> None:
    with pytest.raises(VoteRefused):
        votes.prepare(plan, by=house.cast.host, at=NOW)


def test_what_is_open_takes_no_other_proposal_and_is_opened_once(house: House) -> None:
    vote = votes.prepare(votes.Plan("Was?", Method.APPROVAL), by=house.cast.host, at=NOW)
    first = votes.propose(vote, Wanted("A"), by=house.cast.host, at=NOW)
    with pytest.raises(VoteRefused):
        votes.open_vote(vote, by=house.cast.host, at=NOW, key="k")
    votes.take_back(first, by=house.cast.host, at=NOW)
    with pytest.raises(ObjectDoesNotExist):
        vote.proposals.get()
    for title in "AB":
        votes.propose(vote, Wanted(title), by=house.cast.host, at=NOW)
    with pytest.raises(Missing):
        house.cast_(vote, house.cast.owner, abstain=True)
    votes.open_vote(vote, by=house.cast.host, at=NOW, key="k")
    for act in (
        lambda: votes.open_vote(vote, by=house.cast.host, at=NOW, key="k"),
        lambda: votes.propose(vote, Wanted("C"), by=house.cast.host, at=NOW),
        lambda: votes.take_back(vote.proposals.all()[0], by=house.cast.host, at=NOW),
    ):
        with pytest.raises(VoteRefused):
            act()


@pytest.mark.parametrize(
    ("method", "said"),
    [
        ("consent", {}), ("consent", {"stance": "no"}), ("consent", {"stance": "objection", "words": " "}),
        ("consent", {"stance": "concern", "words": "x" * 501}), ("consensing", {"resistance": {"x": 1}}),
        ("consensing", {}), ("consensing", {"resistance": 11}), ("consensing", {"resistance": True}),
        ("approval", {"approve": ["nothing here"]}),
    ],
)  # fmt: skip
def test_a_ballot_that_is_not_complete_is_not_taken(house: House, method: str, said) -> None:
    vote = house.vote(method, *[Wanted(title) for title in ("A", "B")[: 1 if method == "consent" else 2]])
    if isinstance(said.get("resistance"), int):
        said = {"resistance": dict.fromkeys(vote.proposals.values_list("public", flat=True), said["resistance"])}
    with pytest.raises(VoteRefused):
        house.cast_(vote, house.cast.owner, **said)
    assert not Vote.objects.get(pk=vote.pk).ballots.exists()
