"""The table of contents: each page once. What a page may show is decided in the queries it asks."""

from allauth.mfa.webauthn import views as webauthn
from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

from fuerwort.web.doors import fresh
from fuerwort.web.views import (
    accounts,
    agreements,
    books,
    contests,
    design,
    experiences,
    founding,
    front,
    home,
    invitations,
    letters,
    mailbox,
    membership,
    profile,
    recommend,
    requests,
    theme,
    ties,
    vouches,
    words,
)
from fuerwort.web.views import members as people
from fuerwort.web.views.desk import disputes, events, members, moving, overview, settings
from fuerwort.web.views.desk import invitations as guests

space: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("news/read/", home.read_news, name="news-read"),
    # Members: directory, profile, own profile, availability
    path("members/", people.members, name="members"),
    path("members/<slug:public>/", people.member, name="member"),
    path("profile/", profile.profile, name="profile"),
    path("availability/", profile.availability, name="availability"),
    path("steps/hide/", profile.hide_steps, name="steps-hide"),
    # Experiences: record, confirm, deny, withdraw, founding evening, ties, vouches
    path("experiences/", experiences.experiences, name="experiences"),
    path("experiences/record/", experiences.record, name="experience-record"),
    path("experiences/<slug:public>/", experiences.experience, name="experience"),
    path("experiences/<slug:public>/answer/", experiences.answer, name="experience-reply"),
    path("experiences/<slug:public>/withdraw/", experiences.withdraw, name="experience-withdraw"),
    path("experiences/<slug:public>/vouch/<slug:member>/", vouches.vouch, name="vouch"),
    path("vouches/<slug:public>/withdraw/", vouches.withdraw, name="vouch-withdraw"),
    path("founding/", founding.evenings, name="founding-evenings"),
    path("founding/<slug:public>/", founding.evening, name="founding-evening"),
    path("founding/<slug:public>/end/", founding.end, name="founding-evening-end"),
    path("ties/", ties.ties, name="ties"),
    path("members/<slug:public>/common/", ties.common, name="common"),
    # Agreements
    path("agreements/", agreements.agreements, name="agreements"),
    path("agreements/new/", agreements.new, name="agreement-new"),
    path("agreements/<slug:public>/", agreements.agreement, name="agreement"),
    path("agreements/<slug:public>/answer/", agreements.answer, name="agreement-answer"),
    path("first-steps/", membership.steps, name="first-steps"),
    path("leave/", membership.leaving, name="leave"),
    # Requests: what waits, one request, its order
    path("requests/", requests.requests, name="requests"),
    path("requests/all/", requests.everything, name="requests-all"),
    path("requests/need/", recommend.need, name="request-need"),
    path("requests/<slug:public>/", requests.one, name="request"),
    path("requests/<slug:public>/act/", requests.act, name="request-act"),
    path("requests/<slug:public>/order/", requests.order, name="request-order"),
    path("requests/<slug:public>/nobody/", requests.nobody, name="request-nobody"),
    path("requests/<slug:public>/give/", requests.give, name="request-give"),
    path("requests/<slug:public>/release/<slug:placing>/", recommend.release, name="request-release"),
    path("requests/<slug:public>/close/", recommend.close, name="request-close"),
    path("requests/<slug:public>/pass-on/", recommend.pass_on, name="request-pass-on"),
    path("requests/<slug:public>/contest/", contests.open_, name="request-contest"),
    path("contests/<slug:public>/", contests.contest, name="contest"),
    path("recommend/", recommend.recommend, name="recommend"),
    # Chances: one's own account, a field's book, the rule
    path("books/", books.books, name="books"),
    path("books/<slug:field>/", books.book, name="book"),
    path("order/", books.order, name="order"),
    # Desk: members, invitations, disputes, agreements, settings, events, import, export
    path("desk/", overview.desk, name="desk"),
    path("desk/members/", members.members, name="desk-members"),
    path("desk/members/<slug:public>/", members.member, name="desk-member"),
    path("desk/members/<slug:public>/left/", members.left, name="desk-left"),
    path("desk/members/<slug:public>/again/", guests.again, name="desk-again"),
    path("desk/members/<slug:public>/link/", guests.link, name="desk-link"),
    path("desk/members/<slug:public>/withdraw/", guests.withdrawn, name="desk-withdraw"),
    path("desk/invitations/", guests.invitations, name="desk-invitations"),
    path("desk/invitations/new/", guests.new, name="desk-invite"),
    path("desk/invitations/sheet/", guests.sheet, name="desk-sheet"),
    path("desk/disputes/", disputes.disputes, name="disputes"),
    path("desk/disputes/<slug:public>/", disputes.dispute, name="dispute"),
    path("desk/confirmations/", disputes.confirmations, name="confirmations"),
    path("desk/contests/", contests.contested, name="contests"),
    path("desk/settings/", settings.settings, name="desk-settings"),
    path("desk/fields/", settings.fields, name="desk-fields"),
    path("desk/fields/new/", settings.new_field, name="desk-new-field"),
    path("desk/fields/<slug:slug>/", settings.field, name="desk-field"),
    path("desk/fields/<slug:slug>/retire/", settings.retire, name="desk-retire"),
    path("desk/agreements/", agreements.desk, name="desk-agreements"),
    path("desk/events/", events.events, name="desk-events"),
    path("desk/move-in/", moving.move_in, name="move-in"),
    path("desk/move-in/roster/", moving.roster, name="move-in-roster"),
    path("desk/move-in/bundle/", moving.bundle, name="move-in-bundle"),
    path("desk/move-out/", moving.move_out, name="move-out"),
]

account: list[URLPattern | URLResolver] = [
    path("", accounts.account, name="account"),
    path("", accounts.account, name="mfa_index"),  # where allauth returns to
    path("", accounts.account, name="mfa_list_webauthn"),
    path("login/", accounts.login, name="account_login"),
    path("login/code/", accounts.login_code, name="login-code"),
    path("login/passkey/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("logout/", accounts.logout, name="account_logout"),
    path("again/", accounts.again, name="again"),
    path("again/code/", accounts.again_code, name="again-code"),
    path("passkeys/add/", fresh(webauthn.add_webauthn), name="mfa_add_webauthn"),
    path("passkeys/<int:pk>/", fresh(webauthn.edit_webauthn), name="mfa_edit_webauthn"),
    path("passkeys/<int:pk>/remove/", fresh(webauthn.remove_webauthn), name="mfa_remove_webauthn"),
    path("address/", accounts.address, name="address"),
    path("address/code/", accounts.address_code, name="address-code"),
    path("everywhere/", accounts.everywhere, name="log-out-everywhere"),
    path("erase/", accounts.erase, name="erase"),
    path("erased/", accounts.erased, name="erased"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", front.front, name="front"),
    path("home/", home.entrance, name="entrance"),
    path("preferences/", letters.preferences, name="preferences"),
    path("members/<slug:public>/", people.anybody, name="member-public"),
    # Invitations and one-tap links, no log-in needed
    path("a/letters/<str:token>/", letters.unsubscribe, name="unsubscribe"),
    path("account/", include(account)),
    # Invitations and one-tap links, no log-in needed
    path("i/<str:token>/", invitations.invitation, name="invitation"),
    path("invitation/code/", invitations.code, name="invitation-code"),
    path("a/experiences/<str:token>/", experiences.asked, name="experience-answer"),
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
