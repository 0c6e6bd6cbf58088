"""The page of whoever asked from outside: a secret link opens it, from the confirmation to the outcome."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from fuerwort.people.errors import Refused
from fuerwort.referrals import queries
from fuerwort.referrals.actions import clocks, introductions, needs, outcomes, second_thoughts
from fuerwort.referrals.queries import Status

Page = Callable[..., HttpResponse]


def _opened(page: Page) -> Page:
    """Open the door by its token, and speak the language in which was asked, unless another was chosen since."""

    @never_cache
    @wraps(page)
    def opened(request: HttpRequest, token: str, **kwargs: Any) -> HttpResponse:
        status = queries.status_for(token)
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES and status.need.language != request.LANGUAGE_CODE:
            translation.activate(status.need.language)
            request.LANGUAGE_CODE = status.need.language
            status = queries.status_for(token)  # its sentences are written in the language of the moment
        return page(request, token, status, **kwargs)

    return opened


def _done(page: Callable[..., str]) -> Page:
    """An action and where it leads: back to the page, with what was done or why not."""

    @require_POST
    @_opened
    @wraps(page)
    def done(request: HttpRequest, token: str, status: Status, **kwargs: Any) -> HttpResponse:
        try:
            messages.success(request, page(request, status, **kwargs))
        except Refused as refused:
            messages.error(request, str(refused))
        there = queries.is_there(status)
        return redirect("request-status", token) if there else redirect("ask", status.need.space.slug)

    return done


@_opened
def status(request: HttpRequest, token: str, status: Status) -> HttpResponse:
    """How far it has come. Looking changes nothing: mail scanners look too."""
    facts = {"token": token, "status": status, "need": status.need, "space": status.need.space,
             "days": settings.KEEP_DAYS, "hours": settings.REPLY_HOURS, "rest": settings.UNDO_MINUTES}  # fmt: skip
    return render(request, "needs/status.html" if status.is_confirmed else "needs/confirm.html", facts)


@_done
def confirm(request: HttpRequest, status: Status) -> str:
    needs.confirm(need=status.need, at=timezone.now())
    return _("Thank you. Your request is there, and somebody cares for it now.")


@_done
def withdraw(request: HttpRequest, status: Status, public: str) -> str:
    part = queries.part_for_client(status, public)
    if second_thoughts.withdraw(request=part.request, by=None, at=timezone.now()) is None:
        return _("Deleted. Nothing of it is left.")
    return _("Withdrawn. For a few minutes you can still undo it.")


@_done
def keep(request: HttpRequest, status: Status, public: str) -> str:
    """Undo a withdrawal, while nobody was told."""
    part = queries.part_for_client(status, public)
    second_thoughts.keep(request=part.request, by=None, at=timezone.now())
    return _("Undone. It goes on as before.")


@_done
def release(request: HttpRequest, status: Status, public: str) -> str:
    """The contact for each of those whose names are ticked."""
    part = queries.part_for_client(status, public)
    chosen = set(request.POST.getlist("name"))
    names = [name for name in part.names if name.placing.public in chosen]
    if not names:
        raise Refused(_("Please tick at least one name. Nobody has your contact yet."))
    for name in names:
        introductions.release(placing=name.placing, by=None, at=timezone.now())
    return _("Sent: %(names)s will get in touch with you.") % {"names": ", ".join(n.member.name for n in names)}


@_done
def close(request: HttpRequest, status: Status, public: str) -> str:
    """One question: what came of it, and with whom."""
    part = queries.part_for_client(status, public)
    said, _sep, name = request.POST.get("said", "").partition(":")
    placing = queries.placing_for_client(status, name) if name else None
    outcomes.close(request=part.request, said=said, with_placing=placing, by=None, at=timezone.now())
    return _("Thank you. Those who passed it on read it too.")


@_done
def good(request: HttpRequest, status: Status, public: str) -> str:
    """Whether it was good work: voluntary, and read by nobody here."""
    part, said = queries.part_for_client(status, public), request.POST.get("good", "")
    outcomes.judge(request=part.request, good=said)
    return _("Thank you. Nobody here reads it by itself.") if said else _("Taken back. Nothing is kept of it.")


@_done
def forget(request: HttpRequest, status: Status) -> str:
    """Delete everything at once, and this page with it."""
    clocks.forget(need=status.need, at=timezone.now())
    return _("Deleted. Your words, your name and how to reach you are gone.")
