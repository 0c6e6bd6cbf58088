"""Pages of a pilot: planned in steps, registered, joined, fixed, drawn, paid; and what is never on them."""

import re
from hashlib import sha256

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from fuerwort.fund.actions.funds import open_fund
from fuerwort.fund.models import Payee, Plan
from fuerwort.pilot.actions import drawing, secrets
from fuerwort.pilot.models import Arm, Participant, Pilot, State
from fuerwort.pilot.terms import Terms, outlook
from tests.cast import Cast
from tests.fund import book
from tests.pilot.life import DUE, LOTTERY, SECRETS, Life, life, secret

HERE = "/spaces/kanal/pilots/"
SIZE = {"people": "20", "drawn": "1", "compared": "1", "first": "2027-09", "before": "3", "every": "1", "later": "6",
        "silent": "10", "leave": "15", "strata": ["buffer"]}  # fmt: skip
SIGNIFICANCE = re.compile(r"signifi|statistical|power|p-value|smallest effect|four times in five", re.IGNORECASE)


@pytest.fixture
def one(cast: Cast) -> Life:
    return life(cast)


def client(member, language: str = "en") -> Client:
    found = Client(headers={"accept-language": language})
    found.force_login(member.person)
    return found


def text(answer) -> str:
    page = re.sub(r"(?s)<script.*?</script>", " ", answer.content.decode())
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_a_plan_is_kept_step_by_step_and_nothing_typed_is_lost(cast: Cast) -> None:
    host = client(cast.host)
    begun = host.post(HERE + "new/", {"title": "Ein Versuch", "beginning": "small"})
    pilot = Pilot.objects.get()
    assert begun.url == f"{HERE}{pilot.public}/desk/plan/question/"
    desk = f"{HERE}{pilot.public}/desk/"
    kept = host.post(desk + "plan/question/", {"question": "Und nun?", "population": "Alle", "funder": "Wir"})
    assert kept.url == desk + "plan/payment/"
    wrong = host.post(desk + "plan/payment/", {"amount": "viel", "months": "12", "guarantee": "Das Geld liegt da."})
    assert "Das Geld liegt da." in text(wrong)
    assert Terms.of(Pilot.objects.get().terms).amount == 300_00
    host.post(desk + "plan/payment/", {"amount": "400", "months": "12", "payday": "3", "guarantee": "Es liegt da."})
    host.post(desk + "plan/outcomes/", {"primary": "ONS1", "family": ["authentic"]})
    host.post(desk + "plan/size/", SIZE)
    assert "publish whatever comes out" in text(host.get(desk))
    host.post(desk + "act/", {"verb": "register"})
    assert Pilot.objects.get().state == State.PLANNED
    done = host.post(desk + "plan/care/", {"harms": "Hanne", "data": "Zahlen", "publish": "on", "spill_over": "on"})
    assert done.url == desk
    host.post(desk + "act/", {"verb": "register"})
    found = Pilot.objects.get()
    terms = Terms.of(found.terms)
    assert (found.state, terms.amount, terms.question, terms.first) == ("registered", 400_00, "Und nun?", "2027-09-01")


@pytest.mark.parametrize("htmx", [False, True])
def test_the_planner_answers_live_and_without_javascript(one: Life, htmx: bool) -> None:
    host, address = client(one.cast.host), f"{HERE}{one.pilot.public}/desk/plan/size/"
    headers = {"HX-Request": "true"} if htmx else {}
    answer = host.post(address, SIZE | {"people": "100", "look": "1"}, headers=headers)
    assert answer.status_code == 200
    assert ("<html" in answer.content.decode()) != htmx
    wanted = outlook(one_of(one).changed(people=100)).smallest
    assert wanted is not None
    assert f"{wanted:.2f} is the smallest effect" in text(answer)
    assert one_of(one).people == 20


def one_of(one: Life) -> Terms:
    return Terms.of(one.now.terms)


def test_below_forty_no_page_speaks_of_effects_that_are_found(one: Life) -> None:
    host = client(one.cast.host)
    size = f"{HERE}{one.pilot.public}/desk/plan/size/"
    assert not SIGNIFICANCE.search(text(host.post(size, SIZE | {"people": "39", "look": "1"})))
    assert SIGNIFICANCE.search(text(host.post(size, SIZE | {"people": "40", "look": "1"})))
    one.registered()
    for address in (f"{HERE}{one.pilot.public}/desk/", f"{HERE}{one.pilot.public}/"):
        assert not SIGNIFICANCE.search(text(host.get(address)))
    read = text(Client(headers={"accept-language": "en"}).get(f"/pilots/{one.pilot.public}/"))
    assert "A descriptive pilot" in read
    assert not SIGNIFICANCE.search(read)


def test_everybody_reads_what_was_registered_to_the_byte(one: Life) -> None:
    made = one.registered().now.registration
    nobody = Client(headers={"accept-language": "de"})
    page = text(nobody.get(f"/pilots/{one.pilot.public}/"))
    assert made.sha256 in page
    raw = nobody.get(f"/pilots/{one.pilot.public}/registration.json").content
    assert sha256(raw).hexdigest() == made.sha256
    pdfs = {nobody.get(f"/pilots/{one.pilot.public}/registration.pdf").content for _ in range(2)}
    assert len(pdfs) == 1
    pdf = pdfs.pop()
    assert pdf.startswith(b"%PDF-")
    assert b"pdfuaid" in pdf


def test_a_deviation_is_read_by_everybody(one: Life) -> None:
    one.registered()
    host, address = client(one.cast.host), f"{HERE}{one.pilot.public}/desk/deviate/"
    assert "Später" in text(host.post(address, {"what": "Später", "why": ""}))
    host.post(address, {"what": "Später", "why": "Das Geld kam später.", "first": "2027-04"})
    assert one.now.first.month == 4
    assert "Das Geld kam später." in text(Client().get(f"/pilots/{one.pilot.public}/"))


def test_a_member_joins_by_consent_and_leaves(one: Life) -> None:
    one.open()
    owner, page = client(one.cast.owner), f"{HERE}{one.pilot.public}/"
    assert "whatever they give to the fund" in text(owner.get(page))
    owner.post(page + "join/", {"buffer": "less"})
    assert not Participant.objects.exists()
    owner.post(page + "join/", {"buffer": "less", "consent": "on"})
    token = Participant.objects.get().token
    assert token in text(owner.get(page))
    assert "no longer want to take part" in text(owner.get(page))
    owner.post(page + "withdraw/")
    assert not Participant.objects.exists()


def test_who_takes_part_is_on_no_page_of_others(one: Life) -> None:
    one.drawn()
    draw = one.draw.public
    tokens = {row.membership: row.token for row in one.pilot.participants.all()}
    mine = text(client(one.cast.owner).get(f"{HERE}{one.pilot.public}/"))
    assert tokens[one.cast.owner] in mine
    for member, token in tokens.items():
        assert (token in mine) == (member == one.cast.owner)
    names = {member.name for member in one.members} - {one.cast.host.name}
    shown = [client(one.cast.host).get(f"{HERE}{one.pilot.public}/{part}") for part in ("", "desk/")]
    shown += [Client().get(address) for address in (f"/pilots/{one.pilot.public}/", f"/pilots/draws/{draw}/")]
    shown.append(client(one.cast.host).get("/spaces/kanal/desk/events/"))
    for answer in shown[:-1]:
        assert not [name for name in names if name in text(answer)]
    assert "Somebody joined a pilot." in text(shown[-1])


def test_the_roster_is_the_bytes_of_the_commitment(one: Life) -> None:
    draw = one.committed(LOTTERY).draw
    raw = Client().get(f"/pilots/draws/{draw.public}/roster.txt").content
    assert sha256(raw).hexdigest() == draw.commitment
    page = Client().get(f"/pilots/draws/{draw.public}/").content.decode()
    assert draw.commitment in page
    assert 'rel="nofollow noreferrer"' in page
    program = Client().get("/pilots/verify_draw.py").content.decode()
    assert program.startswith('"""Check a draw yourself.')


def test_what_the_host_types_wrong_is_said_and_kept(one: Life) -> None:
    one.joined()
    desk = f"{HERE}{one.pilot.public}/desk/"
    host = client(one.cast.host)
    soon = timezone.localtime().strftime("%Y-%m-%dT%H:%M")
    sent = {"kind": "numbers", "due": soon, "named": "Lotto", "check_at": "https://x.example", "sure": "on"}
    answer = host.post(desk + "commit/", sent)
    assert "24 hours" in text(answer)
    assert 'value="Lotto"' in answer.content.decode()


def test_the_group_is_a_cohort_of_the_fund(one: Life) -> None:
    cast = one.cast
    fund = open_fund(holder="Raum", iban="DE02120300000000202051", held=0, by=cast.treasurer, at=one.at)
    book.receive(fund, 20_000_00)
    one.drawn()
    treasurer, page = client(cast.treasurer), f"{HERE}{one.pilot.public}/"
    assert "Propose it to the fund" in text(treasurer.get(page))
    made = treasurer.post(page + "income/")
    plan = Plan.objects.get()
    assert made.url == f"/spaces/kanal/income/desk/plans/{plan.public}/"
    drawn = one.pilot.participants.filter(arm=Arm.DRAWN)
    assert (plan.amount, plan.months, plan.first, plan.who) == (300_00, 12, one.now.first, "cohort")
    assert f"for {drawn.count()} people" in text(treasurer.get(made.url))
    treasurer.post(made.url + "act/", {"verb": "decide"})
    payees = {row.membership_id: row.token for row in Payee.objects.all()}
    assert set(payees) == set(drawn.values_list("membership", flat=True))
    assert not set(payees.values()) & set(one.pilot.participants.values_list("token", flat=True))
    treasurer.post(page + "income/")
    assert Plan.objects.count() == 1


@pytest.mark.parametrize("part", ["", "desk/"])
def test_pages_ask_little_however_many_take_part(cast: Cast, part: str, django_assert_max_num_queries) -> None:
    one = life(cast, more=40).drawn()
    host = client(cast.host)
    for address in (f"{HERE}{one.pilot.public}/{part}", f"/pilots/draws/{one.draw.public}/", HERE):
        with django_assert_max_num_queries(12):
            assert host.get(address).status_code == 200


def test_home_says_when_a_draw_waits_for_my_secret(one: Life, cast: Cast) -> None:
    three = [cast.owner, cast.insider, cast.newcomer]
    one.joined().promise(*three)
    drawing.commit(pilot=one.pilot, source=SECRETS, by=cast.host, at=one.at)
    waits = "A draw waits for the secret you promised."
    with time_machine.travel(DUE, tick=False):
        assert waits in text(client(cast.owner).get("/spaces/kanal/"))
        assert waits not in text(client(cast.host).get("/spaces/kanal/"))
        secrets.give(pilot=one.pilot, secret=secret(cast.owner), by=cast.owner, at=DUE)
        assert waits not in text(client(cast.owner).get("/spaces/kanal/"))
    with time_machine.travel(one.at, tick=False):
        assert waits not in text(client(cast.insider).get("/spaces/kanal/"))
