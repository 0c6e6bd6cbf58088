"""One page that shows every component in every state, so that a change to the look can be looked at."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from fuerwort.web import specimens
from fuerwort.web.forms.specimen import SpecimenForm


def design(request: HttpRequest) -> HttpResponse:
    form = SpecimenForm(initial={"field": "web", "availability": "little", "kinds": ["learning"]})
    wrong = SpecimenForm({"what": "", "mail": "amira@", "language": "de"}, auto_id="wrong_%s")
    context = {"form": form, "wrong": wrong, "page": Paginator(range(60), 20).page(2)}
    shown = specimens.shortlist() | specimens.pictures() | specimens.evening()
    return render(request, "design.html", context | shown)
