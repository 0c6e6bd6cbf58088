"""The auditor, by their link: draw a sample, look at each transaction, sign. No log-in, and nothing else is open."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from fuerwort.fund.actions import audits
from fuerwort.fund.actions.checking import look
from fuerwort.fund.queries import audits as asked
from fuerwort.people.errors import Missing, Refused
from fuerwort.web.forms.fund import SeedForm, SignForm
from fuerwort.web.views.fund.ledger import paper


@never_cache
def audit(request: HttpRequest, token: str) -> HttpResponse:
    found = asked.audit_at(token, timezone.now())
    seed = SeedForm(request.POST if request.POST.get("do") == "draw" else None)
    signing = SignForm(request.POST if request.POST.get("do") == "sign" else None)
    try:
        if seed.is_valid():
            audits.draw(audit=found, seed=seed.cleaned_data["seed"], at=timezone.now())
            return redirect("audit", token)
        if request.POST.get("do") == "look":
            look(fund=found.fund, at=timezone.now())
            return redirect("audit", token)
        if signing.is_valid():
            said = {"in_order": signing.cleaned_data["in_order"] == "yes", "remarks": signing.cleaned_data["remarks"]}
            audits.sign(audit=found, **said, at=timezone.now())
            messages.success(request, _("Signed. Thank you for looking so closely."))
            return redirect("audit", token)
    except Refused as refused:
        (seed if seed.is_bound else signing).add_error(None, str(refused))
    pieces = asked.pieces(found)
    context = {"audit": found, "token": token, "books": asked.books(found), "pieces": pieces, "seed": seed,
               "signing": signing, "left": sum(piece.sampled.fine is None for piece in pieces)}  # fmt: skip
    return render(request, "fund/audit.html", context)


@require_POST
def say(request: HttpRequest, token: str, place: int) -> HttpResponse:
    """What the auditor says about one transaction."""
    found = asked.audit_at(token, timezone.now())
    fine = {"yes": True, "no": False}.get(request.POST.get("fine", ""))
    if fine is None:
        raise Missing
    try:
        audits.say(audit=found, place=place, fine=fine, remark=request.POST.get("remark", ""), at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
    answer = redirect("audit", token)
    answer["Location"] += f"#piece-{place}"
    return answer


@never_cache
def document(request: HttpRequest, token: str, public: str) -> HttpResponse:
    return paper(asked.document_in(asked.audit_at(token, timezone.now()), public))
