"""Talking below an article: stars, comments, replies, reports, and a stranger's own link."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from fuerwort.magazine.actions import talking as actions
from fuerwort.magazine.actions.talking import TalkRefused
from fuerwort.magazine.addresses import parts
from fuerwort.magazine.models import Article, Comment, Standing
from fuerwort.magazine.queries.reader import Reader
from fuerwort.magazine.queries.reading import article_for, comment_for, comment_of, reading
from fuerwort.people.errors import Missing, Refused
from fuerwort.people.links import new_token
from fuerwort.web import guard
from fuerwort.web.forms.talking import CommentForm, ReportForm, TextForm
from fuerwort.web.guard import GuardRefused
from fuerwort.web.views.magazine.doors import reader
from fuerwort.web.views.magazine.reading import shown


@require_POST
@reader
def stars(request: HttpRequest, reader: Reader, year: int, month: str, slug: str) -> HttpResponse:
    """One to five, or none to take them back."""
    article = article_for(reader, slug)
    if reader.here is None:
        return redirect(f"{reverse('account_login')}?next={reverse('article', args=parts(article))}")
    given = request.POST.get("stars", "")
    try:
        actions.rate(article=article, stars=int(given) if given.isdecimal() else -1, by=reader.here.membership,
                     at=timezone.now())  # fmt: skip
        messages.success(request, _("Your stars are taken back.") if given == "0" else _("Thank you for your stars."))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect(f"{reverse('article', args=parts(article))}#stars")


@require_POST
@reader
def say(request: HttpRequest, reader: Reader, year: int, month: str, slug: str) -> HttpResponse:
    """A member's words are there at once; a stranger's after a link in a mail and an editor."""
    article = article_for(reader, slug)
    if reader.here is None and not reader.may_comment_as_stranger:
        raise Missing
    form = CommentForm(reader.here is not None, request.POST)
    made = said(request, reader, article, form) if form.is_valid() else None
    if made is None:
        return shown(request, reader, reading(reader, article_for(reader, slug), timezone.now()), form)
    if made.standing == Standing.UNCONFIRMED:
        return render(request, "magazine/sent.html", {"space": reader.space, "article": article, "reader": reader})
    messages.success(request, _("Your comment is there. You can change it for 15 minutes."))
    return redirect(f"{reverse('article', args=parts(article))}#c-{made.public}")


def said(request: HttpRequest, reader: Reader, article: Article, form: CommentForm) -> Comment | None:
    """What was said, or None and the form says why not."""
    typed, at = form.cleaned_data, timezone.now()
    try:
        parent = comment_for(reader, typed["parent"]) if typed["parent"] else None
        if reader.here:
            return actions.say(article=article, text=typed["text"], by=reader.here.membership, at=at, parent=parent)
        if typed["homepage"]:
            raise GuardRefused(
                _("Something filled in a box that people do not see; it is empty now. Please send it once more.")
            )
        guard.check("comment", typed["stamp"], at)
        guard.limit(request, typed["email"])
        if not guard.use(typed["stamp"]):
            raise GuardRefused(_("This comment was sent already. Please look into your mail."))
        who = form.who()
        return actions.say_outside(
            article=article, text=typed["text"], who=who, at=at, token=new_token(), parent=parent
        )
    except GuardRefused as refused:
        _renew(form, refused)
    except TalkRefused as refused:
        form.add_error(refused.part if refused.part in form.fields else None, str(refused))
    return None


def _renew(form: CommentForm, refused: GuardRefused) -> None:
    form.data = form.data.copy()  # type: ignore[attr-defined]
    form.data["homepage"] = ""  # type: ignore[index]
    if refused.again:
        form.data["stamp"] = guard.stamp("comment", timezone.now())  # type: ignore[index]
    form.add_error(None, str(refused))


@reader
def comment(request: HttpRequest, reader: Reader, public: str) -> HttpResponse:
    """A comment by itself: to change or to delete it."""
    found = comment_for(reader, public)
    if reader.here is None or found.by_id != reader.here.membership.pk:
        raise Missing
    form = TextForm(request.POST if "text" in request.POST else None, initial={"text": found.text})
    try:
        if "delete" in request.POST:
            actions.delete(comment=found, by=reader.here.membership, at=timezone.now())
            messages.success(request, _("Your comment is deleted."))
            return redirect("article", *parts(found.article))
        if form.is_valid():
            words = form.cleaned_data["text"]
            actions.edit(comment=found, text=words, by=reader.here.membership, at=timezone.now())
            messages.success(request, _("Your comment is changed."))
            return redirect(f"{reverse('article', args=parts(found.article))}#c-{found.public}")
    except Refused as refused:
        form.add_error(None, str(refused))
    return render(
        request, "magazine/comment.html", {"reader": reader, "space": reader.space, "comment": found, "form": form}
    )


@reader
def report(request: HttpRequest, reader: Reader, public: str) -> HttpResponse:
    """Anybody who reads may say that a comment should not stand there."""
    found, at = comment_for(reader, public), timezone.now()
    if not found.is_shown:
        raise Http404
    form = ReportForm(request.POST or None, initial={"stamp": guard.stamp("report", at)})
    if form.is_valid():
        try:
            if reader.here is None:
                guard.check("report", form.cleaned_data["stamp"], at)
                guard.limit(request, f"report {found.public}")
            by = reader.here.membership if reader.here else None
            actions.report(comment=found, reason=form.cleaned_data["reason"], by=by, at=at)
            messages.success(request, _("Thank you. An editor looks at it."))
            return redirect("article", *parts(found.article))
        except Refused as refused:
            form.add_error(None, str(refused))
    return render(
        request, "magazine/report.html", {"reader": reader, "space": reader.space, "comment": found, "form": form}
    )


@never_cache
def own(request: HttpRequest, token: str) -> HttpResponse:
    """A stranger's page, by the link in their mail: confirm, and delete at any time. Looking changes nothing."""
    found, at = comment_of(token), timezone.now()
    if request.method == "POST":
        if "delete" in request.POST:
            actions.delete(comment=found, by=None, at=at)
            messages.success(request, _("Your comment is deleted, with your name and address."))
        else:
            actions.confirm(comment=found, at=at)
            messages.success(request, _("Thank you. An editor reads it now; then it stands below the article."))
        return redirect("comment-own", token)
    return render(
        request, "magazine/own.html", {"comment": found, "article": found.article, "space": found.article.space}
    )
