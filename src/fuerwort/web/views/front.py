"""The first page: one request, three names, the reasons, and what the others read."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from fuerwort.referrals import story


def front(request: HttpRequest) -> HttpResponse:
    return render(request, "front.html", {"story": story.told(get_language() or "de")})
