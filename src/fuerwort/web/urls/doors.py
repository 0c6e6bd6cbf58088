"""Doors of creative evenings that open without a log-in: links in letters, calendars."""

from django.urls import URLPattern, URLResolver, path

from fuerwort.web.views.evenings import files, links

urlpatterns: list[URLPattern | URLResolver] = [
    path("a/evenings/<str:token>/", links.answer, name="evening-answer"),
    path("a/guests/<str:token>/", links.guest, name="evening-guest"),
    path("calendars/<str:token>.ics", files.own, name="evening-own-calendar"),
]
