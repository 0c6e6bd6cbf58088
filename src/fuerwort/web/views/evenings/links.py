"""Whether one comes, said by a link in a letter without logging in. Looking changes nothing: mail scanners look too."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from fuerwort.evenings import queries
from fuerwort.evenings.actions import arriving, replies
from fuerwort.people.errors import Refused
from fuerwort.web.forms.evenings import GuestReplyForm
from fuerwort.web.views.evenings.phone import take_seat


@never_cache
def answer(request: HttpRequest, token: str) -> HttpResponse:
    here, evening = queries.member_by_link(token)
    if request.method == "POST":
        try:
            replies.reply(evening, request.POST.get("says", ""), by=here.membership, at=timezone.now())
        except Refused as refused:
            messages.error(request, str(refused))
        return redirect("evening-answer", token)
    context = {"here": here, "seen": queries.seen_by(here, evening), "token": token}
    return render(request, "evenings/answer.html", context)


@never_cache
def guest(request: HttpRequest, token: str) -> HttpResponse:
    found = queries.guest_by_link(token)
    form = GuestReplyForm(request.POST or None, initial={"email": found.email})
    if form.is_valid():
        try:
            says, email, language = request.POST.get("says", ""), form.cleaned_data["email"], get_language() or "de"
            replies.guest_replies(found, says, at=timezone.now(), email=email, language=language)
        except Refused as refused:
            messages.error(request, str(refused))
        return redirect("evening-guest", token)
    context = {
        "guest": found,
        "evening": found.evening,
        "form": form,
        "agenda": queries.slots(found.evening),
        "token": token,
    }
    return render(request, "evenings/guest.html", context)


@require_POST
def member_is_here(request: HttpRequest, token: str) -> HttpResponse:
    """On the evening itself the link in the letter lets its member in, with one tap and without a log-in."""
    here, evening = queries.member_by_link(token)
    try:
        take_seat(request, arriving.check_in(evening, by=here.membership, at=timezone.now()))
        return redirect("evening-door", evening.door)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("evening-answer", token)


@require_POST
def guest_is_here(request: HttpRequest, token: str) -> HttpResponse:
    found = queries.guest_by_link(token)
    try:
        take_seat(request, arriving.welcome(found, at=timezone.now()))
        return redirect("evening-door", found.evening.door)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("evening-guest", token)
