"""The lab, for everybody: what would follow, and from which assumption. Its address is the whole question."""

from django.urls import URLPattern, URLResolver, path

from fuerwort.web.views import lab

urlpatterns: list[URLPattern | URLResolver] = [
    path("", lab.regimes, name="lab"),
    path("report.pdf", lab.report, name="lab-report"),
    path("figures.csv", lab.figures, name="lab-figures"),
    path("pilot/", lab.pilot, name="lab-pilot"),
]
