"""What a space decides about its magazine: whether the world may read it, and how it is divided."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from fuerwort.magazine.actions.reviewing import slugged
from fuerwort.magazine.actions.states import ArticleRefused
from fuerwort.magazine.editors import require_editor
from fuerwort.magazine.models import Category, Magazine
from fuerwort.people.errors import Missing
from fuerwort.people.events import record
from fuerwort.people.models import Membership, RoleName


@transaction.atomic
def decide(*, by: Membership, at: datetime, **settings: object) -> Magazine:
    """Set title, words, and who may read, speak and mention; hosts only.

    Raises
    ------
    Missing
        ``by`` is no host.
    """
    if by.left_at or not by.roles.filter(name=RoleName.HOST).exists():
        raise Missing
    made, _new = Magazine.objects.update_or_create(space=by.space, defaults=settings)
    record(by.space, by=by, at=at, verb="magazine.changed")
    return made


@transaction.atomic
def name_category(
    *, name_de: str, name_en: str, by: Membership, at: datetime, category: Category | None = None
) -> Category:
    """Make a category, or call one otherwise; its address stays.

    Raises
    ------
    ArticleRefused
        There is one of this name.
    """
    require_editor(by, by.space_id)
    made = category or Category(space=by.space, slug=slugged(name_de) or slugged(name_en))
    others = Category.objects.filter(space=by.space).exclude(pk=made.pk)
    if not made.slug or others.filter(slug=made.slug).exists() or others.filter(name_de__iexact=name_de).exists():
        raise ArticleRefused(_("There is a category of this name already."), "name_de")
    made.name_de, made.name_en = name_de, name_en
    made.save()
    record(by.space, by=by, at=at, verb="category.changed", about=made.slug)
    return made


@transaction.atomic
def drop_category(*, category: Category, by: Membership, at: datetime) -> None:
    """Take a category away that no article is in.

    Raises
    ------
    ArticleRefused
        There are articles in it.
    """
    require_editor(by, category.space_id)
    if category.articles.exists():
        raise ArticleRefused(_("There are articles in this category. Please put them into another one first."))
    category.delete()
    record(by.space, by=by, at=at, verb="category.changed", about=category.slug)
