"""Make a token on a page, see it once, revoke it, undo that."""

import re
import time

from django.test import Client

from fuerwort.people.models import Token
from fuerwort.web.accounts import PROVED_AT
from tests.api.asking import Program
from tests.cast import Cast

ADDRESS = "/spaces/kanal/tokens/"


def owner(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.owner.person)
    session = client.session
    session[PROVED_AT] = time.time()
    session.save()
    return client


def test_made_shown_once_revoked_and_had_back(cast: Cast) -> None:
    client = owner(cast)
    made = client.post(f"{ADDRESS}new/", {"name": "Website", "days": "30", "members": "read", "ask": "write"})
    spelled = re.search(r"fuerwort_\w+_[\w-]+", made.content.decode())[0]
    assert Program(spelled).get("/me").said["scopes"] == ["members:read", "ask:write"]
    listed = client.get(ADDRESS).content.decode()
    assert "Website" in listed
    assert spelled not in listed
    revoke = f"{ADDRESS}{Token.objects.get().prefix}/revoke/"
    undo = client.post(revoke, follow=True).content.decode()
    assert Program(spelled).get("/me").status_code == 401
    assert 'name="again"' in undo
    client.post(revoke, {"again": "1"})
    assert Program(spelled).get("/me").status_code == 200


def test_fewest_by_default(cast: Cast) -> None:
    """As it is opened, the form allows nothing, and nothing is made of that."""
    answer = owner(cast).post(f"{ADDRESS}new/", {"name": "Website", "days": "30"})
    assert answer.status_code == 200
    assert not Token.objects.exists()


def test_an_open_browser_is_not_enough(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.owner.person)
    assert client.post(f"{ADDRESS}new/", {"name": "W", "days": "30", "me": "read"}).status_code == 302
    assert not Token.objects.exists()


def test_the_page_that_tries_the_api_needs_nothing_from_elsewhere(client: Client, db) -> None:
    answer = client.get("/api/v1/docs")
    words = answer.content.decode()
    assert answer.status_code == 200
    assert not re.search(r"(src|href)=\"https?:", words)
    assert "script-src 'self'" in answer["Content-Security-Policy"]
    assert client.get("/api/v1/openapi.json").json()["openapi"].startswith("3.1")
