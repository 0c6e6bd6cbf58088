"""What a member says about themselves, and who may see it; docs/rules/consent.md."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from fuerwort.people.errors import Refused
from fuerwort.people.events import record
from fuerwort.people.languages import known
from fuerwort.people.models import Consent, Field, Item, Membership, Seen, Skill

MOST_FIELDS = 8
MOST_SKILLS = 12
LONGEST_NAME = 120
LONGEST_ABOUT = 2000
LONGEST_SKILL = 60


class ProfileRefused(Refused):
    """The profile stays as it was; ``part`` is the item at fault."""

    def __init__(self, message: str, part: str) -> None:
        super().__init__(message)
        self.part = part


@dataclass(frozen=True)
class Told:
    """All that somebody says about themselves.

    ``work`` maps each field to the skills under it (None: under no field), ``seen_by`` each item to who may see it.
    """

    name: str
    about: str
    work: Mapping[Field | None, Sequence[str]]
    languages: Sequence[str]
    website: str
    email: str
    phone: str
    seen_by: Mapping[str, str]


@transaction.atomic
def change(told: Told, *, by: Membership, at: datetime) -> Membership:
    """Put down what a member says about themselves; the log keeps which consents changed, never a text.

    Parameters
    ----------
    told : Told
        Everything: what is left out is taken away. Consents that are not named stay as they are.

    Raises
    ------
    ProfileRefused
        The name is empty or hidden from members; a text is too long; there are too many fields or skills; a field
        belongs to another space or was retired; a language is unknown; or the website is not reached by https.
    """
    _check_items(told)
    _check_work(told, by)
    by.name, by.about = " ".join(told.name.split()), told.about.strip()
    by.languages = list(dict.fromkeys(told.languages))
    by.website, by.contact_email, by.phone = told.website, told.email, told.phone
    by.save(update_fields=["name", "about", "languages", "website", "contact_email", "phone"])
    by.fields.set([field for field in told.work if field])
    _skills(told, by)
    changed = _consents(told.seen_by, by, at)
    record(by.space, by=by, at=at, verb="profile.changed", about=by.public, seen_by=changed)
    return by


@transaction.atomic
def hide_steps(*, by: Membership, at: datetime, hidden: bool = True) -> None:
    """Show the first steps no more, or again."""
    by.steps_hidden_at = at if hidden else None
    by.save(update_fields=["steps_hidden_at"])
    record(by.space, by=by, at=at, verb="steps.hidden" if hidden else "steps.shown", about=by.public)


@transaction.atomic
def be_counted(*, by: Membership, at: datetime, counted: bool = True) -> None:
    """Agree to be counted in figures about the whole space, or take that back; docs/rules/lab.md."""
    by.counted_at = at if counted else None
    by.save(update_fields=["counted_at"])
    record(by.space, by=by, at=at, verb="figures.joined" if counted else "figures.left", about=by.public)


def _check_items(told: Told) -> None:
    if not told.name.strip() or len(told.name) > LONGEST_NAME:
        raise ProfileRefused(_("Please say by which name the others know you."), Item.NAME)
    if told.seen_by.get(Item.NAME) == Seen.NOBODY:
        raise ProfileRefused(_("Members of a space know each other's names."), Item.NAME)
    if len(told.about) > LONGEST_ABOUT:
        raise ProfileRefused(_("Please say it in at most %(most)s letters.") % {"most": LONGEST_ABOUT}, Item.ABOUT)
    if not all(known(code) for code in told.languages):
        raise ProfileRefused(_("One of these languages is not known. Please choose again."), Item.LANGUAGES)
    if told.website and not told.website.startswith("https://"):
        raise ProfileRefused(_("Please give an address that begins with https://."), Item.WEBSITE)


def _check_work(told: Told, by: Membership) -> None:
    fields = [field for field in told.work if field]
    if len(fields) > MOST_FIELDS:
        text = _("Please choose at most %(most)s fields: those you want to be recommended for.")
        raise ProfileRefused(text % {"most": MOST_FIELDS}, Item.FIELDS)
    if any(field.space_id != by.space_id or not _may_have(field, by) for field in fields):
        raise ProfileRefused(_("One of these fields is not offered here any more. Please choose again."), Item.FIELDS)
    for skills in told.work.values():
        if len(skills) > MOST_SKILLS or any(len(skill) > LONGEST_SKILL for skill in skills):
            text = _("At most %(most)s skills under one field, each a word or three, with commas between them.")
            raise ProfileRefused(text % {"most": MOST_SKILLS}, Item.FIELDS)


def _may_have(field: Field, by: Membership) -> bool:
    return field.retired_at is None or by.fields.filter(pk=field.pk).exists()


def _skills(told: Told, by: Membership) -> None:
    """A skill stands once, under the first field that names it."""
    named: dict[str, Skill] = {}
    for field, skills in told.work.items():
        for name in (" ".join(skill.split()) for skill in skills):
            if name:
                named.setdefault(name.casefold(), Skill(membership=by, field=field, name=name))
    by.skills.all().delete()
    Skill.objects.bulk_create(named.values())


def _consents(seen_by: Mapping[str, str], by: Membership, at: datetime) -> dict[str, str]:
    """Keep what changed, with its moment; returns it."""
    before = dict(by.consents.values_list("item", "seen_by"))
    changed = {item: seen for item, seen in seen_by.items() if before.get(item) != seen}
    for item, seen in changed.items():
        Consent.objects.update_or_create(
            membership=by, item=Item(item), defaults={"seen_by": Seen(seen), "given_at": at}
        )
    return changed
