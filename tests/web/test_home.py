"""The page everybody starts from, tried by the whole cast."""

import pytest


@pytest.mark.parametrize(("who", "status"), [(None, 302), ("owner", 200), ("insider", 200), ("stranger", 404)])
def test_home(client, cast, who: str | None, status: int) -> None:
    if who:
        client.force_login(cast.everybody[who].person)
    assert client.get("/spaces/kanal/").status_code == status


def test_the_entrance_leads_to_the_only_space(client, cast) -> None:
    client.force_login(cast.owner.person)
    assert client.get("/home/").headers["Location"] == "/spaces/kanal/"
