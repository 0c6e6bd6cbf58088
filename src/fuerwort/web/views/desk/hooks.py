"""Webhooks of the space: name an address, see its secret once, what was sent there; try it, switch it off."""

import secrets
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from fuerwort.people import hooks as sending
from fuerwort.people.actions import hooks as actions
from fuerwort.people.errors import Refused
from fuerwort.people.models import Delivery, public_id
from fuerwort.people.queries import Here
from fuerwort.people.queries import hooks as queries
from fuerwort.web import doors
from fuerwort.web.forms.hooks import WHY, WORDS, HookForm

BYTES = 32


@doors.host
def hooks(request: HttpRequest, here: Here) -> HttpResponse:
    rows = [(hook, _spoken(hook.kinds)) for hook in queries.hooks_for(here)]
    return render(request, "desk/hooks.html", {"here": here, "tab": "settings", "rows": rows})


@never_cache
@doors.fresh
@doors.host
def new(request: HttpRequest, here: Here) -> HttpResponse:
    """Name an address; its secret is shown once."""
    form = HookForm(request.POST or None)
    context: dict[str, Any] = {"here": here, "tab": "settings", "form": form}
    if form.is_valid():
        secret = sending.spelled(secrets.token_bytes(BYTES))
        made: dict[str, Any] = {"by": here.membership, "at": timezone.now(), "public": public_id(), "secret": secret}
        try:
            hook = actions.register(**form.cleaned_data, **made)
            return render(request, "desk/hook-secret.html", {**context, "hook": hook, "secret": secret})
        except Refused as refused:
            form.add_error(getattr(refused, "part", "url") or None, str(refused))
    return render(request, "desk/new-hook.html", context)


@doors.host
def hook(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    found = queries.hook_for(here, public)
    page = queries.deliveries_of(here, found, request.GET.get("page", 1))
    rows = [(delivery, _came_of(delivery)) for delivery in page]
    context = {"here": here, "tab": "settings", "hook": found, "kinds": _spoken(found.kinds), "page": page}
    return render(request, "desk/hook.html", {**context, "rows": rows})


@never_cache
@doors.fresh
@doors.host
def renew(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    """Ask, then make another secret and show it once."""
    found = queries.hook_for(here, public)
    context = {"here": here, "tab": "settings", "hook": found}
    if request.method != "POST":
        return render(request, "desk/hook-renew.html", context)
    secret = sending.spelled(secrets.token_bytes(BYTES))
    actions.renew(hook=found, by=here.membership, at=timezone.now(), secret=secret)
    return render(request, "desk/hook-secret.html", {**context, "secret": secret})


@require_POST
@doors.host
def act(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    """Send a test, switch off and on, remove."""
    found = queries.hook_for(here, public)
    who: dict[str, Any] = {"by": here.membership, "at": timezone.now()}
    acts: dict[str, tuple[Callable[[], Any], str]] = {
        "test": (
            lambda: actions.test(hook=found, name=f"test-{public_id()}", **who),
            _("A test is on its way. Its line below says what came of it."),
        ),
        "off": (lambda: actions.switch_off(hook=found, **who), _("Switched off. Nothing is sent there any more.")),
        "on": (lambda: actions.switch_on(hook=found, **who), _("Switched on. What happens from now on is sent.")),
        "remove": (lambda: actions.remove(hook=found, **who), _("Removed, with all that was noted about it.")),
    }
    named = request.POST.get("act", "")
    if named in acts:
        _done(request, *acts[named])
    return redirect("desk-hooks", here.space.slug) if named == "remove" else _back(here, public)


@require_POST
@doors.host
def again(request: HttpRequest, here: Here, public: str, delivery: str) -> HttpResponse:
    found, at = queries.delivery_for(here, public, delivery), timezone.now()
    _done(request, lambda: actions.send_again(delivery=found, by=here.membership, at=at), _("It is sent again."))
    return _back(here, public)


def _done(request: HttpRequest, act: Callable[[], Any], said: str) -> None:
    try:
        act()
        messages.success(request, said)
    except Refused as refused:
        messages.error(request, str(refused))


def _back(here: Here, public: str) -> HttpResponse:
    return redirect("desk-hook", here.space.slug, public)


def _spoken(kinds: list[str]) -> list[str]:
    """The kinds in a word each."""
    return [str(WORDS[kind]).partition(":")[0] for kind in kinds]


def _came_of(delivery: Delivery) -> str:
    """What the last try was answered."""
    if delivery.status:
        return _("answered %(status)s after %(took)s ms") % {"status": delivery.status, "took": delivery.took}
    return str(WHY.get(delivery.why, WHY["network"])) if delivery.why else ""
