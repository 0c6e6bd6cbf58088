"""Somebody asks a space, without an account."""

from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from fuerwort.people.links import new_token
from fuerwort.people.models import Space
from fuerwort.referrals.actions import needs
from fuerwort.referrals.actions.needs import AskRefused
from fuerwort.referrals.queries import asking
from fuerwort.web import doors, guard
from fuerwort.web.forms.asking import AskForm
from fuerwort.web.guard import GuardRefused


def ask(request: HttpRequest, space: str) -> HttpResponse:
    """The form; while one types, htmx asks here which fields it may be about."""
    at = timezone.now()
    door = asking.asking(space)
    doors.visitor(request, space)
    flooded = asking.is_flooded(door.space, at)
    form = AskForm(door.fields, request.POST or None, initial={"stamp": guard.stamp("ask", at)})
    if request.method == "POST" and not form.looks and taken(request, form, door.space, at, flooded=flooded):
        return redirect("ask-sent", door.space.slug)
    if form.is_bound and form.looks:
        form.errors.clear()  # nothing was to be sent, so nothing is wrong yet
    page = "asking/fields.html" if request.htmx else "asking/ask.html"  # type: ignore[attr-defined]
    facts = {"form": form, "space": door.space, "bits": guard.BITS if flooded else 0, "days": settings.KEEP_DAYS}
    return render(request, page, facts)


def taken(request: HttpRequest, form: AskForm, space: Space, at: datetime, *, flooded: bool) -> bool:
    """Whether it was asked; if not, the form says why, and keeps what was typed."""
    if not form.is_valid():
        return False
    found = form.cleaned_data
    try:
        if found["homepage"]:
            raise GuardRefused(
                _("Something filled in a box that people do not see; it is empty now. Please send it once more.")
            )
        guard.check("ask", found["stamp"], at, work=found["work"], flooded=flooded)
        guard.limit(request, found["email"])
        if guard.use(found["stamp"]):
            asked(form, space, at)
    except GuardRefused as refused:
        renew(form, at, stamp=refused.again)
        form.add_error(None, str(refused))
    except AskRefused as refused:
        guard.give_back(found["stamp"])
        form.refuse(refused)
    return not form.errors


def asked(form: AskForm, space: Space, at: datetime) -> None:
    needs.ask(space=space, wants=form.wants(), client=form.client(), at=at, token=new_token())


def renew(form: AskForm, at: datetime, *, stamp: bool) -> None:
    """Empty the box that must be empty; stamp anew a form that was open for too long."""
    form.data = form.data.copy()  # type: ignore[attr-defined]
    form.data["homepage"] = ""  # type: ignore[index]
    if stamp:
        form.data["stamp"] = guard.stamp("ask", at)  # type: ignore[index]


def sent(request: HttpRequest, space: str) -> HttpResponse:
    doors.visitor(request, space)
    return render(request, "asking/sent.html", {"space": asking.asking(space).space})
