"""An auditor of a fund, by their link; no log-in."""

from django.urls import URLPattern, path

from fuerwort.web.views.fund import audit

urlpatterns: list[URLPattern] = [
    path("<str:token>/", audit.audit, name="audit"),
    path("<str:token>/<int:place>/", audit.say, name="audit-say"),
    path("<str:token>/documents/<slug:public>/", audit.document, name="audit-document"),
]
