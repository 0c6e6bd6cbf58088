"""What a client sends, and how a test sends it."""

from datetime import timedelta

import time_machine
from django.test import Client

from tests.cast import NOW

ASK = "/spaces/kanal/ask/"
TEXT = "Wir brauchen eine Website für unseren Ruderverein."
SECRETS = ("Petra Paddel", "petra@ruderverein.example", "0170 4444")
TYPED = {
    "text": TEXT, "field": ["web-design"], "size": "normal", "name": SECRETS[0], "email": SECRETS[1],
    "phone": SECRETS[2], "consent": "on", "until": "bis Mai", "site": "site", "place": "Berlin", "languages": ["de"],
    "skills": "WordPress, Typo3",
}  # fmt: skip


def stamp(client: Client, address: str = ASK) -> str:
    return str(client.get(address).context["form"]["stamp"].value())


def send(client: Client, *, after: timedelta = timedelta(seconds=20), language: str = "de", **more: object) -> object:
    """Open the form, take so long, send it."""
    headers = {"accept-language": language}
    with time_machine.travel(NOW, tick=False):
        typed = TYPED | {"stamp": stamp(client)} | more
    with time_machine.travel(NOW + after, tick=False):
        return client.post(ASK, {key: value for key, value in typed.items() if value is not None}, headers=headers)
