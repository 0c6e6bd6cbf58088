"""Nobody's amount is shown to anybody but themselves, the treasurers and an auditor: all addresses, files, the log."""

import json
import re

import pytest
from django.test import Client
from django.utils import timezone

from fuerwort.fund.actions import contributions, rounds, statements
from fuerwort.fund.models import Payer
from fuerwort.fund.reference import shown
from fuerwort.people.models import Event, News
from tests import cast as people
from tests.cast import Cast
from tests.fund import banks
from tests.fund.banks import Paid
from tests.shape.test_access import ROWS
from tests.shape.things import things

GIVEN = {"owner": 41_17, "insider": 23_19, "newcomer": 67_43, "host": 11_29}
"""Cents that occur nowhere else."""
FUND = [row["address"] for row in ROWS if row["method"] == "GET" and "fund" in row["address"]]
FUND += ["/spaces/{space}/", "/spaces/{space}/desk/events/", "/spaces/{space}/members/{owner}/"]


@pytest.fixture
def objects(cast: Cast) -> dict[str, str]:
    """Everybody has said an amount, bid in a round, and paid; on top of all that the table of access is tried with."""
    found = things(cast)
    fund, at = cast.space.fund, timezone.now()
    one = rounds.open_round(fund=fund, needed=900_00, about="Miete", by=cast.treasurer, at=at)
    for name, cents in GIVEN.items():
        member = getattr(cast, name)
        contributions.say(fund=fund, cents=cents, by=member, at=at)
        rounds.bid(round=one, cents=cents + 1, by=member, at=at)
    rounds.end_turn(round=one, by=cast.treasurer, at=at)
    references = dict(Payer.objects.values_list("membership", "reference"))
    paid = [Paid(timezone.localdate(), cents, name, "", shown(references[getattr(cast, name).pk]))
            for name, cents in GIVEN.items()]  # fmt: skip
    statements.take_in(fund=fund, data=banks.camt(paid), file="alle.xml", by=cast.treasurer, at=at)
    return found


def written(cents: int) -> tuple[str, ...]:
    whole, rest = divmod(cents, 100)
    return f"{whole},{rest:02d}", f"{whole}.{rest:02d}", str(cents)


def shown_to(client: Client, address: str) -> str:
    answer = client.get(address)
    return answer.content.decode("utf-8", "replace") if answer.status_code == 200 else ""


def test_no_page_shows_an_amount_to_anybody_else(cast: Cast, objects: dict[str, str]) -> None:
    assert len(FUND) > 20
    other = people.member(cast.space, "Otto Ohne")
    seen = {}
    for name in (*GIVEN, "stranger", "other", "nobody"):
        client = Client()
        member = other if name == "other" else getattr(cast, name, None)
        if member:
            client.force_login(member.person)
        for address in FUND:
            page = shown_to(client, address.format(**objects))
            for whose, cents in GIVEN.items():
                amounts = {*written(cents), *written(cents + 1)} - {str(cents), str(cents + 1)}
                if whose != name and any(amount in page for amount in amounts):
                    seen[name, address] = whose
    assert seen == {}


def test_who_may_see_them_does(cast: Cast, objects: dict[str, str]) -> None:
    """The same question finds them where they belong; else it would find nothing anywhere."""
    client = Client()
    client.force_login(cast.treasurer.person)
    page = shown_to(client, "/spaces/kanal/fund/desk/contributions/")
    assert all(written(cents)[0] in page for cents in GIVEN.values())
    assert not any(written(cents + 1)[0] in page for cents in GIVEN.values())  # bids are for nobody
    client.force_login(cast.owner.person)
    assert written(GIVEN["owner"])[0] in shown_to(client, "/spaces/kanal/fund/contribution/")


def test_no_file_shows_a_bid_and_beancount_names_nobody(cast: Cast, objects: dict[str, str]) -> None:
    client = Client()
    client.force_login(cast.treasurer.person)
    books = [shown_to(client, f"/spaces/kanal/fund/desk/ledger.{form}") for form in ("csv", "beancount")]
    for book in books:
        assert not any(written(cents + 1)[1] in book for cents in GIVEN.values())
    assert not any(member.name in books[1] for member in cast.everybody.values())


def test_neither_log_nor_news_keeps_an_amount(
    cast: Cast, objects: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    kept = json.dumps([*Event.objects.values_list("facts", flat=True), *News.objects.values_list("facts", flat=True)])
    kept += caplog.text
    amounts = [amount for cents in GIVEN.values() for amount in written(cents) + written(cents + 1)]
    alone = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, amounts))})(?!\w)")  # chance writes digits into an id
    assert alone.findall(kept) == []
