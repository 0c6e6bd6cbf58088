"""The minutes: read, written together, handed to the magazine."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fuerwort.evenings import queries
from fuerwort.evenings.actions import minutes as actions
from fuerwort.magazine import rendering
from fuerwort.magazine.actions.minutes import take_up
from fuerwort.magazine.actions.states import may_see
from fuerwort.magazine.editors import is_editor
from fuerwort.magazine.queries.minutes import article_of
from fuerwort.people.errors import Missing, Refused
from fuerwort.people.queries import Here
from fuerwort.web import doors
from fuerwort.web.forms.evenings import MinutesForm


@doors.member
def minutes(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    """Read them; whoever is the first begins with a draft."""
    evening = queries.evening_for(here, public)
    if request.method == "POST":
        try:
            actions.begin(evening, by=here.membership, at=timezone.now())
            return redirect("evening-minutes-write", here.space.slug, public)
        except Refused as refused:
            messages.error(request, str(refused))
    found = queries.written(here, public)
    context: dict[str, Any] = {"here": here, "evening": evening, "found": found}
    if found:
        context["made"] = article_of(here, public)
        context["edits"] = is_editor(here.membership)
        context["html"] = rendering.render(found.text, {}, language=get_language() or "de")
    return render(request, "evenings/minutes.html", context)


@doors.member
def write(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    """Write in them; if somebody else has saved meanwhile, both texts are shown."""
    evening, found = queries.evening_for(here, public), queries.written(here, public)
    if found is None:
        raise Missing
    start = {"title": found.minutes.title, "text": found.text, "base": found.minutes.version}
    form = MinutesForm(request.POST or None, initial=start)
    context: dict[str, Any] = {"here": here, "evening": evening, "form": form, "found": found}
    if form.is_valid():
        typed = form.cleaned_data
        try:
            actions.save(
                found.minutes, typed["title"], typed["text"], base=typed["base"], by=here.membership, at=timezone.now()
            )
            messages.success(request, _("Saved."))
            return redirect("evening-minutes", here.space.slug, public)
        except actions.Conflict as conflict:
            context["conflict"] = conflict
            context["form"] = MinutesForm(initial=typed | {"base": conflict.now.version})
        except Refused as refused:
            form.add_error("text", str(refused))
    return render(request, "evenings/minutes-write.html", context)


@require_POST
@doors.member
def hand_over(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    found = queries.written(here, public)
    if found is None:
        raise Missing
    actions.hand_over(found.minutes, by=here.membership, at=timezone.now())
    messages.success(request, _("Thank you. The editors read them now."))
    return redirect("evening-minutes", here.space.slug, public)


@require_POST
@doors.member
def article(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    """An editor makes an article of them."""
    made = take_up(evening=public, by=here.membership, at=timezone.now())
    if not may_see(made, here.membership):
        messages.info(request, _("Another editor has begun an article of them."))
        return redirect("evening-minutes", here.space.slug, public)
    return redirect("article-draft", here.space.slug, made.public)


@doors.member
def version(request: HttpRequest, here: Here, public: str, version: int) -> HttpResponse:
    """One version as it was, word for word."""
    context = {"here": here, "evening": queries.evening_for(here, public)}
    return render(
        request, "evenings/minutes-version.html", context | {"one": queries.revision_for(here, public, version)}
    )
