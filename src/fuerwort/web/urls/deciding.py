"""Votes and decisions inside a space, and what everybody may read about it."""

from django.urls import URLPattern, URLResolver, path

from fuerwort.web.views import maps
from fuerwort.web.views.deciding import decisions, preparing, votes

urlpatterns: list[URLPattern | URLResolver] = [
    path("about/", decisions.about, name="about"),
    path("about/murmurations.json", maps.profile, name="murmurations"),
    path("decisions/", decisions.decisions, name="decisions"),
    path("decisions/<slug:public>/", decisions.decision, name="decision"),
    path("decisions/<slug:public>/entrust/", decisions.entrust, name="decision-entrust"),
    path("decisions/<slug:public>/settle/", decisions.settle, name="decision-settle"),
    path("decisions/<slug:public>/again/", decisions.again, name="decision-again"),
    path("votes/new/", preparing.new, name="vote-new"),
    path("votes/<slug:public>/", votes.vote, name="vote"),
    path("votes/<slug:public>/ballot/", votes.ballot, name="vote-ballot"),
    path("votes/<slug:public>/screen/", votes.screen, name="vote-screen"),
    path("votes/<slug:public>/lead/", votes.lead, name="vote-lead"),
    path("votes/<slug:public>/round/", votes.again, name="vote-round"),
    path("votes/<slug:public>/proposals/", preparing.propose, name="vote-propose"),
    path("votes/<slug:public>/proposals/<slug:proposal>/remove/", preparing.remove, name="vote-proposal-remove"),
]
