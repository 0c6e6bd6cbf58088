"""Fürsprache: say a good word for a colleague, and take it back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fuerwort.experiences import actions, queries
from fuerwort.people.errors import Missing, Refused
from fuerwort.people.queries import Here, member_for
from fuerwort.web import doors
from fuerwort.web.forms.experiences import VouchForm
from fuerwort.web.views.experiences import redirect_to


@doors.member
def vouch(request: HttpRequest, here: Here, public: str, member: str) -> HttpResponse:
    seen = queries.experience_for(here, public, timezone.now())
    about = member_for(here, member)
    if about not in seen.may_vouch_for:
        raise Missing
    form = VouchForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.vouch(seen.experience, about, form.cleaned_data["text"], by=here.membership, at=timezone.now())
            messages.success(
                request,
                _("Said. %(name)s is told, and everybody who sees the profile reads it.") % {"name": about.name},
            )
            return redirect("experience", here.space.slug, public)
        except Refused as refused:
            form.add_error(None, str(refused))
    return render(request, "experiences/vouch.html", {"here": here, "seen": seen, "about": about, "form": form})


@doors.member
@require_POST
def withdraw(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    said = queries.vouch_for(here, public)
    actions.withdraw_vouch(said, by=here.membership, at=timezone.now())
    messages.success(request, _("The word is taken back."))
    return redirect_to(request, here)
