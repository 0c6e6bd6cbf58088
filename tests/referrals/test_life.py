"""One request through all of its life: a decline, a silence, a release, both sides, and what everybody is told."""

from datetime import timedelta

from django.utils import translation

from fuerwort.people.models import News
from fuerwort.people.news import told
from fuerwort.referrals.actions import answers, clocks, introductions, outcomes, verifying
from fuerwort.referrals.models import Answer, Request, State
from tests.cast import NOW
from tests.letters import delivered
from tests.referrals.conftest import House


def names(request: Request, *said: str) -> list[str]:
    rows = request.placings.filter(answer__in=said) if said else request.placings.all()
    return [p.membership.name.split()[0] for p in rows.select_related("membership").order_by("place", "answered_at")]


def news(code: str) -> dict[str, str]:
    """Who is told what by this code, in German."""
    rows = News.objects.filter(code=code).select_related("membership__space")
    with translation.override("de"):
        return {row.membership.name.split()[0]: told([row])[0].text for row in rows}


def test_from_the_question_to_the_outcome(house: House) -> None:
    request = house.chosen()
    first, second, _ = names(request)
    no = request.placings.get(place=1)
    answers.say_no(placing=no, by=no.membership, at=NOW)
    assert names(request, Answer.NO) == [first]
    assert len(names(request, Answer.OPEN)) == 3, "the next moved up"
    yes = request.placings.get(place=1)
    assert yes.membership.name.startswith(second)
    answers.say_yes(placing=yes, by=yes.membership, at=NOW)
    assert clocks.pass_by(at=NOW + timedelta(hours=23)) == 0
    assert clocks.pass_by(at=NOW + timedelta(hours=24)) == 2
    request.refresh_from_db()
    assert (request.state, names(request, Answer.YES)) == (State.SHOWN, [second])
    introductions.release(placing=yes, by=None, at=NOW)
    outcomes.report(placing=yes, said="work", by=yes.membership, at=NOW)
    outcomes.close(request=request, said="work", with_placing=yes, by=None, at=NOW)
    request.refresh_from_db()
    assert (request.state, request.need.purge_at) == (State.CLOSED, NOW + timedelta(days=90))
    assert verifying.verify_request(request) == []
    assert list(news("request.not-named")) == [e.membership.name.split()[0] for e in request.explanations.all()]
    assert all("Du warst gut genug" in text for text in news("request.not-named").values())


def test_each_mail_goes_to_whom_it_concerns_and_only_one_holds_the_contact(house: House) -> None:
    request = house.chosen()
    for placing in request.placings.all():
        answers.say_yes(placing=placing, by=placing.membership, at=NOW)
    placing = request.placings.get(place=2)
    introductions.release(placing=placing, by=None, at=NOW)
    letters = [letter for letter in delivered() if "gemacht" not in letter.subject and "so?" not in letter.subject]
    with_contact = [letter.to for letter in letters if "0170 4444" in letter.body]
    assert with_contact == [[placing.membership.person.email]]
    to_client = [letter for letter in letters if letter.to == ["petra@ruderverein.example"]]
    assert len(to_client) == 3, "confirm, somebody cares, the names"
    assert all("petra" not in letter.body.lower() for letter in letters if letter not in to_client
               and letter.to != with_contact[0])  # fmt: skip
