"""Questions of a pilot: my own pages, and what those who run it see of them, which is counts."""

from django.urls import URLPattern, URLResolver, path

from fuerwort.web.views import pilot_data, questions

urlpatterns: list[URLPattern | URLResolver] = [
    path("questions/", questions.mine, name="my-questions"),
    path("questions/end/", questions.end, name="my-questions-end"),
    path("questions/pause/", questions.pause, name="my-questions-pause"),
    path("questions/mine.json", questions.data, name="my-questions-data"),
    path("questions/<int:number>/", questions.screen, name="my-questions-screen"),
    path("data/", pilot_data.desk, name="pilot-data"),
    path("data/act/", pilot_data.act, name="pilot-data-act"),
]
