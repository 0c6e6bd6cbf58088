"""The table of contents: each page once. What a page may show is decided in the queries it asks."""

from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

from fuerwort.web.views import (
    design,
    experiences,
    front,
    health,
    home,
    invitations,
    letters,
    mailbox,
    metrics,
    needs,
    pilot_report,
    placings,
    theme,
    words,
)
from fuerwort.web.views import members as people
from fuerwort.web.views.magazine import talking as comments

urlpatterns: list[URLPattern | URLResolver] = [
    path("", front.front, name="front"),
    path("home/", home.entrance, name="entrance"),
    path("preferences/", letters.preferences, name="preferences"),
    path("members/<slug:public>/", people.anybody, name="member-public"),
    path("members/<slug:public>/card.vcf", people.public_card, name="member-public-card"),
    # Invitations and one-tap links, no log-in needed
    path("a/letters/<str:token>/", letters.unsubscribe, name="unsubscribe"),
    path("account/", include("fuerwort.web.urls.account")),
    # Invitations and one-tap links, no log-in needed
    path("i/<str:token>/", invitations.invitation, name="invitation"),
    path("invitation/code/", invitations.code, name="invitation-code"),
    path("a/experiences/<str:token>/", experiences.asked, name="experience-answer"),
    # Whoever asked from outside, and those who are named, by the links in their mails
    path("a/needs/<str:token>/", needs.status, name="request-status"),
    path("a/needs/<str:token>/confirm/", needs.confirm, name="need-confirm"),
    path("a/needs/<str:token>/withdraw/<slug:public>/", needs.withdraw, name="need-withdraw"),
    path("a/needs/<str:token>/forget/", needs.forget, name="need-forget"),
    path("a/needs/<str:token>/keep/<slug:public>/", needs.keep, name="need-keep"),
    path("a/needs/<str:token>/release/<slug:public>/", needs.release, name="need-release"),
    path("a/needs/<str:token>/close/<slug:public>/", needs.close, name="need-close"),
    path("a/needs/<str:token>/good/<slug:public>/", needs.good, name="need-good"),
    path("a/requests/<str:token>/", placings.asked, name="placing-answer"),
    # Creative evenings: links in letters, calendars, the door on the wall
    path("", include("fuerwort.web.urls.doors")),
    path("a/comments/<str:token>/", comments.own, name="comment-own"),
    path("magazine/", include("fuerwort.web.urls.magazine")),
    path("pilots/<slug:public>/report/", pilot_report.report, name="pilot-report"),
    path("pilots/<slug:public>/report.pdf", pilot_report.pdf, name="pilot-report-pdf"),
    path("pilots/<slug:public>/figures.csv", pilot_report.figures, name="pilot-report-figures"),
    path("pilots/<slug:public>/codebook.csv", pilot_report.book, name="pilot-report-codebook"),
    path("a/audits/", include("fuerwort.web.urls.audits")),
    path("pilots/", include("fuerwort.web.urls.pilot_public")),
    path("lab/", include("fuerwort.web.urls.lab")),
    path("imprint/", words.imprint, name="imprint"),
    path("privacy/", words.privacy, name="privacy"),
    path("accessibility/", words.accessibility, name="accessibility"),
    path("mailbox/", mailbox.mails, name="mails"),
    path("mailbox/<str:key>/", mailbox.mail, name="mail"),
    path("mailbox/<str:key>/html/", mailbox.mail_html, name="mail_html"),
    path("language/", set_language, name="set_language"),
    path("theme/", theme.theme, name="theme"),
    path("health/", health.health, name="health"),
    path("metrics", metrics.metrics, name="metrics"),
    path("design/", design.design, name="design"),
    path("spaces/<slug:space>/", include("fuerwort.web.urls.space")),
]
