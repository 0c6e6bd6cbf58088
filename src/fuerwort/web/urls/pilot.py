"""Pages of a pilot, inside a space. What a page may show is decided in the queries it asks."""

from django.urls import URLPattern, URLResolver, path

from fuerwort.web.views.pilot import desk, mine, own

urlpatterns: list[URLPattern | URLResolver] = [
    path("", mine.listed, name="pilots"),
    path("new/", desk.new, name="pilot-new"),
    path("<slug:public>/", mine.pilot, name="pilot"),
    path("<slug:public>/join/", mine.join, name="pilot-join"),
    path("<slug:public>/withdraw/", mine.withdraw, name="pilot-withdraw"),
    path("<slug:public>/promise/", mine.promise, name="pilot-promise"),
    path("<slug:public>/secret/", mine.give, name="pilot-secret"),
    path("<slug:public>/income/", desk.group_income, name="pilot-income"),
    # Those who run it
    path("<slug:public>/desk/", desk.desk, name="pilot-desk"),
    path("<slug:public>/desk/act/", desk.act, name="pilot-act"),
    path("<slug:public>/desk/plan/<slug:step>/", desk.step, name="pilot-step"),
    path("<slug:public>/desk/questions/", own.own, name="pilot-own"),
    path("<slug:public>/desk/questions/take/", own.take, name="pilot-own-take"),
    path("<slug:public>/desk/questions/example.csv", own.example, name="pilot-own-example"),
    path("<slug:public>/desk/commit/", desk.commit, name="pilot-commit"),
    path("<slug:public>/desk/draw/", desk.draw, name="pilot-draw"),
    path("<slug:public>/desk/deviate/", desk.deviate, name="pilot-deviate"),
    path("<slug:public>/desk/off/", desk.off, name="pilot-off"),
]
