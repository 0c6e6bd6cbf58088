"""The ledger, transaction by transaction."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from fuerwort.fund import queries
from fuerwort.fund.actions import arrivals
from fuerwort.fund.models import Document
from fuerwort.fund.queries import desk as kept
from fuerwort.fund.reading import Said
from fuerwort.people.errors import Refused
from fuerwort.people.queries import Here
from fuerwort.web import doors
from fuerwort.web.forms.fund import ReverseForm


@doors.treasurer
def ledger(request: HttpRequest, here: Here) -> HttpResponse:
    words = request.GET.get("words", "").strip()[:100]
    page = kept.transactions(queries.fund_here(here), request.GET.get("page", 1), words)
    return render(request, "fund/ledger.html", {"here": here, "tab": "ledger", "page": page, "words": words})


@doors.treasurer
def transaction(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    """One transaction, its paper and its line; reverse it here."""
    one = kept.transaction_of(queries.fund_here(here), number)
    form = ReverseForm(request.POST or None)
    if form.is_valid():
        try:
            arrivals.take_back(one=one, reason=form.cleaned_data["reason"], on=timezone.localdate(),
                               by=here.membership, at=timezone.now())  # fmt: skip
            messages.success(request, _("Reversed. If the bank said it, its line waits again."))
            return redirect("fund-transaction", here.space.slug, number)
        except Refused as refused:
            messages.error(request, str(refused))
    said = Said.of(one.line.words) if one.line else None
    return render(
        request, "fund/transaction.html", {"here": here, "tab": "ledger", "one": one, "said": said, "form": form}
    )


@doors.treasurer
def document(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    return paper(kept.document_of(queries.fund_here(here), public))


def paper(found: Document) -> HttpResponse:
    """A paper as it was uploaded; never run by a browser."""
    answer = HttpResponse(bytes(found.data), content_type=found.type)
    answer["Content-Disposition"] = f'attachment; filename="{found.public}.{found.type.rsplit("/", 1)[1]}"'
    answer["Cache-Control"] = "no-store"
    return answer
