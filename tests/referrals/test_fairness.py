"""The figures of the fairness report, on a history one can count by hand."""

from datetime import datetime, timedelta

from fuerwort.engine.moment import Rules
from fuerwort.engine.shapes import ChanceRule, FitRule
from fuerwort.referrals import queries
from fuerwort.referrals.actions import answers, clocks, introductions, owners, rules, suggesting
from fuerwort.referrals.models import Request
from fuerwort.referrals.queries.fairness import Part
from tests import cast as people
from tests.cast import NOW
from tests.referrals.conftest import TEXT, House, here


def all_say_yes(request: Request, at: datetime = NOW) -> None:
    for placing in request.placings.filter(answer="open").select_related("membership"):
        answers.say_yes(placing=placing, by=placing.membership, at=at)


def test_a_space_without_requests_has_figures_that_say_nothing(house: House) -> None:
    found = queries.fairness(here(house.cast.insider))
    assert (found.fields, found.lists, found.favourites_got, found.first_chances) == ([], 0, None, [])
    assert (found.changed, found.changed.percent) == (Part(0, 0), None)


def test_what_is_counted(house: House) -> None:
    first = house.chosen()
    all_say_yes(first)
    second = house.suggested()
    places = [p.membership for p in second.placings.select_related("membership").order_by("-place")]
    suggesting.change_order(request=second, places=places, why="Sie kennen das Haus.", by=second.owner, at=NOW)
    suggesting.choose(request=second, by=second.owner, at=NOW)
    all_say_yes(second)
    third = house.asked()
    owners.take(request=third, by=third.owner, at=NOW + timedelta(hours=30))
    introductions.nobody_fits(request=third, words="Leider nein.", by=third.owner, at=NOW + timedelta(hours=80))
    fourth = house.chosen(at=NOW)
    clocks.pass_by(at=NOW + timedelta(days=2))
    found = queries.fairness(here(house.cast.insider))
    assert (found.requests, found.lists, found.nobody) == (4, 2, 1)
    assert (found.changed, found.handed) == (Part(1, 2), Part(0, 2))
    assert (found.first_answers, found.shortlists) == (Part(3, 4), Part(2, 3))
    later = queries.fairness(here(house.cast.insider), at=NOW + timedelta(days=4))
    assert (later.first_answers, later.shortlists) == (Part(3, 4), Part(2, 4)), "a list that is overdue is late"
    assert found.replies == Part(6, 9)
    web = found.fields[0]
    assert sum(web.due) == sum(web.got) == 3_000_000, "three lists were booked, one of them was never answered"
    assert (sum(web.balances), web.drift) == (0, max(map(abs, web.balances)))
    assert web.drift < web.bound
    assert fourth.state == "asked"


def test_a_newcomer_is_counted_until_the_first_chance(house: House) -> None:
    all_say_yes(house.chosen())
    neu = people.member(house.cast.space, "Nele Neu", joined=NOW, sponsor=house.host, about=TEXT)
    neu.fields.set([house.web])
    told = []
    for day in range(1, 5):
        at = NOW + timedelta(days=day)
        all_say_yes(house.chosen(at), at)
        found = queries.fairness(here(house.cast.insider))
        told.append((list(found.first_chances), found.waiting))
    good = list(neu.explanations.filter(good_enough=True).values_list("request__shown_at", flat=True))
    first = neu.placings.order_by("request__shown_at").first()
    number = 1 + sum(at < first.request.shown_at for at in good)
    assert told[-1] == ([number], 0), "within four requests they were named"
    assert told[: number - 1] == [([], 1)] * (number - 1)


def test_the_running_rule_is_told_in_percent_and_follows_a_decision(house: House) -> None:
    told = queries.order_page(house.cast.space, NOW)
    assert (told.version, told.history, told.line, list(told.places), told.pull) == (1, [], 50, [50, 30, 20], 1.0)
    new = Rules(fit=FitRule(skills=4, text=2, proof=4, base=0.7), chances=ChanceRule(line=400))
    rules.change_rule(rules=new, by=house.host, at=NOW, why="Beschluss vom 3. November")
    told = queries.order_page(house.cast.space, NOW)
    assert (told.version, told.line, told.pull, told.history[0].why) == (2, 40, 1.2, "Beschluss vom 3. November")
    assert (told.skills, told.text, told.proof, told.fit, told.standing) == (40, 20, 40, 70, 30)
