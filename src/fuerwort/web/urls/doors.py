"""Doors of creative evenings that open without a log-in: links in letters, calendars."""

from django.urls import URLPattern, URLResolver, path

from fuerwort.web.views.evenings import files, links, phone

urlpatterns: list[URLPattern | URLResolver] = [
    path("a/evenings/<str:token>/", links.answer, name="evening-answer"),
    path("a/evenings/<str:token>/here/", links.member_is_here, name="evening-answer-here"),
    path("a/guests/<str:token>/", links.guest, name="evening-guest"),
    path("a/guests/<str:token>/here/", links.guest_is_here, name="evening-guest-here"),
    path("calendars/<str:token>.ics", files.own, name="evening-own-calendar"),
    # The door on the wall, by phone
    path("e/<slug:door>/", phone.phone, name="evening-door"),
    path("e/<slug:door>/live/", phone.live, name="evening-live"),
    path("e/<slug:door>/check-in/", phone.check_in, name="evening-check-in"),
    path("e/<slug:door>/ideas/", phone.write, name="evening-write"),
    path("e/<slug:door>/ideas/<slug:idea>/back/", phone.take_back, name="evening-idea-back"),
    path("e/<slug:door>/ideas/<slug:idea>/care/", phone.care, name="evening-care"),
    path("e/<slug:door>/sessions/", phone.hold, name="evening-hold"),
    path("e/<slug:door>/sessions/<slug:session>/", phone.took_part, name="evening-took-part"),
    path("e/<slug:door>/experiences/<slug:experience>/", phone.confirm, name="evening-confirm"),
]
