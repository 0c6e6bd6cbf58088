"""Logging in and out, and one's own account."""

import time
from typing import cast

from allauth.account.utils import perform_login
from django.contrib import messages
from django.contrib.auth import logout as end_session
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from fuerwort.people import own, own_file, queries
from fuerwort.people.actions import accounts, erasing
from fuerwort.people.errors import Refused
from fuerwort.people.models import Person
from fuerwort.web import proof
from fuerwort.web.accounts import PROVED_AT
from fuerwort.web.doors import fresh
from fuerwort.web.forms.accounts import AddressForm, EraseForm
from fuerwort.web.views.codes import code_page


def onward(request: HttpRequest) -> str:
    """Where ``next`` leads, if it stays in this house."""
    target = request.POST.get("next") or request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure())
    return target if safe else reverse("entrance")


@never_cache
def login(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect(onward(request))
    form = AddressForm(request.POST or None)
    if form.is_valid():
        email = form.cleaned_data["email"].lower()
        try:
            known = not queries.address_is_new(email)
            proof.ask(request, "login", email, timezone.now(), known=known, next=onward(request))
            return redirect("login-code")
        except Refused as refused:
            form.add_error(None, str(refused))
    return render(request, "account/login.html", {"form": form, "next": onward(request)})


@never_cache
def login_code(request: HttpRequest) -> HttpResponse:
    def proved(email: str, facts: dict[str, str]) -> HttpResponse:
        response: HttpResponse = perform_login(request, queries.person_at(email), redirect_url=facts["next"])
        return response

    return code_page(request, "login", reverse("account_login"), proved)


@require_POST
def logout(request: HttpRequest) -> HttpResponse:
    end_session(request)
    messages.success(request, _("You are logged out."))
    return redirect("front")


@login_required
def account(request: HttpRequest) -> HttpResponse:
    person: Person = request.user  # type: ignore[assignment]
    context = {"passkeys": queries.passkeys(person), "memberships": queries.spaces_for(person)}
    return render(request, "account/account.html", context)


@login_required
@require_POST
def everywhere(request: HttpRequest) -> HttpResponse:
    accounts.log_out_everywhere(person=request.user)  # type: ignore[arg-type]
    update_session_auth_hash(request, request.user)  # type: ignore[arg-type]
    messages.success(request, _("You are logged out everywhere but here."))
    return redirect("account")


@never_cache
@login_required
def again(request: HttpRequest) -> HttpResponse:
    """Before something that cannot be undone: is it still you?"""
    form_error = ""
    if request.method == "POST":
        try:
            proof.ask(request, "again", request.user.email, timezone.now(), next=onward(request))  # type: ignore[union-attr]
            return redirect("again-code")
        except Refused as refused:
            form_error = str(refused)
    return render(request, "account/again.html", {"next": onward(request), "error": form_error})


@never_cache
@login_required
def again_code(request: HttpRequest) -> HttpResponse:
    def proved(email: str, facts: dict[str, str]) -> HttpResponse:
        request.session[PROVED_AT] = time.time()
        return redirect(facts["next"])

    return code_page(request, "again", reverse("again"), proved)


@never_cache
@fresh
def address(request: HttpRequest) -> HttpResponse:
    form = AddressForm(request.POST or None)
    if form.is_valid():
        try:
            proof.ask(request, "address", form.cleaned_data["email"], timezone.now())
            return redirect("address-code")
        except Refused as refused:
            form.add_error(None, str(refused))
    return render(request, "account/address.html", {"form": form})


@never_cache
@fresh
def address_code(request: HttpRequest) -> HttpResponse:
    def proved(email: str, facts: dict[str, str]) -> HttpResponse:
        accounts.change_address(person=request.user, email=email)  # type: ignore[arg-type]
        messages.success(request, _("From now on you log in with the new address."))
        return redirect("account")

    return code_page(request, "address", reverse("address"), proved)


@never_cache
@fresh
def data(request: HttpRequest) -> HttpResponse:
    """All that is kept about whoever asks, as one file."""
    if request.method != "POST":
        return render(request, "account/data.html")
    person, now = cast(Person, request.user), timezone.now()
    answer = HttpResponse(own_file.pack(person, now), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="{own.file_name(now)}"'
    return answer


@never_cache
@fresh
def erase(request: HttpRequest) -> HttpResponse:
    person: Person = request.user  # type: ignore[assignment]
    form = EraseForm(person.email, request.POST or None)
    if form.is_valid():
        try:
            erasing.erase(person=person, at=timezone.now())
            end_session(request)
            return redirect("erased")
        except Refused as refused:
            form.add_error(None, str(refused))
    return render(request, "account/erase.html", {"form": form, "foretold": queries.foretold(person)})


def erased(request: HttpRequest) -> HttpResponse:
    return render(request, "account/erased.html")
