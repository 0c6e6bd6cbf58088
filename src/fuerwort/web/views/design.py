"""One page that shows every component in every state, so that a change to the look can be looked at."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from fuerwort.web.drawing import Colleague
from fuerwort.web.forms.specimen import SpecimenForm


@dataclass(frozen=True)
class Reason:
    code: str
    text: str


def design(request: HttpRequest) -> HttpResponse:
    form = SpecimenForm(initial={"field": "web", "availability": "little", "kinds": ["learning"]})
    wrong = SpecimenForm({"what": "", "mail": "amira@", "language": "de"}, auto_id="wrong_%s")
    context = {"form": form, "wrong": wrong, "page": Paginator(range(60), 20).page(2)}
    return render(request, "design.html", context | shortlist() | drawings())


def shortlist() -> dict[str, Any]:
    return {
        "full_until": date(2027, 5, 3),
        "amira": [
            Reason("tie.direct", _("Built the site of the cycling club with Jonas; both have confirmed it.")),
            Reason("fit.proof", _("Led two evenings on accessible forms in autumn.")),
            Reason("turn.owed", _("It is her turn: others came first in the last four requests.")),
        ],
        "tom": [
            Reason("fit.skills", _("Knows clubs: three projects in two years, the last one with Amira.")),
            Reason("turn.paid", _("Came first often lately, so second this time.")),
        ],
        "linh": [
            Reason("fit.text.best", _("Her samples come closest to the description.")),
            Reason("newcomer", _("Newcomers get their part of the chances from the start.")),
        ],
    }


def drawings() -> dict[str, Any]:
    return {
        "balances": [460_000, 180_000, 70_000, -290_000, -420_000],
        "colleagues": [
            Colleague("Amira Yıldız", _("three projects, two evenings"), times={"cooperation": 3, "learning": 2}),
            Colleague("Jonas Keller", _("the cycling club’s site"), times={"cooperation": 1}),
            Colleague("Hanne Brandt", _("looked after the garden, six times"), times={"care": 6}),
            Colleague("Linh Nguyễn", _("an evening on type"), times={"learning": 1}),
            Colleague("Tom Becker", _("seven projects, the kitchen"), times={"cooperation": 7, "care": 2}),
        ],
    }
