"""“Whom can I recommend?”: from one's own point of view, and booked only when really passed on."""

import pytest

from fuerwort.people.errors import Missing, Refused
from fuerwort.referrals import queries
from fuerwort.referrals.actions import needs, outcomes, personal, suggesting, verifying
from fuerwort.referrals.models import Balance, Entry, Request, State
from tests.cast import NOW
from tests.referrals.conftest import House, here, shared
from tests.referrals.test_life import names, news


def looked(house: House) -> Request:
    asker = house.cast.insider
    shared(asker, house.makers[0], hours=20.0, field=house.web, text="gemeinsam ein Lager entrümpelt")
    request = needs.look_for(want=house.want(), by=asker, at=NOW)
    suggesting.suggest(request=request, by=asker, at=NOW)
    return request


def test_looking_books_nothing_and_tells_nobody(house: House) -> None:
    request = looked(house)
    seen = queries.request_for(here(house.cast.insider), request.public)
    assert "pass-on" in seen.may
    own = next(said for said in seen.named if said.member == house.makers[0])
    assert "Hat mit dir gemeinsam ein Lager entrümpelt." in own.reasons, "from the asker's point of view"
    assert not Entry.objects.exists()
    assert not Balance.objects.exists()
    assert news("request.not-named") == {}
    assert verifying.verify_request(request) == []
    for member in (house.host, house.makers[0], house.cast.stranger):
        with pytest.raises(Missing):
            queries.request_for(here(member), request.public)


def test_passing_on_books_what_was_really_passed_on(house: House) -> None:
    request = looked(house)
    second = request.placings.select_related("membership").get(place=2).membership
    personal.pass_on(request=request, names=[second], by=house.cast.insider, at=NOW)
    request.refresh_from_db()
    assert (request.state, names(request)) == (State.SHOWN, [second.name.split()[0]])
    assert Balance.objects.get(membership=second).micro < 0
    assert sum(Balance.objects.values_list("micro", flat=True)) == 0
    assert verifying.verify_request(request) == []
    assert list(news("request.passed-on")) == [second.name.split()[0]]
    assert len(news("request.not-named")) == request.explanations.filter(good_enough=True).count()
    outcomes.close(request=request, said="work", by=house.cast.insider, at=NOW)
    outcomes.report(placing=request.placings.get(), said="work", by=second, at=NOW)


def test_only_the_asker_passes_on_once_and_only_the_good_enough(house: House) -> None:
    request = looked(house)
    first = request.placings.select_related("membership").get(place=1).membership
    for by, whom in ((house.host, [first]), (house.cast.insider, []), (house.cast.insider, [house.host]),
                     (house.cast.insider, [first, first])):  # fmt: skip
        with pytest.raises((Missing, Refused)):
            personal.pass_on(request=request, names=whom, by=by, at=NOW)
    assert not Entry.objects.exists()
    personal.pass_on(request=request, names=[first], by=house.cast.insider, at=NOW)
    with pytest.raises(Refused):
        personal.pass_on(request=request, names=[first], by=house.cast.insider, at=NOW)


def test_the_asker_is_never_recommended_to_themselves(house: House) -> None:
    asker = house.makers[0]
    request = needs.look_for(want=house.want(), by=asker, at=NOW)
    suggestion = suggesting.suggest(request=request, by=asker, at=NOW)
    assert suggestion.gates == {asker.public: "gate.asker"}
