"""Every door of the house."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", include("fuerwort.api.urls")),
    path("", include("fuerwort.web.urls")),
]
