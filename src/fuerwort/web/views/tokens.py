"""One's own tokens for the API: make one (shown once), revoke it, undo that."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from fuerwort.people import links
from fuerwort.people.actions import tokens as actions
from fuerwort.people.errors import Refused
from fuerwort.people.models import public_id
from fuerwort.people.queries import Here
from fuerwort.people.queries import tokens as queries
from fuerwort.web import doors, undo
from fuerwort.web.forms.tokens import TokenForm, spoken
from fuerwort.web.undo import Undo


@doors.member
def tokens(request: HttpRequest, here: Here) -> HttpResponse:
    at = timezone.now()
    rows = [(token, spoken(token), token.has_run_out(at)) for token in queries.tokens_of(here)]
    return render(request, "tokens/tokens.html", {"here": here, "rows": rows})


@never_cache
@doors.fresh
@doors.member
def new(request: HttpRequest, here: Here) -> HttpResponse:
    """Make one; its page shows it once. Whoever only found an open browser has to prove first that it is them."""
    form, made = TokenForm(request.POST or None), ""
    if form.is_valid():
        spelled = actions.spelled(public_id(), links.new_token())
        try:
            actions.make(**form.wanted(), by=here.membership, at=timezone.now(), token=spelled)
            made = spelled
        except actions.TokenRefused as refused:
            form.add_error(refused.part if refused.part in form.fields else None, str(refused))
    context = {"here": here, "form": form, "made": made, "address": links.address("api-docs")}
    return render(request, "tokens/made.html" if made else "tokens/new.html", context)


@require_POST
@doors.member
def revoke(request: HttpRequest, here: Here, prefix: str) -> HttpResponse:
    """Revoke it, or undo that."""
    found, at = queries.token_of(here, prefix), timezone.now()
    try:
        if "again" in request.POST:
            actions.restore(token=found, by=here.membership, at=at)
            messages.success(request, _("It opens the API again."))
        else:
            actions.revoke(token=found, by=here.membership, at=at)
            url = reverse("token-revoke", args=[here.space.slug, prefix])
            undo.offer(request, Undo(_("Revoked. From now on it opens nothing."), url, {"again": "1"}))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("tokens", here.space.slug)
