"""docs/rules/requests.md: every action in every state, who owns a request, and what it takes for granted."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import transaction

from fuerwort.people.errors import Missing, Refused
from fuerwort.people.models import Membership, Role, RoleName
from fuerwort.referrals.actions import answers, clocks, introductions, needs, outcomes, owners, suggesting
from fuerwort.referrals.models import Placing, Request, State
from tests import cast as people
from tests.cast import NOW
from tests.referrals.conftest import CLIENT, House
from tests.tables import table

ROWS = table("requests.md", "## States")
STATES = [state.value for state in State]


def in_state(house: House, state: str) -> Request:
    if state == "unconfirmed":
        need = needs.ask(space=house.cast.space, wants=[house.want()], client=CLIENT, at=NOW, token="t")
        return need.requests.get()
    if state in ("open", "nobody", "withdrawn"):
        request = house.asked()
        if state == "nobody":
            introductions.nobody_fits(request=request, words="Leider nein.", by=request.owner, at=NOW)
        if state == "withdrawn":
            introductions.withdraw(request=request, by=None, at=NOW)
        return request
    if state == "suggested":
        return house.suggested()
    request = house.chosen()
    if state in ("shown", "closed"):
        all_say("yes", request)
        introductions.release(placing=request.placings.get(place=1), by=None, at=NOW)
    if state == "closed":
        outcomes.close(request=request, said="nothing", by=None, at=NOW)
    return request


def all_say(what: str, request: Request) -> None:
    """Nobody to ask is refused too."""
    asked = 0
    while placing := next(iter(awaited(request, what)), None):
        say = answers.say_yes if what == "yes" else answers.say_no
        say(placing=placing, by=placing.membership, at=NOW)
        asked += 1
    if not asked:
        again(what, request)


def awaited(request: Request, what: str) -> list[Placing]:
    rows = request.placings.filter(answer="open", asked_at__isnull=False).select_related("membership")
    return list(rows) if Request.objects.get(pk=request.pk).state == "asked" else []


def again(what: str, request: Request) -> None:
    placing = first(request)
    (answers.say_yes if what == "yes" else answers.say_no)(placing=placing, by=placing.membership, at=NOW)


def first(request: Request) -> Placing:
    found = request.placings.select_related("membership").order_by("place").first()
    if found is None:
        raise Missing
    return found


def owner(house: House, request: Request) -> Membership:
    return request.owner or house.host


def another(house: House, request: Request) -> Membership:
    return house.second_host if request.owner == house.host else house.host


def no_then_suggest(house: House, request: Request) -> None:
    all_say("no", request)
    suggesting.suggest(request=request, by=owner(house, request), at=NOW)


def yes_and_silence(house: House, request: Request) -> None:
    answers.say_yes(placing=first(request), by=first(request).membership, at=NOW)
    clocks.pass_by(at=NOW + timedelta(days=2))


def hand_over(house: House, request: Request) -> None:
    row = request.explanations.filter(good_enough=True).first()
    to = row.membership if row else house.makers[0]
    answers.hand_over(placing=first(request), to=to, by=first(request).membership, at=NOW)


def close(said: str) -> Callable[[House, Request], object]:
    return lambda house, request: outcomes.close(request=request, said=said, by=None, at=NOW)


ACTIONS: dict[str, Callable[[House, Request], object]] = {
    "confirm": lambda house, request: needs.confirm(need=request.need, at=NOW),
    "take": lambda house, request: owners.take(request=request, by=owner(house, request), at=NOW),
    "take over": lambda house, request: owners.take_over(request=request, by=another(house, request), at=NOW),
    "suggest": lambda house, request: suggesting.suggest(request=request, by=owner(house, request), at=NOW),
    "change the order": lambda house, request: suggesting.change_order(
        request=request, places=[p.membership for p in request.placings.order_by("-place")], why="Darum.",
        by=owner(house, request), at=NOW,
    ),
    "choose": lambda house, request: suggesting.choose(request=request, by=owner(house, request), at=NOW),
    "all say yes": lambda house, request: all_say("yes", request),
    "all say no": lambda house, request: all_say("no", request),
    "all keep silent": lambda house, request: clocks.pass_by(at=NOW + timedelta(days=2)),
    "one says yes, the others keep silent": yes_and_silence,
    "all say no, then suggest": no_then_suggest,
    "hand over": hand_over,
    "release": lambda house, request: introductions.release(placing=first(request), by=None, at=NOW),
    "nobody fits": lambda house, request: introductions.nobody_fits(
        request=request, words="Leider nein.", by=owner(house, request), at=NOW
    ),
    "withdraw": lambda house, request: introductions.withdraw(request=request, by=None, at=NOW),
    "it became work": close("work"),
    "it is still open": close("open"),
    "report": lambda house, request: outcomes.report(
        placing=first(request), said="work", by=first(request).membership, at=NOW
    ),
}  # fmt: skip


def outcome(house: House, action: str, request: Request) -> str:
    """The state an action leads to, as the table writes it; whatever it did is undone."""
    before = request.state
    with transaction.atomic():
        try:
            with transaction.atomic():
                ACTIONS[action](house, Request.objects.get(pk=request.pk))
            after = Request.objects.filter(pk=request.pk).values_list("state", flat=True).first() or "gone"
            said = "=" if after == before and action != "suggest" else after
        except (Missing, Refused):
            said = "–"
        transaction.set_rollback(True)
    return said


@pytest.mark.parametrize("state", STATES)
def test_every_action_does_in_every_state_what_the_table_says(house: House, state: str) -> None:
    request = in_state(house, state)
    request.refresh_from_db()
    assert request.state == state
    assert {row["action"]: outcome(house, row["action"], request) for row in ROWS} == {
        row["action"]: row[state] for row in ROWS
    }


def test_the_table_has_every_action() -> None:
    assert {row["action"] for row in ROWS} == set(ACTIONS)


@pytest.mark.parametrize("row", table("requests.md", "## Who owns it"))
def test_nobody_owns_a_request_in_a_matter_of_their_own(house: House, row: dict[str, str]) -> None:
    there = {"hanne": house.host, "hugo": house.second_host, "ines": house.cast.insider}
    for name, member in there.items():
        if name in row["on the rota"].split() and name == "ines":
            owners.say_duty(willing=True, by=member, at=NOW)
        elif name not in row["on the rota"].split() and name != "ines":
            owners.say_duty(willing=False, by=member, at=NOW)
        if name in row["offer the field"].split():
            member.fields.add(house.web)
    if row["asked"]:
        need = needs.record_need(wants=[house.want()], by=there[row["asked"]], at=NOW)
        request = need.requests.get()
    else:
        request = house.asked()
    names = {member.pk: name for name, member in there.items()}
    assert (names[request.owner_id], request.binding) == (row["owner"], row["binding"] == "yes")


def test_a_binding_order_can_be_confirmed_and_not_changed(house: House) -> None:
    for host in (house.host, house.second_host):
        host.fields.add(house.web)
    request = house.suggested()
    places = [p.membership for p in request.placings.order_by("-place")]
    with pytest.raises(Refused, match="kommen selbst infrage"):
        suggesting.change_order(request=request, places=places, why="Darum.", by=request.owner, at=NOW)
    assert suggesting.choose(request=request, by=request.owner, at=NOW).state == "asked"


def test_an_owner_who_begins_to_offer_the_field_decides_no_more(house: House) -> None:
    request = house.asked()
    before = request.owner
    before.fields.add(house.web)
    with pytest.raises(Refused, match="Du kommst selbst"):
        suggesting.suggest(request=request, by=before, at=NOW)
    clocks.escalate(at=NOW)
    request.refresh_from_db()
    assert request.owner == another(house, Request(owner=before))


def test_the_rota_goes_round(house: House) -> None:
    rota = [house.asked(at=NOW + timedelta(hours=n)).owner.name.split()[0] for n in range(4)]
    assert rota == ["Hanne", "Hugo", "Hanne", "Hugo"]
    people.member(house.cast.space, "Neue Host", RoleName.HOST)
    assert house.asked(at=NOW + timedelta(hours=5)).owner.name == "Neue Host", "whoever has least to do comes first"
    assert Role.objects.filter(name="host").count() == 4
