"""Agreements with neighbours: read, propose, sign or decline, end."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fuerwort.people.actions import agreements as actions
from fuerwort.people.errors import Refused
from fuerwort.people.queries import Here
from fuerwort.people.queries.agreements import agreement_for, agreements_for, desk_agreements, neighbours_for
from fuerwort.web import doors
from fuerwort.web.forms.agreements import AgreementForm

VERBS = {"sign": actions.sign, "decline": actions.decline, "end": actions.end}


@doors.member
def agreements(request: HttpRequest, here: Here) -> HttpResponse:
    return render(request, "agreements/agreements.html", {"here": here, "found": agreements_for(here)})


@doors.member
def new(request: HttpRequest, here: Here) -> HttpResponse:
    chosen = request.GET.get("with", "")
    form = AgreementForm(here, neighbours_for(here), request.POST or None, chosen)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.propose(**form.proposal(), by=here.membership, at=timezone.now())
            messages.success(request, _("Proposed. It holds when %(name)s signs.") % {"name": made.neighbour.name})
            return redirect("agreement", here.space.slug, made.public)
        except Refused as refused:
            form.add_error(None, str(refused))
    return render(request, "agreements/new.html", {"here": here, "form": form})


@doors.member
def agreement(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    return render(request, "agreements/agreement.html", {"here": here, "seen": agreement_for(here, public)})


@require_POST
@doors.member
def answer(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    """Sign, decline, or end, as the pressed button says."""
    seen = agreement_for(here, public)
    verb = VERBS.get(request.POST.get("answer", ""))
    if verb:
        try:
            verb(agreement=seen.agreement, by=here.membership, at=timezone.now())
        except Refused as refused:
            messages.error(request, str(refused))
    return redirect("agreement", here.space.slug, public)


@doors.host
def desk(request: HttpRequest, here: Here) -> HttpResponse:
    return render(request, "agreements/desk.html", {"here": here, "tab": "agreements", "found": desk_agreements(here)})
