"""Members, guests and those who left, as hosts arrange them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from fuerwort.people.actions.leaving import mark_left
from fuerwort.people.actions.members import arrange
from fuerwort.people.errors import Refused
from fuerwort.people.models import Membership
from fuerwort.people.queries import Here
from fuerwort.people.queries.desk import STANDING, desk_member, listed, possible_sponsors
from fuerwort.web import doors
from fuerwort.web.forms.desk import MemberForm, ReasonForm
from fuerwort.web.forms.invitations import AgainForm


@doors.host
def members(request: HttpRequest, here: Here) -> HttpResponse:
    standing = request.GET.get("standing", "active")
    standing = standing if standing in STANDING else "active"
    name = request.POST.get("name", "").strip()  # a form, not an address: no name belongs into an address
    now = timezone.now()
    page = Paginator(listed(here, standing, now, name), 50).get_page(request.GET.get("page"))
    context = {"here": here, "tab": "members", "page": page, "standing": standing, "name": name}
    return render(request, "desk/members.html", context)


@doors.host
def member(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    found = desk_member(here, public)
    form = MemberForm(possible_sponsors(here, found), request.POST or None, initial=_as_is(found))
    if form.is_valid():
        chosen = {**form.cleaned_data, "roles": set(form.cleaned_data["roles"])}
        try:
            arrange(membership=found, by=here.membership, at=timezone.now(), **chosen)
            messages.success(request, _("Saved."))
            return redirect("desk-member", here.space.slug, public)
        except Refused as refused:
            form.add_error(None, str(refused))
    return render(
        request, "desk/member.html", {"here": here, "tab": "members", "member": found, "form": form, **_invited(found)}
    )


def _as_is(found: Membership) -> dict[str, object]:
    roles = [role.name for role in found.roles.all()]
    return {"roles": roles, "sponsor": found.sponsor, "has_desk": found.has_desk}


def _invited(found: Membership) -> dict[str, object]:
    """The pending invitation, and the form that sends another."""
    pending = next((i for i in found.invitations.all() if not i.accepted_at and not i.revoked_at), None)
    again = AgainForm(initial={"email": pending.email if pending else ""}, left=found.person is not None)
    return {"invitation": pending, "run_out": bool(pending and pending.has_run_out(timezone.now())), "again": again}


@doors.host
def left(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    found = desk_member(here, public)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        try:
            mark_left(membership=found, by=here.membership, at=timezone.now(), reason=form.cleaned_data["reason"])
            messages.success(request, _("Noted, and written to them."))
            return redirect("desk-member", here.space.slug, public)
        except Refused as refused:
            form.add_error(None, str(refused))
    return render(request, "desk/left.html", {"here": here, "tab": "members", "member": found, "form": form})
