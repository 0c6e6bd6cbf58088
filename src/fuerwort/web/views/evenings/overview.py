"""All evenings of a space: what is ahead, what was, one's own calendar, one's turns, the questions that wait."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fuerwort.evenings import notices, queries
from fuerwort.evenings.actions import agenda, calendars, rota
from fuerwort.people import links
from fuerwort.people.errors import Refused
from fuerwort.people.queries import Here
from fuerwort.web import doors
from fuerwort.web.forms.evenings import QuestionForm, WillingForm

A_FEW = 5
A_PAGE = 20


@doors.member
def evenings(request: HttpRequest, here: Here) -> HttpResponse:
    at = timezone.now()
    turns = list(here.membership.willing.values_list("task", flat=True))
    context = {
        "here": here,
        "coming": queries.coming(here, at),
        "later": queries.later(here, at),
        "past": queries.past(here, at)[:A_FEW],
        "series": queries.series_of(here),
        "questions": queries.questions(here),
        "ask": QuestionForm(),
        "turns": WillingForm(initial={"tasks": turns}),
        "calendar": notices.calendar_address(here.space),
        "has_key": queries.has_key(here.membership),
    }
    return render(request, "evenings/evenings.html", context)


@doors.member
def past(request: HttpRequest, here: Here) -> HttpResponse:
    page = Paginator(queries.past(here, timezone.now()), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "evenings/past.html", {"here": here, "page": page})


@doors.member
def calendar(request: HttpRequest, here: Here) -> HttpResponse:
    """A new key to one's own calendar, shown once; or none any more."""
    address = ""
    if request.method == "POST" and request.POST.get("drop"):
        calendars.drop_key(by=here.membership)
        messages.success(request, _("The address of your calendar opens nothing any more."))
        return redirect("evenings", here.space.slug)
    if request.method == "POST":
        token = links.new_token()
        calendars.renew_key(by=here.membership, at=timezone.now(), token=token)
        address = links.address("evening-own-calendar", token)
    context = {"here": here, "address": address, "has_key": queries.has_key(here.membership)}
    return render(request, "evenings/calendar.html", context)


@require_POST
@doors.member
def turns(request: HttpRequest, here: Here) -> HttpResponse:
    form = WillingForm(request.POST)
    if form.is_valid():
        rota.say_willing(form.cleaned_data["tasks"], by=here.membership, at=timezone.now())
        messages.success(request, _("Saved. From the next evening on your turn comes."))
    return redirect("evenings", here.space.slug)


@doors.member
def ask(request: HttpRequest, here: Here) -> HttpResponse:
    """Ask something for an evening."""
    form = QuestionForm(request.POST or None)
    if form.is_valid():
        try:
            agenda.ask(form.cleaned_data["text"], by=here.membership, at=timezone.now())
            messages.success(request, _("Thank you. The question waits for an evening."))
            return redirect("evenings", here.space.slug)
        except Refused as refused:
            form.add_error("text", str(refused))
    return render(request, "evenings/ask.html", {"here": here, "form": form, "questions": queries.questions(here)})


@require_POST
@doors.member
def withdraw(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    try:
        agenda.withdraw(queries.question_for(here, public), by=here.membership, at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("evenings", here.space.slug)
