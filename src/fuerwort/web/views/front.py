"""The first page: one request, three names, the reasons, and what the others read."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def front(request: HttpRequest) -> HttpResponse:
    return render(request, "front.html", {})
