"""Inviting: by mail, by a link to show, by a sheet to print. A link is shown once; only its hash is kept."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from fuerwort.people import links
from fuerwort.people.actions.invitations import Guest, invite, invite_again, invite_all_again, withdraw
from fuerwort.people.errors import Refused
from fuerwort.people.queries import Here
from fuerwort.people.queries.desk import possible_sponsors
from fuerwort.people.queries.invitations import guest_for, guests_for, pending_invitations
from fuerwort.web import doors
from fuerwort.web.forms.invitations import AgainForm, GuestForm


@doors.host
def invitations(request: HttpRequest, here: Here) -> HttpResponse:
    context = {"here": here, "tab": "invitations", "rows": pending_invitations(here), "now": timezone.now()}
    return render(request, "desk/invitations.html", context)


@doors.host
def new(request: HttpRequest, here: Here) -> HttpResponse:
    form = GuestForm(possible_sponsors(here), request.POST or None, initial={"sponsor": here.membership})
    if form.is_valid():
        guest = Guest(**{**form.cleaned_data, "roles": frozenset(form.cleaned_data["roles"])})
        try:
            invitation = invite(guest=guest, by=here.membership, at=timezone.now(), token=links.new_token())
            return _invited(request, here, invitation.membership.public, mailed=bool(guest.email))
        except Refused as refused:
            form.add_error(None, str(refused))
    return render(request, "desk/invite.html", {"here": here, "tab": "invitations", "form": form})


def _invited(request: HttpRequest, here: Here, public: str, *, mailed: bool) -> HttpResponse:
    """On to the next guest, or to the one whose link must be shown."""
    if "another" in request.POST:
        messages.success(request, _("Invited. Whom next?"))
        return redirect("desk-invite", here.space.slug)
    said = _("Invited. The mail is on its way.") if mailed else _("Invited. Now show the link, or print it.")
    messages.success(request, said)
    return redirect("desk-member", here.space.slug, public)


@require_POST
@doors.host
def again(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    guest = guest_for(here, public)
    form = AgainForm(request.POST, left=guest.person is not None)
    if not form.is_valid():
        messages.error(request, _("That is no e-mail address. Nothing was sent."))
        return redirect("desk-member", here.space.slug, public)
    invite_again(
        membership=guest, by=here.membership, at=timezone.now(), token=links.new_token(),
        email=form.cleaned_data["email"], post=True,
    )  # fmt: skip
    messages.success(request, _("The invitation is on its way. Links given before do not work any more."))
    return redirect("desk-member", here.space.slug, public)


@never_cache
@require_POST
@doors.host
def link(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    """The answer to a form, not a page of its own: the link exists nowhere else."""
    guest, token = guest_for(here, public), links.new_token()
    invitation = invite_again(membership=guest, by=here.membership, at=timezone.now(), token=token)
    context = {"here": here, "tab": "invitations", "invitation": invitation, "link": links.address("invitation", token)}
    return render(request, "desk/link.html", context)


@never_cache
@require_POST
@doors.host
def sheet(request: HttpRequest, here: Here) -> HttpResponse:
    """Several links on paper, to cut apart."""
    guests = guests_for(here, request.POST.getlist("guest"))
    if not guests:
        messages.error(request, _("Please tick whom the sheet is for."))
        return redirect("desk-invitations", here.space.slug)
    tokens = [links.new_token() for _guest in guests]
    at = timezone.now()
    invite_all_again(memberships=guests, by=here.membership, at=at, tokens=tokens)
    rows = [(guest, links.address("invitation", token)) for guest, token in zip(guests, tokens, strict=True)]
    return render(request, "desk/sheet.html", {"here": here, "tab": "invitations", "rows": rows, "at": at})


@require_POST
@doors.host
def withdrawn(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    guest = guest_for(here, public)
    withdraw(membership=guest, by=here.membership, at=timezone.now())
    messages.success(request, _("Withdrawn. The link does not work any more."))
    return redirect("desk-invitations", here.space.slug)
