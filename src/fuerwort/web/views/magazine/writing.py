"""Writing: one's own articles, a draft with its pictures, and every step up to the reader."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fuerwort.magazine.actions import reviewing
from fuerwort.magazine.actions import writing as actions
from fuerwort.magazine.actions.states import ArticleRefused
from fuerwort.magazine.models import Article, Picture
from fuerwort.magazine.queries import writing as queries
from fuerwort.magazine.queries.writing import Draft
from fuerwort.people.errors import Missing, Refused
from fuerwort.people.queries import Here
from fuerwort.web import doors
from fuerwort.web.forms.writing import ArticleForm, CorrectForm, DescribeForm, MoveForm, PictureForm, ReviewForm
from fuerwort.web.uploads import is_too_large


@doors.member
def articles(request: HttpRequest, here: Here) -> HttpResponse:
    """The door of members: they read first."""
    return redirect("magazine-space", here.space.slug)


@doors.member
def mine(request: HttpRequest, here: Here) -> HttpResponse:
    return render(request, "articles/mine.html", {"here": here, "tab": "mine", "found": queries.mine(here)})


@doors.member
def new(request: HttpRequest, here: Here) -> HttpResponse:
    form = ArticleForm(queries.categories_of(here), request.POST or None)
    if form.is_valid():
        try:
            made = actions.begin(content=form.content(), by=here.membership, at=timezone.now())
            messages.success(request, _("Saved. Only you see it."))
            return redirect("article-draft", here.space.slug, made.public)
        except ArticleRefused as refused:
            _say(form, refused)
    return render(request, "articles/write.html", {"here": here, "form": form})


@doors.member
def draft(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    """How it looks, how far it has come, and the next step."""
    return _shown(request, queries.draft_for(here, public))


@doors.member
def write(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    found = queries.draft_for(here, public)
    if not found.may_write:
        return redirect("article-draft", here.space.slug, public)

    def save(form: ArticleForm) -> None:
        actions.change(article=found.article, content=form.content(found.article), by=here.membership,
                       version=form.cleaned_data["version"] or 0, at=timezone.now())  # fmt: skip

    return _written(request, found, ArticleForm, save, _("Saved."))


@doors.member
def correct(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    found = queries.draft_for(here, public)
    if not found.may_correct:
        raise Missing

    def save(form: ArticleForm) -> None:
        reviewing.correct(
            article=found.article, content=form.content(found.article), words=form.cleaned_data["words"],
            version=form.cleaned_data["version"] or 0, by=here.membership, at=timezone.now(),
        )  # fmt: skip

    return _written(request, found, CorrectForm, save, _("Corrected. Readers see what was changed."))


@doors.member
def pictures(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    """Add one; all there are below."""
    found = queries.draft_for(here, public)
    if not found.may_change_pictures:
        raise Missing
    form = PictureForm(request.POST or None, request.FILES or None)
    if is_too_large(request):
        form.errors.pop("file", None)
        form.add_error("file", _("This picture is larger than 10 MB. Please make it smaller first."))
    elif form.is_valid():
        typed = form.cleaned_data
        try:
            made = actions.add_picture(article=found.article, by=here.membership, at=timezone.now(), **typed)
            said = _("It is there. Write ![](%(name)s) where it should stand in the text.")
            messages.success(request, said % {"name": made.name})
            return redirect("article-pictures", here.space.slug, public)
        except Refused as refused:
            form.add_error(getattr(refused, "part", "") or "file", str(refused))
    return render(request, "articles/pictures.html", {"here": here, "draft": found, "form": form})


@doors.member
def picture(request: HttpRequest, here: Here, public: str, picture: str) -> HttpResponse:
    """What one shows, whether it is on top, or that it should go."""
    found = queries.draft_for(here, public)
    one = _picture_of(found, picture)
    form = DescribeForm(request.POST if "alt" in request.POST else None, initial=DescribeForm.of(one, found.article))
    if "remove" in request.POST:
        actions.remove_picture(picture=one, by=here.membership, at=timezone.now())
        messages.success(request, _("The picture is gone."))
        return redirect("article-pictures", here.space.slug, public)
    if form.is_valid():
        actions.describe_picture(picture=one, by=here.membership, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("article-pictures", here.space.slug, public)
    facts = {"here": here, "draft": found, "picture": one, "form": form, "image": dict(found.pictures)[one]}
    return render(request, "articles/picture.html", facts)


@require_POST
@doors.member
def act(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    """The next step, as the pressed button says."""
    found = queries.draft_for(here, public)
    review, move = ReviewForm(request.POST), MoveForm(request.POST)
    step = STEPS.get(request.POST.get("act", ""))
    if step is None or not review.is_valid():
        return _shown(request, found, review, move, status=200)
    try:
        said = step(found.article, here, {**review.cleaned_data, "slug": request.POST.get("slug", "")[:120]})
        messages.success(request, said)
    except ArticleRefused as refused:
        form: Any = move if refused.part == "slug" else review
        if move.is_valid() or form is review:
            form.add_error(refused.part if refused.part in form.fields else None, str(refused))
        return _shown(request, queries.draft_for(here, public), review, move)
    if step is _discard:
        return redirect("articles-mine", here.space.slug)
    return redirect("article-draft", here.space.slug, public)


def _submit(article: Article, here: Here, typed: Mapping[str, Any]) -> str:
    reviewing.submit(article=article, by=here.membership, at=timezone.now())
    return _("Handed in. An editor reads it.")


def _take_back(article: Article, here: Here, typed: Mapping[str, Any]) -> str:
    reviewing.take_back(article=article, by=here.membership, at=timezone.now())
    return _("It is yours again.")


def _send_back(article: Article, here: Here, typed: Mapping[str, Any]) -> str:
    reviewing.send_back(article=article, words=typed["words"], by=here.membership, at=timezone.now())
    return _("Sent back, with your note.")


def _publish(article: Article, here: Here, typed: Mapping[str, Any]) -> str:
    done = reviewing.publish(article=article, when=typed["when"], words=typed["words"], by=here.membership,
                             at=timezone.now())  # fmt: skip
    return _("Published.") if done.state == "published" else _("It appears by itself on its day.")


def _withdraw(article: Article, here: Here, typed: Mapping[str, Any]) -> str:
    reviewing.withdraw(article=article, by=here.membership, at=timezone.now())
    return _("Withdrawn. Its address says that it is gone.")


def _reopen(article: Article, here: Here, typed: Mapping[str, Any]) -> str:
    reviewing.reopen(article=article, by=here.membership, at=timezone.now())
    return _("It is a draft again.")


def _discard(article: Article, here: Here, typed: Mapping[str, Any]) -> str:
    actions.discard(article=article, by=here.membership, at=timezone.now())
    return _("The draft is gone.")


def _move(article: Article, here: Here, typed: Mapping[str, Any]) -> str:
    reviewing.move(article=article, slug=typed["slug"], by=here.membership, at=timezone.now())
    return _("It has the new address; the old one leads there.")


STEPS: Mapping[str, Callable[[Article, Here, Mapping[str, Any]], str]] = {
    "submit": _submit, "take-back": _take_back, "send-back": _send_back, "publish": _publish, "withdraw": _withdraw,
    "reopen": _reopen, "discard": _discard, "move": _move,
}  # fmt: skip


def _shown(
    request: HttpRequest,
    found: Draft,
    review: ReviewForm | None = None,
    move: MoveForm | None = None,
    status: int = 200,
) -> HttpResponse:
    facts = {
        "here": found.reader.here, "draft": found, "article": found.article, "shown": found.shown,
        "review": review or ReviewForm(initial={"when": found.article.planned_for}),
        "move": move if move and move.is_bound and move.errors else MoveForm(initial={"slug": found.article.slug}),
    }  # fmt: skip
    return render(request, "articles/draft.html", facts, status=status)


def _written(
    request: HttpRequest, found: Draft, kind: type[ArticleForm], save: Callable[[ArticleForm], None], said: str
) -> HttpResponse:
    """The form with an article in it; what could not be saved is still typed there."""
    here = found.reader.here
    assert here
    form = kind(queries.categories_of(here), request.POST or None, initial=ArticleForm.of(found.article),
                is_author=found.is_author)  # fmt: skip
    if form.is_valid():
        try:
            save(form)
            messages.success(request, said)
            return redirect("article-draft", here.space.slug, found.article.public)
        except ArticleRefused as refused:
            _say(form, refused)
    facts = {"here": here, "form": form, "draft": found, "article": found.article}
    return render(request, "articles/write.html", facts)


def _say(form: ArticleForm, refused: ArticleRefused) -> None:
    form.add_error(refused.part if refused.part in form.fields else None, str(refused))


def _picture_of(found: Draft, public: str) -> Picture:
    if not found.may_change_pictures:
        raise Missing
    for one, _image in found.pictures:
        if one.public == public:
            return one
    raise Missing
