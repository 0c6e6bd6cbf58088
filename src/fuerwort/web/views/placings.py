"""A named member answers: by the link in a mail without logging in, or on the page of the request."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from fuerwort.people.errors import Refused
from fuerwort.people.queries import Here, here_for, member_for
from fuerwort.referrals import queries
from fuerwort.referrals.actions import answers, outcomes, second_thoughts
from fuerwort.referrals.actions.together import did_together
from fuerwort.referrals.models import Placing
from fuerwort.referrals.queries.contacts import beside
from fuerwort.web import doors
from fuerwort.web.forms.requests import TogetherForm


@never_cache
def asked(request: HttpRequest, token: str) -> HttpResponse:
    """May we introduce you? Looking changes nothing: mail scanners look too."""
    placing, wanted = queries.asked_by_link(token)
    assert placing.membership.person
    here = here_for(placing.membership.person, placing.request.space.slug)
    if request.method == "POST":
        answer_with(request, here, placing)
        return redirect("placing-answer", token)
    seen = queries.request_for(here, placing.request.public)
    facts = {"here": here, "seen": seen, "wanted": wanted, "action": reverse("placing-answer", args=[token])}
    return render(request, "placings/asked.html", facts)


@require_POST
@doors.member
def answer(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    answer_with(request, here, queries.placing_for(here, public))
    return redirect("request", here.space.slug, public)


def answer_with(request: HttpRequest, here: Here, placing: Placing) -> None:
    """Do what the pressed button says: yes, no, full, again, or a colleague's public id."""
    at, by, said = timezone.now(), here.membership, request.POST.get("answer", "")
    try:
        if said == "yes":
            answers.say_yes(placing=placing, by=by, at=at)
        elif said in ("no", "full"):
            second_thoughts.say_no(placing=placing, by=by, at=at, full=said == "full")
        elif said == "again":
            second_thoughts.think_again(placing=placing, by=by, at=at)
        elif to := typed(request, "to"):
            colleague = member_for(here, to)
            answers.hand_over(placing=placing, to=colleague, by=by, at=at)
            messages.success(request, _("Handed over to %(name)s.") % {"name": colleague.name})
    except Refused as refused:
        messages.error(request, str(refused))


@require_POST
@doors.member
def report(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    """One question: what came of it."""
    try:
        placing = queries.placing_for(here, public)
        outcomes.report(placing=placing, said=request.POST.get("said", ""), by=here.membership, at=timezone.now())
        messages.success(request, _("Thank you. Those who passed it on read it too."))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("request", here.space.slug, public)


@doors.member
def together(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    """It became work: who of the house did it too? All of them are asked."""
    placing = queries.placing_for(here, public)
    form = TogetherForm(here, beside(here, placing), request.POST if request.method == "POST" else None)
    if form.looks:
        form.errors.clear()  # nobody was to be asked yet, so nothing is wrong
    elif form.is_valid():
        others, at = form.cleaned_data["others"], timezone.now()
        try:
            made = did_together(placing=placing, others=others, by=here.membership, at=at)
            messages.success(request, _("All of you are asked now. Please say yourself how long it was."))
            return redirect("experience", here.space.slug, made.public)
        except Refused as refused:
            form.add_error("others", str(refused))
    return render(request, "placings/together.html", {"here": here, "placing": placing, "form": form})


@require_POST
@doors.member
def thank(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    seen = queries.request_for(here, public)
    to = member_for(here, typed(request, "to"))
    try:
        outcomes.thank(request=seen.request, to=to, by=here.membership, at=timezone.now(), text=typed(request, "text"))
        messages.success(request, _("%(name)s reads your thanks.") % {"name": to.name})
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("request", here.space.slug, public)


def typed(request: HttpRequest, name: str) -> str:
    """One short line, without the sign that PostgreSQL keeps in no text."""
    return request.POST.get(name, "").replace("\0", "")[:300]
