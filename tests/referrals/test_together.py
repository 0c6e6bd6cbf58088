"""After the work: docs/rules/requests.md, row by row, and the page it is said on."""

import re

import pytest

from fuerwort.experiences import actions as experiences
from fuerwort.experiences.models import Experience, Participation
from fuerwort.people.errors import Missing, Refused
from fuerwort.people.models import Membership
from fuerwort.referrals.actions import outcomes, together
from fuerwort.referrals.models import Placing
from tests.cast import NOW
from tests.referrals.conftest import House
from tests.referrals.test_outcomes import placed, shown
from tests.tables import table


@pytest.fixture
def doer(house: House) -> Placing:
    return placed(shown(house, house.cast.treasurer))


def people(house: House, doer: Placing) -> dict[str, Membership]:
    return {"doer": doer.membership, "Hugo": house.second_host, "Ines": house.cast.insider}


def name(doer: Placing, *others: Membership) -> Experience:
    return together.did_together(placing=doer, others=others, by=doer.membership, at=NOW)


def do(step: str, doer: Placing, who: dict[str, Membership]) -> None:
    if step == "doer yes":
        experiences.confirm(Experience.objects.get(source=together.source(doer)), by=doer.membership, at=NOW)
    elif step == "says nothing came of it":
        outcomes.report(placing=doer, said="nothing", by=doer.membership, at=NOW)
    else:
        name(doer, who[step.split()[1]])


@pytest.mark.parametrize("row", table("requests.md", "## After the work"), ids=lambda row: " ".join(row.values()))
def test_who_is_asked_after_the_work(house: House, doer: Placing, row: dict[str, str]) -> None:
    who = people(house, doer)
    if row["field"] == "lawyer":
        house.web.professional_law = "lawyer"
        house.web.save()
        doer.request.refresh_from_db()
    if row["said by who did it"] == "work":
        outcomes.report(placing=doer, said="work", by=doer.membership, at=NOW)
    others = [who[one] for one in row["named"].split(", ")]
    if row["suggested to"] == "refused":
        with pytest.raises(Refused):
            name(doer, *others)
        return
    name(doer, *others)
    for step in filter(None, row["then"].split(", ")):
        do(step, doer, who)
    parts = Participation.objects.filter(experience__source=together.source(doer)).select_related("membership")
    names = {one.pk: one_name for one_name, one in who.items()}
    assert {names[p.membership_id] for p in parts} == set(filter(None, row["suggested to"].split(", ")))
    assert {names[p.membership_id] for p in parts if p.answer == "open"} == set(filter(None, row["asked"].split(", ")))


def test_only_who_did_it_says_with_whom(house: House, doer: Placing) -> None:
    outcomes.report(placing=doer, said="work", by=doer.membership, at=NOW)
    with pytest.raises(Missing):
        together.did_together(placing=doer, others=[doer.membership], by=house.second_host, at=NOW)


def test_the_page_asks_with_whom_and_leads_to_the_suggestion(
    client, house: House, doer: Placing, django_assert_max_num_queries
) -> None:
    """Whoever noted it stands first, nobody is ticked; a name is looked for, and nothing typed is lost."""
    page = f"/spaces/kanal/requests/{doer.request.public}/"
    client.force_login(doer.membership.person)
    assert "Hat es jemand von hier mit dir gemacht?" not in client.get(page).content.decode()
    outcomes.report(placing=doer, said="work", by=doer.membership, at=NOW)
    assert "Hat es jemand von hier mit dir gemacht?" in client.get(page).content.decode()
    with django_assert_max_num_queries(12):
        shown_ = client.get(page + "together/").content.decode()
    assert "checked" not in shown_
    assert re.findall(r'name="others" value="(\w+)"', shown_)[0] == house.cast.treasurer.public
    looked = client.post(page + "together/", {"search": "hugo", "look": "1"}).content.decode()
    assert house.second_host.public in looked and "mindestens eine andere" not in looked
    assert "mindestens eine andere Person" in client.post(page + "together/", {}).content.decode()
    answer = client.post(page + "together/", {"others": [house.second_host.public]})
    made = Experience.objects.get(source=together.source(doer))
    assert answer["Location"] == f"/spaces/kanal/experiences/{made.public}/"
    assert (made.hours, made.text, made.field) == (8.0, "", house.web)
    assert "Aus einer Anfrage wurde ein Auftrag" in client.get(answer["Location"]).content.decode()
    assert answer["Location"] in client.get(page).content.decode()
    experiences.confirm(made, by=house.second_host, at=NOW)
    assert "Hat es jemand von hier" not in client.get(page).content.decode()
    assert client.get(page + "together/").status_code == 404


def test_as_soon_as_whoever_asked_says_it_became_work_the_one_who_did_it_is_asked(client, house: House) -> None:
    request = shown(house, house.cast.treasurer)
    doer = placed(request)
    client.force_login(doer.membership.person)
    assert "Was wurde daraus?" not in client.get("/spaces/kanal/").content.decode()
    outcomes.close(request=request, said="work", by=house.cast.treasurer, at=NOW, with_placing=doer)
    assert "Was wurde daraus?" in client.get("/spaces/kanal/").content.decode()
