"""Whether one comes, said by a link in a letter without logging in. Looking changes nothing: mail scanners look too."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache

from fuerwort.evenings import queries
from fuerwort.evenings.actions import replies
from fuerwort.people.errors import Refused
from fuerwort.web.forms.evenings import GuestReplyForm


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
    context = {"guest": found, "evening": found.evening, "form": form, "agenda": queries.slots(found.evening)}
    return render(request, "evenings/guest.html", context)
