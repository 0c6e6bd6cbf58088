"""Creative evenings inside a space."""

from django.urls import URLPattern, URLResolver, path

from fuerwort.web.views.evenings import evening, files, minutes, overview, planning, wall

urlpatterns: list[URLPattern | URLResolver] = [
    path("", overview.evenings, name="evenings"),
    path("past/", overview.past, name="evenings-past"),
    path("calendar.ics", files.public, name="evening-calendar"),
    path("calendar/", overview.calendar, name="evening-calendar-key"),
    path("turns/", overview.turns, name="evening-turns"),
    path("questions/", overview.ask, name="evening-questions"),
    path("questions/<slug:public>/withdraw/", overview.withdraw, name="evening-question-withdraw"),
    # Hosts plan
    path("rule/", planning.series, name="evening-series"),
    path("new/", planning.new, name="evening-new"),
    path("date/", planning.date, name="evening-date"),
    # One evening
    path("<slug:public>/", evening.evening, name="evening"),
    path("<slug:public>/evening.ics", files.single, name="evening-file"),
    path("<slug:public>/reply/", evening.reply, name="evening-reply"),
    path("<slug:public>/guests/", evening.guest, name="evening-guests"),
    path("<slug:public>/guests/<slug:guest>/remove/", evening.remove_guest, name="evening-guest-remove"),
    path("<slug:public>/duties/<slug:duty>/", evening.duty, name="evening-duty"),
    path("<slug:public>/change/", planning.change, name="evening-change"),
    path("<slug:public>/cancel/", planning.cancel, name="evening-cancel"),
    path("<slug:public>/agenda/", planning.agenda, name="evening-agenda"),
    path("<slug:public>/question/", planning.question, name="evening-question"),
    # While it runs
    path("<slug:public>/here/", wall.sit, name="evening-sit"),
    path("<slug:public>/wall/", wall.wall, name="evening-wall"),
    path("<slug:public>/wall/live/", wall.live, name="evening-wall-live"),
    path("<slug:public>/lead/", wall.lead, name="evening-lead"),
    path("<slug:public>/sort/", wall.sort, name="evening-sort"),
    # Afterwards
    path("<slug:public>/minutes/", minutes.minutes, name="evening-minutes"),
    path("<slug:public>/minutes/write/", minutes.write, name="evening-minutes-write"),
    path("<slug:public>/minutes/over/", minutes.hand_over, name="evening-minutes-over"),
    path("<slug:public>/minutes/article/", minutes.article, name="evening-minutes-article"),
    path("<slug:public>/minutes/<int:version>/", minutes.version, name="evening-minutes-version"),
]
