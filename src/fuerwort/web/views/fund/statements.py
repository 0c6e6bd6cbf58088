"""Statements of the bank: look first, take in, say what a line is."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from fuerwort.fund import queries
from fuerwort.fund.actions import arrivals, documents, matching, statements
from fuerwort.fund.actions.matching import Meaning
from fuerwort.fund.models import Account, Document, Fund, Kind, Line, Why
from fuerwort.fund.queries import desk as kept
from fuerwort.fund.reading import Said, UnknownColumnsError, UnreadableError
from fuerwort.fund.reading.tables import guess
from fuerwort.people.errors import Missing, Refused
from fuerwort.people.queries import Here
from fuerwort.web import doors
from fuerwort.web.forms.fund import ColumnsForm, KeptStatementForm, MatchForm, StatementForm

SHOWN = 50
"""So many lines and problems of a file are shown before it is taken in."""


@doors.treasurer
def taken(request: HttpRequest, here: Here) -> HttpResponse:
    """What was taken in, and the next file."""
    fund = queries.fund_here(here)
    form = StatementForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        file = form.cleaned_data["file"]
        return _look(request, here, fund, file.read(), file.name)
    return _list(request, here, fund, form)


def _list(request: HttpRequest, here: Here, fund: Fund, form: StatementForm, **more: Any) -> HttpResponse:
    context = {"here": here, "tab": "statements", "statements": kept.statements(fund)[:SHOWN], "form": form, **more}
    return render(request, "fund/statements.html", context)


def _look(
    request: HttpRequest, here: Here, fund: Fund, data: bytes, name: str, mapping: dict[str, str] | None = None
) -> HttpResponse:
    """Show what a file would bring."""
    context: dict[str, Any] = {"here": here, "tab": "statements", "name": name}
    try:
        would = statements.would_take_in(fund=fund, data=data, mapping=mapping)
    except UnknownColumnsError as unknown:
        columns = ColumnsForm(guess(unknown.header))
        return render(
            request,
            "fund/look.html",
            {**context, "columns": columns, "unread": str(unknown), "kept": KeptStatementForm.keep(data)},
        )
    except statements.StatementRefused as refused:
        problems = refused.problems
        facts = {
            "problems": problems[:SHOWN],
            "more": max(len(problems) - SHOWN, 0),
            "name": name,
            "refused": str(refused),
        }
        return _list(request, here, fund, StatementForm(), **facts)
    except UnreadableError as unread:
        return _list(request, here, fund, StatementForm(), refused=str(unread), name=name)
    lines = [kept.Waiting(line, Said.of(line.words)) for line in would.new[:SHOWN]]
    more, sealed = max(len(would.new) - SHOWN, 0), KeptStatementForm.keep(data)
    facts = {"would": would, "lines": lines, "more": more, "kept": sealed, "gap": kept.gap(fund, would)}
    if would.stated.mapping:
        facts["columns"] = ColumnsForm(would.stated.mapping)
    return render(request, "fund/look.html", {**context, **facts})


@doors.shown_at("fund-statements", "space")
@doors.treasurer
def take_in(request: HttpRequest, here: Here) -> HttpResponse:
    """Read the file again with the meanings chosen, and take it in when that is what was pressed."""
    fund, form = queries.fund_here(here), KeptStatementForm(request.POST)
    if not form.is_valid():
        raise Missing
    data, name = form.cleaned_data["kept"], form.cleaned_data["name"]
    mapping = _mapping(request)
    if "take-in" not in request.POST:
        return _look(request, here, fund, data, name, mapping)
    try:
        made = statements.take_in(
            fund=fund, data=data, file=name, by=here.membership, at=timezone.now(), mapping=mapping
        )
    except (Refused, UnreadableError):
        return _look(request, here, fund, data, name, mapping)
    count = made.lines.count()
    said = ngettext("%(count)s line of the bank was taken in.", "%(count)s lines of the bank were taken in.", count)
    messages.success(request, said % {"count": count})
    return redirect("fund-desk", here.space.slug)


def _mapping(request: HttpRequest) -> dict[str, str] | None:
    names = request.POST.getlist("name-of-column")
    if not names:
        return None
    columns = ColumnsForm(dict.fromkeys(names, ""), request.POST)
    return columns.mapping() if columns.is_valid() else None


@require_POST
@doors.treasurer
def withdraw(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    """Take a statement out again."""
    statement = kept.statement_of(queries.fund_here(here), public)
    try:
        statements.withdraw(statement=statement, by=here.membership, at=timezone.now())
        messages.success(request, _("Taken out again."))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("fund-statements", here.space.slug)


@doors.treasurer
def line(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    """Say what one line is."""
    fund = queries.fund_here(here)
    waits = kept.line_of(fund, public)
    about, known = kept.incomes_of(waits.line)
    given = (request.POST or None, request.FILES or None)
    form = MatchForm(waits.line, kept.accounts(fund), about, *given, initial=_known(known))
    if form.is_valid():
        try:
            _match(here, waits.line, form)
            messages.success(request, _("Noted in the ledger."))
            return redirect("fund-desk", here.space.slug)
        except Refused as refused:
            form.add_error(None, str(refused))
    return render(request, "fund/line.html", {"here": here, "tab": "desk", "waits": waits, "form": form})


def _known(match: arrivals.Match | None) -> dict[str, str]:
    """What a line says it is, as far as a payment of ours is named in it."""
    if match is None:
        return {}
    why = Why.CAME_BACK if match.line.cents > 0 else Why.ARRIVED
    return {"why": why, "income": (match.payment or match.run).public}


def _match(here: Here, line: Line, form: MatchForm) -> None:
    """All of it or nothing: a new purpose and a paper are only kept when the line counts."""
    typed, at = form.cleaned_data, timezone.now()
    if income := form.income_chosen():
        arrivals.settle(match=income, by=here.membership, at=at)
        return
    with transaction.atomic():
        account = _account(here, line, form)
        paper = _paper(here, line, typed.get("document"))
        parts = {account: abs(line.cents)} if account else {}
        meaning = Meaning(why=typed["why"], parts=parts, text=typed["text"], member=typed.get("member"), document=paper)
        matching.match(line=line, meaning=meaning, by=here.membership, at=at)


def _account(here: Here, line: Line, form: MatchForm) -> Account | None:
    typed = form.cleaned_data
    if typed["why"] == Why.CONTRIBUTION:
        return next(account for account in kept.accounts(line.fund, [Kind.CONTRIBUTIONS]))
    if title := typed.get("purpose"):
        return matching.name_purpose(fund=line.fund, title=title, for_income=typed["for_income"], by=here.membership,
                                     at=timezone.now())  # fmt: skip
    return form.account_chosen()


def _paper(here: Here, line: Line, file: Any) -> Document | None:
    if not file:
        return None
    return documents.keep(fund=line.fund, file=file.name, data=file.read(), by=here.membership, at=timezone.now())
