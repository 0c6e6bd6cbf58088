"""The table of contents: each page once. What a page may show is decided in the queries it asks."""

from django.urls import path

from fuerwort.web.views import front

urlpatterns = [
    path("", front.front, name="front"),
    path("home/", front.front, name="home"),
]
