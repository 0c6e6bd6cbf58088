"""The demo's post: every mail that would have been sent. Without a sink these pages do not exist."""

from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from fuerwort.web import mailbox


def mails(request: HttpRequest) -> HttpResponse:
    return render(request, "mailbox/mails.html", {"mails": mailbox.mails()})


def mail(request: HttpRequest, key: str) -> HttpResponse:
    return render(request, "mailbox/mail.html", {"mail": mailbox.mail(key)})


@csp_replace(  # type: ignore[arg-type]
    {"script-src": ["'none'"], "style-src": ["'unsafe-inline'"], "form-action": ["'none'"], "sandbox": ["allow-popups"]}
)
def mail_html(request: HttpRequest, key: str) -> HttpResponse:
    """As a mail program shows it; scripts cannot run here."""
    return HttpResponse(mailbox.mail(key).html)
