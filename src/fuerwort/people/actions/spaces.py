"""Spaces: a first host moves in; hosts describe the space and choose its fields of work."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from fuerwort.fields.catalogue import catalogue
from fuerwort.people.actions.invitations import Guest, let_in
from fuerwort.people.errors import Refused
from fuerwort.people.events import record
from fuerwort.people.models import Field, Invitation, Membership, RoleName, Space

GERMAN = {ord(letter): two for letter, two in zip("äöüÄÖÜß", ("ae", "oe", "ue", "Ae", "Oe", "Ue", "ss"), strict=True)}


class SpaceRefused(Refused):
    """The space cannot be made or changed like this."""


@transaction.atomic
def create(*, name: str, host: Guest, at: datetime, token: str, place: str = "") -> Invitation:
    """Make a space whose first host is invited; the caller hands over the link, nothing is mailed.

    Parameters
    ----------
    name : str
        What people call the space; its address is made of it.
    host : Guest
        Whom the first invitation is for; the role of host is added.
    at : datetime
        Now.
    token : str
        A new token of :func:`fuerwort.people.links.new_token`; only its hash is kept.
    place : str
        Where it is, if anywhere.

    Returns
    -------
    Invitation
        Of the first host, with ``invitation.space``.

    Raises
    ------
    SpaceRefused
        The name has no letter or digit.
    """
    space = Space.objects.create(slug=_free_slug(name), name=name.strip(), place=place.strip(), created_at=at)
    record(space, by=None, at=at, verb="space.created", about=space.slug)
    return let_in(space, guest=host.with_role(RoleName.HOST), by=None, at=at, token=token)


def _free_slug(name: str) -> str:
    wanted = slugify(name.translate(GERMAN))[:40].strip("-")
    if not wanted:
        raise SpaceRefused(_("The name of a space needs at least one letter or digit."))
    taken = set(Space.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    return next(slug for slug in (wanted, *(f"{wanted}-{n}" for n in range(2, len(taken) + 3))) if slug not in taken)


@transaction.atomic
def describe(*, by: Membership, at: datetime, name: str, place: str, about: str) -> Space:
    """Say how the space is called, where it is and what it is about."""
    space = by.space
    space.name, space.place, space.about = name.strip(), place.strip(), about.strip()
    space.save(update_fields=["name", "place", "about"])
    record(space, by=by, at=at, verb="space.described", about=space.slug)
    return space


@transaction.atomic
def let_maps_read(*, by: Membership, at: datetime, wanted: bool) -> None:
    """Give maps and directories a profile of the space to read, or none. Asked again, nothing happens."""
    other = Space.objects.filter(pk=by.space_id, on_maps_at__isnull=wanted)
    if other.update(on_maps_at=at if wanted else None):
        verb = "space.on_maps" if wanted else "space.off_maps"
        record(by.space, by=by, at=at, verb=verb, about=by.space.slug)


@transaction.atomic
def choose_fields(*, by: Membership, at: datetime, slugs: Collection[str]) -> list[Field]:
    """Offer fields of the catalogue; a field that was retired comes back as it was. Returns those that are new.

    Raises
    ------
    SpaceRefused
        The catalogue has no such field.
    """
    known = catalogue()
    if not set(slugs) <= set(known):
        raise SpaceRefused(_("The catalogue has no such field. Nothing was changed."))
    there = {field.slug: field for field in by.space.fields.filter(slug__in=slugs)}
    wanted = [slug for slug in slugs if slug not in there or there[slug].retired_at]
    chosen = [there.get(slug) or _from_catalogue(by.space, slug) for slug in wanted]
    for field in chosen:
        field.retired_at = None
        field.save()
    if chosen:
        record(by.space, by=by, at=at, verb="fields.chosen", fields=sorted(wanted))
    return chosen


def _from_catalogue(space: Space, slug: str) -> Field:
    one = catalogue()[slug]
    return Field(
        space=space,
        slug=slug,
        name_de=one.de,
        name_en=one.en,
        professional_law=one.professional_law,
        esco=";".join(one.esco),
    )


@transaction.atomic
def add_field(*, by: Membership, at: datetime, name_de: str, name_en: str, professional_law: str = "") -> Field:
    """Add a field the catalogue does not have.

    Raises
    ------
    SpaceRefused
        The space has a field of this name already.
    """
    slug = slugify(name_en)[:60] or slugify(name_de.translate(GERMAN))[:60]
    if not slug:
        raise SpaceRefused(_("The name of a field needs at least one letter or digit."))
    if slug in catalogue() or by.space.fields.filter(slug=slug).exists():
        raise SpaceRefused(
            _("There is a field of this name already. It may be in the catalogue, or among the retired.")
        )
    field = Field.objects.create(
        space=by.space, slug=slug, name_de=name_de, name_en=name_en, professional_law=professional_law
    )
    record(by.space, by=by, at=at, verb="field.added", about=slug)
    return field


@transaction.atomic
def rename_field(*, field: Field, by: Membership, at: datetime, name_de: str, name_en: str) -> Field:
    """Call a field differently; what belongs to it stays."""
    field.name_de, field.name_en = name_de, name_en
    field.save(update_fields=["name_de", "name_en"])
    record(field.space, by=by, at=at, verb="field.renamed", about=field.slug)
    return field


@transaction.atomic
def retire_field(*, field: Field, by: Membership, at: datetime) -> Field:
    """Offer a field no longer; what was done in it stays, and it can be offered again."""
    field.retired_at = at
    field.save(update_fields=["retired_at"])
    record(field.space, by=by, at=at, verb="field.retired", about=field.slug)
    return field


@transaction.atomic
def restore_field(*, field: Field, by: Membership, at: datetime) -> Field:
    """Offer a retired field again."""
    field.retired_at = None
    field.save(update_fields=["retired_at"])
    record(field.space, by=by, at=at, verb="field.restored", about=field.slug)
    return field
