"""The table of contents: each page once. What a page may show is decided in the queries it asks."""

from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

from fuerwort.web.views import design, front, home, letters, mailbox, theme, words

space: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("news/read/", home.read_news, name="news-read"),
    # Members: directory, profile, own profile, availability
    # Experiences: record, confirm, deny, withdraw, founding evening, ties, vouches
    # Agreements
    # Desk: members, invitations, disputes, agreements, settings, events, import, export
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", front.front, name="front"),
    path("home/", home.entrance, name="entrance"),
    path("preferences/", letters.preferences, name="preferences"),
    # Invitations and one-tap links, no log-in needed
    path("a/letters/<str:token>/", letters.unsubscribe, name="unsubscribe"),
    path("imprint/", words.imprint, name="imprint"),
    path("privacy/", words.privacy, name="privacy"),
    path("accessibility/", words.accessibility, name="accessibility"),
    path("mailbox/", mailbox.mails, name="mails"),
    path("mailbox/<str:key>/", mailbox.mail, name="mail"),
    path("mailbox/<str:key>/html/", mailbox.mail_html, name="mail_html"),
    path("language/", set_language, name="set_language"),
    path("theme/", theme.theme, name="theme"),
    path("design/", design.design, name="design"),
    path("spaces/<slug:space>/", include(space)),
]
