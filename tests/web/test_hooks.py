"""Hosts name an address on a page, see its secret once, try it, switch it off, remove it."""

import re
import time

import pytest
from django.test import Client
from django.utils import timezone

from fuerwort.people.kinds import KINDS
from fuerwort.people.models import Delivery, Hook
from fuerwort.web.accounts import PROVED_AT
from fuerwort.web.forms.hooks import WORDS
from tests.cast import Cast

ADDRESS = "/spaces/kanal/desk/hooks/"
NAMED = {"url": "https://shop.example/in?key=k", "kinds": ["evenings"]}


@pytest.fixture
def host(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.host.person)
    session = client.session
    session[PROVED_AT] = time.time()
    session.save()
    return client


def test_named_shown_once_renewed_tried_and_removed(host: Client) -> None:
    made = host.post(f"{ADDRESS}new/", NAMED)
    secret = re.search(r"whsec_[\w+/=]+", made.content.decode())[0]
    assert "no-store" in made["Cache-Control"]
    hook = Hook.objects.get()
    assert hook.secret == secret
    page = f"{ADDRESS}{hook.public}/"
    for address in (ADDRESS, page, "/spaces/kanal/desk/events/"):
        assert "whsec_" not in host.get(address).content.decode()
    renewed = host.post(f"{page}renew/").content.decode()
    hook.refresh_from_db()
    assert hook.secret in renewed
    assert hook.secret != secret
    host.post(f"{page}act/", {"act": "test"})
    assert "waits" in host.get(page, headers={"Accept-Language": "en"}).content.decode()
    assert Delivery.objects.get().verb == "test"
    host.post(f"{page}act/", {"act": "off"})
    assert Hook.objects.get().off_at
    host.post(f"{page}act/", {"act": "on"})
    assert not Hook.objects.get().off_at
    host.post(f"{page}act/", {"act": "remove"})
    assert not Hook.objects.exists()


def test_sent_again_only_when_it_waits_no_more(host: Client) -> None:
    host.post(f"{ADDRESS}new/", NAMED)
    page = f"{ADDRESS}{Hook.objects.get().public}/"
    host.post(f"{page}act/", {"act": "test"})
    again = f"{page}again/{Delivery.objects.get().public}/"
    assert "error" in host.post(again, follow=True).content.decode()
    Delivery.objects.update(state="given-up", tries=1, status=500, tried_at=timezone.now())
    host.post(again)
    assert (Delivery.objects.get().state, Delivery.objects.get().begun) == ("waits", 1)


@pytest.mark.parametrize("url", ["http://shop.example/", "https://10.0.0.7/", "https://shop.example:8443/", "shop"])
def test_an_address_that_is_none_is_named_beside_its_field(host: Client, url: str) -> None:
    answer = host.post(f"{ADDRESS}new/", {**NAMED, "url": url})
    assert answer.status_code == 200
    assert answer.context["form"].errors["url"]
    assert not Hook.objects.exists()


def test_an_open_browser_is_not_enough(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.host.person)
    assert client.post(f"{ADDRESS}new/", NAMED).status_code == 302
    assert not Hook.objects.exists()


def test_every_kind_has_words() -> None:
    assert list(WORDS) == list(KINDS)
