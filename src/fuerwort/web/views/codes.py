"""The page on which a mailed code is typed in; every proof of an address ends here."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from fuerwort.people.errors import Refused
from fuerwort.web import proof
from fuerwort.web.forms.accounts import CodeForm


def code_page(
    request: HttpRequest, purpose: str, back: str, done: Callable[[str, dict[str, str]], HttpResponse]
) -> HttpResponse:
    """Show the page, or hand the proved address, and what was asked with it, to ``done``; ``back`` asks anew."""
    address = proof.asked(request, purpose)
    if not address:
        return redirect(back)
    form = CodeForm(request.POST or None)
    if form.is_valid():
        try:
            return done(*proof.answer(request, purpose, form.cleaned_data["code"], timezone.now()))
        except Refused as refused:
            form.add_error("code", str(refused))
    return render(request, "account/code.html", {"form": form, "address": address, "back": back})
