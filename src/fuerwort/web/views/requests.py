"""Requests: what waits and for whom, and one request through the viewer's eyes."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from fuerwort.experiences.models import Experience
from fuerwort.experiences.queries import together
from fuerwort.people.errors import Missing, Refused
from fuerwort.people.queries import Here
from fuerwort.referrals import queries
from fuerwort.referrals.actions import introductions, owners, second_thoughts, suggesting
from fuerwort.referrals.models import State
from fuerwort.referrals.queries.contacts import after_for
from fuerwort.referrals.queries.moved import moved
from fuerwort.referrals.queries.outside import outside
from fuerwort.web import doors
from fuerwort.web.forms.requests import NOBODY, ContestForm, GiveForm, NobodyForm, OrderForm

A_PAGE = 20
STATES = [(state.value, state.label) for state in State if state != State.UNCONFIRMED]


@doors.member
def requests(request: HttpRequest, here: Here) -> HttpResponse:
    found = queries.requests_for(here)
    others = [one for one in found.running if one.owner_id != here.membership.pk]
    context = {"here": here, "found": found, "others": others, "at": timezone.now(), "tab": "requests"}
    return render(request, "requests/requests.html", context)


@doors.host
def everything(request: HttpRequest, here: Here) -> HttpResponse:
    """All requests of the space: when they came, who cares for them, how they ended; no words, no order."""
    state = request.GET.get("state", "")
    found = queries.all_requests(here, state if state in State.values else "")
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {"here": here, "page": page, "at": timezone.now(), "state": state, "states": STATES, "tab": "all"}
    return render(request, "requests/everything.html", context)


@doors.member
def one(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    seen = queries.request_for(here, public)
    return shown(request, here, seen)


def shown(
    request: HttpRequest, here: Here, seen: queries.Seen, *, order: OrderForm | None = None, status: int = 200
) -> HttpResponse:
    """The page of one request; ``order``: the form as it was typed."""
    context: dict[str, Any] = {"here": here, "seen": seen, "at": timezone.now(), "tab": "requests"}
    if seen.order:
        context["places"] = beside(here, seen.order)
        context["moved"] = moved(seen.order, seen.request.key)
        context["form"] = order or (OrderForm(seen.order) if "change" in seen.may else None)
    if seen.mine:
        context["after"] = after_for(here, seen.eyes.mine)
    if "pass-on" in seen.may:
        context["outside"] = outside(seen.named)
    if "contest" in seen.may:
        context["doubt"] = ContestForm()
    return render(request, "requests/request.html", context, status=status)


def beside(here: Here, order: queries.Order) -> list[tuple[queries.Place, list[Experience], int]]:
    """Each place beside what the viewer did with this member, and a number that stays with them when they move."""
    good = [*(place.member.public for place in order.named), *(o.member.public for o in order.others if o.good_enough)]
    number = {public: n for n, public in enumerate(sorted(good))}
    found = together(here, [place.member for place in order.named])
    return [(place, found.get(place.member.pk, []), number[place.member.public]) for place in order.named]


VERBS: dict[str, tuple[Callable[..., Any], Any]] = {
    "take": (owners.take, gettext_lazy("Thank you. Whoever asked reads that you care for it.")),
    "take-over": (owners.take_over, gettext_lazy("It is yours now.")),
    "suggest": (suggesting.suggest, ""),
    "choose": (
        suggesting.choose,
        gettext_lazy("Confirmed. Those named are asked now; you hear what they say."),
    ),
    "withdraw": (second_thoughts.withdraw, gettext_lazy("Taken back. For a few minutes you can still undo it.")),
    "keep": (second_thoughts.keep, gettext_lazy("Undone. It goes on as before.")),
}


@require_POST
@doors.member
def act(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    """What the pressed button says."""
    seen = queries.request_for(here, public)
    verb, done = VERBS.get(request.POST.get("verb", ""), (None, ""))
    if verb:
        try:
            verb(request=seen.request, by=here.membership, at=timezone.now())
            if done:
                messages.success(request, done)
        except Refused as refused:
            messages.error(request, str(refused))
    return redirect("request", here.space.slug, public)


@require_POST
@doors.member
def order(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    """Another order than suggested, with its reason."""
    seen = queries.request_for(here, public)
    if seen.order is None or "change" not in seen.may:
        raise Missing
    form = OrderForm(seen.order, request.POST)
    if form.is_valid():
        found = {"places": form.places(), "why": form.cleaned_data["why"]}
        try:
            suggesting.change_order(request=seen.request, by=here.membership, at=timezone.now(), **found)
            messages.success(request, _("Changed. The books follow what is really shown."))
            return redirect("request", here.space.slug, public)
        except Refused as refused:
            form.add_error(None, str(refused))
    return shown(request, here, seen, order=form)


@doors.member
def nobody(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    """Say that nobody here fits, in words that are sent."""
    seen = queries.request_for(here, public)
    if "nobody" not in seen.may:
        raise Missing
    form = NobodyForm(request.POST or None, initial={"words": str(NOBODY)})
    if request.method == "POST" and form.is_valid():
        try:
            introductions.nobody_fits(
                request=seen.request, words=form.cleaned_data["words"], by=here.membership, at=timezone.now()
            )
            messages.success(request, _("Said. An honest no is an answer too."))
            return redirect("request", here.space.slug, public)
        except Refused as refused:
            form.add_error(None, str(refused))
    return render(request, "requests/nobody.html", {"here": here, "seen": seen, "form": form})


@doors.member
def give(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    """Give a request to somebody on the rota."""
    about, members = queries.may_own(here, public)
    form = GiveForm(members, request.POST or None)
    if request.method == "POST" and form.is_valid():
        to = form.member()
        try:
            owners.assign(request=about, to=to, by=here.membership, at=timezone.now())
            messages.success(request, _("%(name)s cares for it now.") % {"name": to.name})
            return redirect("request", here.space.slug, public)
        except Refused as refused:
            form.add_error(None, str(refused))
    return render(request, "requests/give.html", {"here": here, "about": about, "form": form})
