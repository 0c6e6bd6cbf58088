"""Erasure: balances go to the account of former members, lists go on without them, and the books still replay."""

from fuerwort.people.actions import erasing
from fuerwort.people.models import Membership
from fuerwort.people.queries import foretold
from fuerwort.referrals.actions import answers, contests, needs, suggesting, verifying
from fuerwort.referrals.models import Balance, Book, Contest, Request, State
from tests.cast import NOW
from tests.people.test_erasing import whole_database
from tests.referrals.conftest import House
from tests.referrals.test_life import names


def erase(member: Membership) -> None:
    erasing.erase(person=member.person, at=NOW)


def balances() -> dict[str | None, int]:
    return {
        b.membership.public if b.membership else None: b.micro for b in Balance.objects.select_related("membership")
    }


def replays() -> bool:
    return [verifying.verify_book(book) for book in Book.objects.all()] == [[]]


def test_a_balance_moves_and_the_sum_stays(house: House) -> None:
    request = house.chosen()
    for placing in request.placings.select_related("membership"):
        answers.say_yes(placing=placing, by=placing.membership, at=NOW)
    before = balances()
    gone = request.explanations.filter(good_enough=True).select_related("membership").first().membership
    said = foretold(gone.person)
    assert any("Chancenkonten" in line for line in said.stays)
    erase(gone)
    after = balances()
    assert (after[None], gone.public in after, sum(after.values())) == (before[gone.public], False, 0)
    erase(request.placings.get(place=1).membership)
    assert sum(balances().values()) == 0
    assert replays()


def test_a_list_that_is_not_out_goes_on_without_them(house: House) -> None:
    request = house.chosen()
    gone, *others = names(request)
    erase(request.placings.get(place=1).membership)
    assert names(request, "open")[:2] == others, "the next moved up"
    assert len(names(request, "open")) == 3
    assert gone not in names(request, "open")
    assert replays()


def test_whoever_moves_up_before_the_list_is_chosen_is_not_asked_yet(house: House) -> None:
    request = house.suggested()
    erase(request.placings.get(place=1).membership)
    assert request.placings.filter(asked_at__isnull=True).count() == 3
    assert replays()


def test_requests_of_an_erased_owner_go_to_the_next_and_their_own_needs_end(house: House) -> None:
    request = house.asked()
    need = needs.record_need(wants=[house.want(text="Olga sucht")], by=request.owner, at=NOW)
    erase(request.owner)
    request.refresh_from_db()
    assert request.owner.erased_at is None
    own = need.requests.get()
    assert (own.state, own.text) == (State.WITHDRAWN, "")


def test_a_list_looked_for_does_not_keep_them(house: House) -> None:
    asker = house.cast.insider
    request = needs.look_for(want=house.want(), by=asker, at=NOW)
    suggesting.suggest(request=request, by=asker, at=NOW)
    gone = request.placings.select_related("membership__person").first().membership
    erase(gone)
    assert gone.pk not in set(request.placings.values_list("membership", flat=True))


def test_no_word_of_theirs_stays(house: House) -> None:
    request = house.chosen()
    gone = request.placings.select_related("membership__person").first().membership
    contests.contest(request=request, text="Warum stehe ich nicht vorn?", by=gone, at=NOW)
    needs.record_need(wants=[house.want(text="Mein Onkel braucht Hilfe")], by=gone, at=NOW)
    name = gone.name.lower()
    erase(gone)
    whole = whole_database()
    assert not [word for word in (name, "warum stehe ich", "mein onkel") if word in whole]
    assert not Contest.objects.exists()
    assert Request.objects.filter(pk=request.pk, text__contains="Ruderverein").exists(), "the words of others stay"
