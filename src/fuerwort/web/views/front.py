"""The first page: one request, three names, the reasons, and what the others read."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from fuerwort.referrals import story
from fuerwort.referrals.queries.asking import spaces_to_ask

A_FEW = 12


def front(request: HttpRequest) -> HttpResponse:
    facts = {"story": story.told(get_language() or "de"), "spaces": spaces_to_ask()[:A_FEW]}
    return render(request, "front.html", facts)
