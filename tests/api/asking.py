"""A program that asks the API with a token of somebody in the cast."""

import json
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from fuerwort.people.actions import tokens
from fuerwort.people.models import Membership
from fuerwort.people.scopes import SCOPES


def token(of: Membership, *scopes: str, days: int = 30, name: str = "Test") -> str:
    spelled = tokens.spelled(f"{of.public[:8]}{of.tokens.count():04}", "s" * 32)
    tokens.make(name=name, scopes=scopes or SCOPES, days=days, by=of, at=timezone.now(), token=spelled)
    return spelled


class Program:
    """Asks as a member; the answer has its JSON as ``said``."""

    def __init__(self, of: Membership | str, *scopes: str) -> None:
        self.token = of if isinstance(of, str) else token(of, *scopes)
        self.client = Client(headers={"Authorization": f"Bearer {self.token}"})

    def ask(self, method: str, path: str, body: Any = None, key: str | None = None, **query: Any) -> HttpResponse:
        headers = {"Idempotency-Key": key} if key else {}
        sent = json.dumps(body) if body is not None else ""
        kind = {"content_type": "application/json"}
        answer = self.client.generic(method, f"/api/v1{path}", sent, headers=headers, query_params=query, **kind)
        answer.said = answer.json() if answer.content else None
        return answer

    def get(self, path: str, **query: Any) -> HttpResponse:
        return self.ask("GET", path, **query)
