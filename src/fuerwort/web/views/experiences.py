"""What one has done with others: the open questions first, then everything; record, answer, take back."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from fuerwort.experiences import actions, queries, sources
from fuerwort.experiences.models import Experience, FoundingEvening, Kind
from fuerwort.people.errors import Missing, Refused
from fuerwort.people.queries import Here
from fuerwort.web import doors
from fuerwort.web.forms.experiences import AdjustForm, NoteForm, RecordForm

A_PAGE = 20
PARTS = {
    "people": "experiences/people.html",
    "entry": "founding/entry.html",
}
"""What htmx replaces, by the id it has on the page."""


@doors.member
def experiences(request: HttpRequest, here: Here) -> HttpResponse:
    at = timezone.now()
    kind = request.GET.get("kind", "")
    rows = queries.mine(here, kind if kind in Kind.values else "")
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "here": here,
        "open": queries.open_questions(here, at),
        "page": page,
        "history": [queries.shown(here, row, at) for row in page],
        "kinds": Kind.choices,
        "kind": kind,
        "saved": saved(request, here),
        "evening": queries.running_evening(here),
    }
    return render(request, "experiences/experiences.html", context)


def saved(request: HttpRequest, here: Here) -> queries.Shown | None:
    """What was just recorded, while it can be taken back."""
    public = request.GET.get("saved", "")
    seen = queries.experience_for(here, public, timezone.now()) if public else None
    return seen if seen and seen.may_withdraw else None


@doors.member
def record(request: HttpRequest, here: Here) -> HttpResponse:
    field = queries.field_of_mine(here, request.GET.get("field", ""))
    initial = {"others": request.GET.getlist("with"), "field": field}
    form = RecordForm(here, request.POST or None, initial=initial)
    if found := kept(request, here, form):
        return redirect_to(request, here, f"?saved={found.public}")
    return filled_in(request, form, "experiences/record.html", {"here": here})


def kept(
    request: HttpRequest, here: Here, form: RecordForm, evening: FoundingEvening | None = None
) -> Experience | None:
    """Save what a form says, unless it only looks for a name or something is wrong."""
    if request.method != "POST" or form.looks or not form.is_valid():
        return None
    found = form.cleaned_data
    try:
        return actions.record(
            form.occasion(), found["others"], by=here.membership, at=timezone.now(), evening=evening, once=found["once"]
        )
    except actions.RecordRefused as refused:
        form.refuse(refused)
        return None


def filled_in(request: HttpRequest, form: RecordForm, page: str, context: dict[str, Any]) -> HttpResponse:
    """The form as it was typed; htmx gets the part it asks for."""
    if form.looks:
        form.errors.clear()  # nothing was to be saved, so nothing is wrong yet
    if request.htmx:  # type: ignore[attr-defined]
        page = PARTS.get(request.htmx.target, page)  # type: ignore[attr-defined]
    return render(request, page, context | {"form": form})


@doors.member
def experience(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    return page_of(request, here, public)


@doors.member
@require_POST
def adjust(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    """Say how a suggested experience really was, and yes to that."""
    seen = queries.experience_for(here, public, timezone.now())
    form = adjusted(request, here, seen)
    if form is None:
        messages.success(request, _("Thank you. It is as you said, and you said yes."))
        return redirect("experience", here.space.slug, public)
    return page_of(request, here, public, form)


def page_of(request: HttpRequest, here: Here, public: str, form: AdjustForm | None = None) -> HttpResponse:
    """One experience; ``form`` when something in it was wrong."""
    seen = queries.experience_for(here, public, timezone.now())
    facts = {
        "here": here,
        "seen": seen,
        "note": note(seen),
        "words": queries.vouches_on(here, seen.experience),
        "form": form or AdjustForm(seen.experience),
        "why": sources.why(seen.experience),
    }
    return render(request, "experiences/experience.html", facts)


def adjusted(request: HttpRequest, here: Here, seen: queries.Shown) -> AdjustForm | None:
    """Keep what the form says; it comes back if something in it is wrong."""
    if seen.mine is None or not seen.experience.is_suggested:
        raise Missing
    form = AdjustForm(seen.experience, request.POST)
    if not form.is_valid():
        return form
    try:
        actions.adjust(seen.experience, form.occasion(), by=here.membership, at=timezone.now())
    except actions.RecordRefused as refused:
        form.refuse(refused)
        return form
    except Refused as refused:
        messages.error(request, str(refused))
    return None


@doors.member
@require_POST
def answer(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    """One tap: yes, no, undo, or take back one's own confirmation; on a founding evening the list comes back."""
    at = timezone.now()
    seen = queries.experience_for(here, public, at)
    try:
        given(request, seen.experience, here)
        said = THANKS.get(request.POST.get("answer", "")) if not request.htmx else None  # type: ignore[attr-defined]
        if said:  # on the next page the question may be gone
            messages.success(request, said)
    except Refused as refused:
        messages.error(request, str(refused))
    if request.htmx and request.htmx.target != "entries":  # type: ignore[attr-defined]
        fresh = queries.experience_for(here, public, at)
        return render(request, "experiences/row.html", {"seen": fresh, "asks": True, "here": here})
    return redirect_to(request, here)


def note(seen: queries.Shown) -> NoteForm:
    """What the viewer wrote to the hosts, as far as they may still change it."""
    return NoteForm(initial={"note": seen.dispute.note if seen.dispute else ""})


THANKS = {"yes": gettext_lazy("Thank you. You said yes."), "no": gettext_lazy("Thank you. You said no.")}
VERBS: dict[str, Callable[..., Any]] = {
    "yes": actions.confirm,
    "no": actions.deny,
    "undo": actions.reopen,
    "back": actions.take_back,
}


def given(request: HttpRequest, about: Experience, here: Here) -> None:
    """Do what the pressed button says."""
    verb = VERBS.get(request.POST.get("answer", ""))
    if verb is None:
        return
    form = NoteForm(request.POST)
    more = {"note": form.cleaned_data["note"]} if verb is actions.deny and form.is_valid() else {}
    verb(about, by=here.membership, at=timezone.now(), **more)


@doors.member
@require_POST
def withdraw(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    seen = queries.experience_for(here, public, timezone.now())
    try:
        actions.withdraw(seen.experience, by=here.membership, at=timezone.now())
        messages.success(request, _("Taken back. Nothing of it is left, and nobody is asked any more."))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect_to(request, here)


def asked(request: HttpRequest, token: str) -> HttpResponse:
    """Answer by a link from a mail, without logging in. Looking changes nothing: mail scanners look too."""
    at = timezone.now()
    here, seen, wanted = queries.asked_by_link(token, at)
    form = answered(request, here, seen) if request.method == "POST" else None
    if request.method == "POST" and form is None:
        return redirect("experience-answer", token)
    context = {
        "here": here,
        "seen": seen,
        "wanted": wanted,
        "token": token,
        "note": note(seen),
        "form": form or AdjustForm(seen.experience),
        "why": sources.why(seen.experience),
    }
    return render(request, "experiences/asked.html", context)


def answered(request: HttpRequest, here: Here, seen: queries.Shown) -> AdjustForm | None:
    """Do what was pressed, or keep how it was; the form comes back if something in it is wrong."""
    if "hours" in request.POST:
        return adjusted(request, here, seen)
    try:
        given(request, seen.experience, here)
    except Refused as refused:
        messages.error(request, str(refused))
    return None


def redirect_to(request: HttpRequest, here: Here, query: str = "") -> HttpResponse:
    """Back to the page of ours that the form came from, or to one's own experiences."""
    target = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure()):
        return redirect(target + query)
    response = redirect("experiences", here.space.slug)
    response["Location"] += query
    return response
