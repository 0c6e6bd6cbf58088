"""The page behind an invitation's link: who invites into what, what one agrees to, and in."""

from datetime import datetime

from allauth.account.utils import perform_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache

from fuerwort.people.actions.invitations import accept
from fuerwort.people.errors import Missing, Refused
from fuerwort.people.models import Invitation, Membership
from fuerwort.people.queries import address_is_new
from fuerwort.people.queries.invitations import way_in
from fuerwort.web import proof
from fuerwort.web.forms.invitations import JoinForm
from fuerwort.web.views.codes import code_page


@never_cache
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    at = timezone.now()
    try:
        found = way_in(token, at)
    except Missing:
        return render(request, "invitations/gone.html", status=404)
    if request.user.is_authenticated:
        return _join_as_known(request, found, at)
    return _join_as_guest(request, found, at)


def _join_as_known(request: HttpRequest, found: Invitation, at: datetime) -> HttpResponse:
    context = {"invitation": found, "refused": ""}
    if request.method == "POST":
        try:
            membership = accept(key=found.token_hash, email=request.user.email, at=at)  # type: ignore[union-attr]
            return redirect("first-steps", membership.space.slug)
        except Refused as refused:
            context["refused"] = str(refused)
    return render(request, "invitations/join.html", context)


def _join_as_guest(request: HttpRequest, found: Invitation, at: datetime) -> HttpResponse:
    mailed = found.email if found.mailed_at else ""
    first = {"name": found.membership.name, "email": mailed, "language": get_language()}
    form = JoinForm(request.POST or None, initial=first)
    if form.is_valid():
        said = {key: form.cleaned_data[key] for key in ("name", "language")}
        email = form.cleaned_data["email"].lower()
        try:
            if email == mailed and address_is_new(email):  # the link has proved it
                return _enter(request, accept(key=found.token_hash, email=email, at=at, **said))
            proof.ask(request, "join", email, at, key=found.token_hash, **said)
            return redirect("invitation-code")
        except Refused as refused:
            form.add_error(None, str(refused))
    return render(request, "invitations/invitation.html", {"invitation": found, "form": form})


@never_cache
def code(request: HttpRequest) -> HttpResponse:
    def joined(email: str, facts: dict[str, str]) -> HttpResponse:
        return _enter(request, accept(email=email, at=timezone.now(), **facts))

    return code_page(request, "join", reverse("account_login"), joined)


def _enter(request: HttpRequest, membership: Membership) -> HttpResponse:
    onward = reverse("first-steps", args=[membership.space.slug])
    response: HttpResponse = perform_login(request, membership.person, redirect_url=onward)
    return response
