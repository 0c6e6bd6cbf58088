"""Mails: whether they come at all, and in which language."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from fuerwort.people import queries
from fuerwort.people.actions import letters
from fuerwort.web.accounts import in_language
from fuerwort.web.forms.letters import Preferences


@csrf_exempt  # the signed link is the permission; mail programs send this form without any page (RFC 8058)
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    person = queries.reader_of(token)
    if request.method == "POST":
        letters.want_digest(person=person, wanted="again" in request.POST)
    return render(request, "letters/unsubscribe.html", {"wanted": person.wants_digest})


@login_required
def preferences(request: HttpRequest) -> HttpResponse:
    person = request.user
    kept = {"language": person.language, "wants_digest": person.wants_digest}  # type: ignore[union-attr]
    form: forms.Form = Preferences(request.POST or None, initial=kept)
    if form.is_valid():
        letters.prefer(person=person, **form.cleaned_data)  # type: ignore[arg-type]
        messages.success(request, _("Saved."))
        return in_language(redirect("preferences"), form.cleaned_data["language"])
    return render(request, "letters/preferences.html", {"form": form})
