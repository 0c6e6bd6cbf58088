"""Creative evenings inside a space."""

from django.urls import URLPattern, URLResolver, path

from fuerwort.web.views.evenings import overview

urlpatterns: list[URLPattern | URLResolver] = [
    path("", overview.evenings, name="evenings"),
]
