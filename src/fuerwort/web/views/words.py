"""Words that each house writes itself: imprint, privacy, accessibility."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def imprint(request: HttpRequest) -> HttpResponse:
    return render(request, "words/imprint.html", {"own": settings.IMPRINT})


def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "words/privacy.html", {"own": settings.PRIVACY, "days": settings.KEEP_DAYS})


def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "words/accessibility.html", {"own": settings.ACCESSIBILITY})
