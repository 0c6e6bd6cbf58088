"""What runs, what was decided and is not done, one decision, and what everybody may read about the space."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from fuerwort.evenings.actions import decisions as actions
from fuerwort.evenings.queries import coming_for_everybody, votes
from fuerwort.evenings.queries import decisions as queries
from fuerwort.people.errors import Refused
from fuerwort.people.models import Space
from fuerwort.people.queries import Here
from fuerwort.web import doors
from fuerwort.web.forms.deciding import EntrustForm, SettleForm
from fuerwort.web.linked import events, organization

A_PAGE = 20


@doors.member
def decisions(request: HttpRequest, here: Here) -> HttpResponse:
    """Votes that run, decisions not yet done, one's own ideas, and what is done."""
    at = timezone.now()
    context = {
        "here": here,
        "running": votes.running(here),
        "prepared": votes.prepared(here),
        "undone": queries.undone(here),
        "today": timezone.localdate(at),
        "ideas": queries.my_ideas(here),
        "page": Paginator(queries.settled(here), A_PAGE).get_page(request.GET.get("page")),
        "past": votes.past(here)[:A_PAGE],
    }
    return render(request, "deciding/decisions.html", context)


@doors.member
def decision(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    return _page(request, here, queries.decision_for(here, public))


def _page(
    request: HttpRequest, here: Here, seen: queries.Decided, entrust: EntrustForm | None = None,
    settle: SettleForm | None = None,
) -> HttpResponse:  # fmt: skip
    found = seen.decision
    context = {"here": here, "seen": seen, "decision": found, "today": timezone.localdate()}
    if seen.may_settle and found.fate == "open":
        first = {"owner": found.owner.public if found.owner else "", "due": found.due}
        context["entrust"] = entrust or EntrustForm(queries.owners(here), **first)
        context["settle"] = settle or SettleForm()
    return render(request, "deciding/decision.html", context)


@require_POST
@doors.member
def entrust(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    """Who cares for it, and until when."""
    seen = queries.decision_for(here, public)
    form = EntrustForm(queries.owners(here), request.POST)
    if not form.is_valid():
        return _page(request, here, seen, entrust=form)
    said = {"owner": form.chosen(), "due": form.cleaned_data["due"]}
    try:
        actions.entrust(seen.decision, **said, by=here.membership, at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("decision", here.space.slug, public)


@require_POST
@doors.member
def settle(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    """Done or dropped, with a sentence."""
    seen = queries.decision_for(here, public)
    form = SettleForm(request.POST)
    if not form.is_valid():
        return _page(request, here, seen, settle=form)
    try:
        actions.settle(seen.decision, **form.cleaned_data, by=here.membership, at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("decision", here.space.slug, public)


@require_POST
@doors.member
def again(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    """Carry out what had to wait."""
    try:
        actions.try_again(queries.decision_for(here, public).decision, by=here.membership, at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("decision", here.space.slug, public)


@doors.everybody
def about(request: HttpRequest, space: Space) -> HttpResponse:
    """What the space says of itself, for everybody; each text rests on a decision, and the earlier ones stay."""
    at = timezone.now()
    evenings = coming_for_everybody(space, at)
    context = {
        "space": space,
        "answers": queries.answers(space, at),
        "evenings": evenings,
        "linked": organization(space),
        "linked_evenings": events(space, evenings),
    }
    return render(request, "deciding/about.html", context)
