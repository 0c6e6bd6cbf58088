"""docs/rules/invitations.md: what happens when somebody sends the form behind a link."""

import pytest
from django.utils import timezone

from fuerwort.people.actions import invitations, leaving
from fuerwort.people.actions.invitations import Guest
from fuerwort.people.models import Membership
from tests.cast import Cast
from tests.tables import table

ROWS = table("invitations.md")


def prepared(cast: Cast, link: str) -> None:
    """The invitation a row is about; its token is always the same."""
    at, token = timezone.now(), {"token": "t0ken"}
    if link == "brings Olga back":
        leaving.leave(by=cast.owner, at=at)
        invitations.invite_again(membership=cast.owner, by=cast.host, at=at, post=True, **token)
        return
    email = f"{link.rsplit(maxsplit=1)[-1]}example.org" if link.startswith("mailed") else ""
    guest = invitations.invite(guest=Guest("Nora", email), by=cast.host, at=at, **token).membership
    if link.startswith("used"):
        invitations.withdraw(membership=guest, by=cast.host, at=at)


@pytest.mark.parametrize("row", ROWS, ids=[f"{row['link']}, {row['typed'] or row['who sends it']}" for row in ROWS])
def test_what_happens(client, cast: Cast, row: dict[str, str]) -> None:
    prepared(cast, row["link"])
    by_address = {f"{m.person.email.split('@')[0]}@": m.person for m in cast.everybody.values()}
    if row["who sends it"] != "nobody logged in":
        client.force_login(by_address[row["who sends it"].removeprefix("logged in as ")])
    sent = {"name": "Nora", "email": f"{row['typed']}example.org", "language": "de", "consent": "on"}
    before = Membership.objects.active().count()
    answer = client.post("/i/t0ken/", sent)
    then = {
        "in at once": (302, "/spaces/kanal/first-steps/", 1),
        "code": (302, "/invitation/code/", 0),
        "refused": (200, None, 0),
        "gone": (404, None, 0),
    }[row["then"]]
    came = Membership.objects.active().count() - before
    assert (answer.status_code, answer.headers.get("Location"), came) == then
