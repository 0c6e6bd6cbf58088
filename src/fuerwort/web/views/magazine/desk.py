"""Editing: what waits, what to say to it, how the magazine is divided; hosts decide who may read it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fuerwort.magazine.actions import mentions, talking
from fuerwort.magazine.actions import settings as deciding
from fuerwort.magazine.models import Category
from fuerwort.magazine.queries import writing as queries
from fuerwort.magazine.queries.reader import editor_at
from fuerwort.people.errors import Refused
from fuerwort.people.queries import Here
from fuerwort.web import doors
from fuerwort.web.forms.writing import CategoryForm, MagazineForm


@doors.member
def desk(request: HttpRequest, here: Here) -> HttpResponse:
    return render(request, "articles/desk.html", {"here": here, "tab": "desk", "found": queries.desk(here)})


@require_POST
@doors.member
def comment(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    """Let it be read, take it off, or let it stand."""
    found = queries.comment_to_judge(here, public)
    words = request.POST.get("words", "")
    verbs: dict[str, Callable[[], Any]] = {
        "release": lambda: talking.release(comment=found, by=here.membership, at=timezone.now()),
        "hide": lambda: talking.hide(comment=found, words=words, by=here.membership, at=timezone.now()),
        "keep": lambda: talking.keep(comment=found, by=here.membership, at=timezone.now()),
    }
    return _done(request, here, verbs)


@require_POST
@doors.member
def mention(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    found = queries.mention_to_judge(here, public)
    verbs: dict[str, Callable[[], Any]] = {
        "show": lambda: mentions.show(mention=found, by=here.membership, at=timezone.now()),
        "refuse": lambda: mentions.refuse(mention=found, by=here.membership, at=timezone.now()),
    }
    return _done(request, here, verbs)


@doors.host
def settings(request: HttpRequest, here: Here) -> HttpResponse:
    form = MagazineForm(request.POST or None, initial=MagazineForm.of(queries.settings_for(here)))
    if request.method == "POST" and form.is_valid():
        deciding.decide(by=here.membership, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("magazine-settings", here.space.slug)
    return render(request, "articles/settings.html", {"here": here, "tab": "settings", "form": form})


@doors.member
def categories(request: HttpRequest, here: Here) -> HttpResponse:
    """All of them, and a form for one more."""
    editor_at(here)
    return _category(request, here, None, "articles/categories.html")


@doors.member
def category(request: HttpRequest, here: Here, slug: str) -> HttpResponse:
    found = queries.category_for(here, slug)
    if "remove" in request.POST:
        try:
            deciding.drop_category(category=found, by=here.membership, at=timezone.now())
            messages.success(request, _("The category is gone."))
        except Refused as refused:
            messages.error(request, str(refused))
        return redirect("magazine-categories", here.space.slug)
    return _category(request, here, found, "articles/category.html")


def _category(request: HttpRequest, here: Here, found: Category | None, template: str) -> HttpResponse:
    form = CategoryForm(
        request.POST or None, initial={"name_de": found.name_de, "name_en": found.name_en} if found else None
    )
    if form.is_valid():
        try:
            deciding.name_category(category=found, by=here.membership, at=timezone.now(), **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect("magazine-categories", here.space.slug)
        except Refused as refused:
            form.add_error(None, str(refused))
    facts = {"here": here, "tab": "categories", "form": form, "category": found}
    return render(request, template, {**facts, "categories": queries.categories_of(here)})


def _done(request: HttpRequest, here: Here, verbs: dict[str, Callable[[], Any]]) -> HttpResponse:
    """Act as the pressed button says, and go back to the desk."""
    try:
        if verb := verbs.get(request.POST.get("act", "")):
            verb()
            messages.success(request, _("Done."))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("articles-desk", here.space.slug)
