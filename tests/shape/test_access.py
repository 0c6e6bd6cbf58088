"""docs/rules/access.md: every address, opened by everybody."""

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, resolve
from django.utils import timezone

from fuerwort.experiences import actions
from fuerwort.experiences.notices import answer_address
from fuerwort.people import links
from fuerwort.people.actions import agreements, invitations
from fuerwort.people.actions.invitations import Guest
from fuerwort.people.models import Consent
from fuerwort.referrals import notices
from fuerwort.referrals.actions import contests, needs, suggesting
from tests.cast import NOW, Cast
from tests.tables import table

PEOPLE = {"anonymous": None, "stranger": "stranger", "member": "insider", "owner": "owner", "host": "host",
          "treasurer": "treasurer"}  # fmt: skip
ROWS = table("access.md")
OTHERS = ("account/",)
"""One's own account: tests/web/test_accounts.py."""


@pytest.fixture
def objects(cast: Cast) -> dict[str, str]:
    """What the placeholders of the table stand for; owned by the cast's owner."""
    guest = invitations.invite(guest=Guest("Greta Guest"), by=cast.host, at=timezone.now(), token="t0ken")
    Consent.objects.create(membership=cast.newcomer, item="name", seen_by="public", given_at=timezone.now())
    return {
        "space": cast.space.slug,
        "seen": cast.newcomer.public,
        "proposed": agreements.propose(
            neighbour=cast.insider, field=cast.web_design, text="Wir rufen an.", by=cast.owner, at=NOW
        ).public,
        "guest": guest.membership.public,
        "invitation": "t0ken",
        "owner": cast.owner.public,
        "letters": links.sign("unsubscribe", person=cast.owner.person.public),
        **experiences(cast),
        **requests(cast),
        **needed(cast),
    }


def experiences(cast: Cast) -> dict[str, str]:
    """Recorded by the owner with the newcomer: one not answered, one confirmed and vouched for, one denied."""
    occasion = actions.Occasion("cooperation", 4.0, NOW.date())
    asked, confirmed, denied = (actions.record(occasion, [cast.newcomer], by=cast.owner, at=NOW) for _ in range(3))
    actions.confirm(confirmed, by=cast.newcomer, at=NOW)
    actions.deny(denied, by=cast.newcomer, at=NOW)
    return {
        "asked": asked.public,
        "confirmed": confirmed.public,
        "newcomer": cast.newcomer.public,
        "vouch": actions.vouch(confirmed, cast.newcomer, "Gern.", by=cast.owner, at=NOW).public,
        "dispute": denied.disputes.get().public,
        "evening": actions.start_evening(by=cast.host, at=NOW).public,
        "question": answer_address(asked, cast.newcomer, "yes").rstrip("/").rsplit("/", 1)[1],
    }


def requests(cast: Cast) -> dict[str, str]:
    """A need the owner recorded, which waits for its host; and another in which the owner is named, and doubts it."""
    at = timezone.now()
    noted, other = (
        needs.record_need(wants=[needs.Want(field, "Ein Flyer.")], by=by, at=at).requests.get()
        for field, by in ((cast.translation, cast.owner), (cast.web_design, cast.treasurer))
    )
    suggesting.suggest(request=other, by=cast.host, at=at)
    suggesting.choose(request=other, by=cast.host, at=at)
    doubt = contests.contest(request=other, text="Warum ich zuerst?", by=cast.owner, at=at)
    return {"request": noted.public, "contest": doubt.public}


def needed(cast: Cast) -> dict[str, str]:
    """A client's request for which the owner is named, and the two secret links to it."""
    at, want = timezone.now(), needs.Want(field=cast.web_design, text="Eine Website für den Ruderverein.")
    client = needs.Client("Petra Paddel", "petra@ruderverein.example")
    need = needs.ask(space=cast.space, wants=[want], client=client, at=at, token="n33d")
    request = needs.confirm(need=need, at=at).requests.get()
    suggesting.suggest(request=request, by=request.owner, at=at)
    request.refresh_from_db()
    suggesting.choose(request=request, by=request.owner, at=at)
    place = notices.answer_address(request.placings.get(membership=cast.owner), "yes").rstrip("/").rsplit("/", 1)[1]
    return {"need": "n33d", "needed": request.public, "place": place}


@pytest.mark.parametrize("row", ROWS, ids=[f"{row['method']} {row['address']}" for row in ROWS])
def test_everybody_gets_what_the_table_says(client, cast: Cast, objects: dict[str, str], row: dict[str, str]) -> None:
    found = {}
    for person, name in PEOPLE.items():
        client.logout()
        if name:
            client.force_login(cast.everybody[name].person)
        answer = client.generic(row["method"], row["address"].format(**objects))
        found[person] = str(answer.status_code)
    assert found == {person: row[person] for person in PEOPLE}


def test_every_address_has_a_row(cast: Cast, objects: dict[str, str]) -> None:
    listed = {resolve(row["address"].format(**objects)).route for row in ROWS}
    missing = {route for route in routes(get_resolver()) if not route.startswith(OTHERS)} - listed
    assert not missing


def routes(resolver: URLResolver, before: str = "") -> Iterator[str]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield before + str(entry.pattern)
        else:
            yield from routes(entry, before + str(entry.pattern))
