"""Settings of the space: its name, and the fields of work it offers."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fuerwort.people.actions import spaces
from fuerwort.people.errors import Refused
from fuerwort.people.links import address
from fuerwort.people.queries import Here
from fuerwort.people.queries.desk import desk_field, desk_fields
from fuerwort.web import doors
from fuerwort.web.forms.desk import CatalogueForm, FieldForm, SpaceForm

UPDATER = "https://tools.murmurations.network/index-updater"
"""Where hosts may register the profile; the house itself sends nothing there."""


@doors.host
def settings(request: HttpRequest, here: Here) -> HttpResponse:
    space = here.space
    form = SpaceForm(request.POST or None, initial={"name": space.name, "place": space.place, "about": space.about})
    if form.is_valid():
        spaces.describe(by=here.membership, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("desk-settings", space.slug)
    context = {"here": here, "tab": "settings", "form": form, "updater": UPDATER,
               "profile": address("murmurations", space.slug)}  # fmt: skip
    return render(request, "desk/settings.html", context)


@require_POST
@doors.host
def maps(request: HttpRequest, here: Here) -> HttpResponse:
    """Let maps and directories read a profile of the space, or no more."""
    spaces.let_maps_read(by=here.membership, at=timezone.now(), wanted=request.POST.get("maps") == "on")
    messages.success(request, _("Saved."))
    return redirect("desk-settings", here.space.slug)


@doors.host
def fields(request: HttpRequest, here: Here) -> HttpResponse:
    offered = desk_fields(here)
    form = CatalogueForm(offered, request.POST or None)
    if form.is_valid():
        spaces.choose_fields(by=here.membership, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("desk-fields", here.space.slug)
    retired = [field for field in offered if field.retired_at]
    context = {"here": here, "tab": "fields", "fields": offered, "retired": retired, "form": form}
    return render(request, "desk/fields.html", context)


@doors.host
def new_field(request: HttpRequest, here: Here) -> HttpResponse:
    return _named(request, here, "desk/new-field.html", {}, spaces.add_field)


@doors.host
def field(request: HttpRequest, here: Here, slug: str) -> HttpResponse:
    found = desk_field(here, slug)

    def rename(**names: Any) -> Any:
        return spaces.rename_field(field=found, **names)

    return _named(request, here, "desk/field.html", {"field": found}, rename)


def _named(
    request: HttpRequest, here: Here, template: str, context: dict[str, Any], save: Callable[..., Any]
) -> HttpResponse:
    """A form with both names of a field."""
    known = context.get("field")
    form = FieldForm(
        request.POST or None, initial={"name_de": known.name_de, "name_en": known.name_en} if known else {}
    )
    if form.is_valid():
        try:
            save(by=here.membership, at=timezone.now(), **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect("desk-fields", here.space.slug)
        except Refused as refused:
            form.add_error(None, str(refused))
    return render(request, template, {"here": here, "tab": "fields", "form": form, **context})


@require_POST
@doors.host
def retire(request: HttpRequest, here: Here, slug: str) -> HttpResponse:
    """Offer a field no longer, or again."""
    found = desk_field(here, slug)
    act = spaces.restore_field if found.retired_at else spaces.retire_field
    act(field=found, by=here.membership, at=timezone.now())
    messages.success(request, _("Saved."))
    return redirect("desk-fields", here.space.slug)
