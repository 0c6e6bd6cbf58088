"""What a member says about themselves, and beside each item who may see it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.forms.boundfield import BoundWidget
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from fuerwort.people.actions.profile import LONGEST_ABOUT, LONGEST_NAME, ProfileRefused, Told
from fuerwort.people.languages import COMMON, known, name_of
from fuerwort.people.models import Field, Item, Membership, Seen
from fuerwort.people.queries import consent
from fuerwort.people.queries import fields as fields_
from fuerwort.people.words import folded

FOUND = 6
PHONE = RegexValidator(r"^\+?[\d\s()/.-]{5,30}$", _("Please give digits, with a plus at the front if you like."))


@dataclass(frozen=True)
class Row:
    """A field that may be chosen, and the skills under it."""

    slug: str
    name: str
    chosen: bool
    skills: str


class Https(forms.URLField):
    """An address that begins with https; without any beginning it gets this one."""

    def clean(self, value: Any) -> Any:
        found = super().clean(value)
        if found and not found.startswith("https://"):
            raise ValidationError(_("Please give an address that begins with https://."), code="https")
        return found


def _seen(item: str) -> forms.ChoiceField:
    words = {Seen.PUBLIC: _("everybody"), Seen.MEMBERS: _("only members"), Seen.NOBODY: _("nobody")}
    if item == Item.NAME:
        del words[Seen.NOBODY]
    return forms.ChoiceField(label=_("Who sees this?"), choices=list(words.items()))


class ProfileForm(forms.Form):
    name = forms.CharField(
        label=_("Name"), max_length=LONGEST_NAME, widget=forms.TextInput({"autocomplete": "name"}),
        help_text=_("Members always see it. Only if everybody may see it, you have a page outside the space."),
    )  # fmt: skip
    about = forms.CharField(
        label=_("About me"), max_length=LONGEST_ABOUT, required=False, widget=forms.Textarea({"rows": 6}),
        help_text=_("What do you like to do, and for whom? A few sentences in your own words."),
    )  # fmt: skip
    languages = forms.MultipleChoiceField(
        label=_("Languages you work in"), required=False, widget=forms.CheckboxSelectMultiple({"class": "chips"})
    )
    website = Https(
        label=_("Website"), required=False, assume_scheme="https",
        widget=forms.TextInput({"inputmode": "url", "autocomplete": "url"}),
    )  # fmt: skip
    email = forms.EmailField(
        label=_("E-mail for work"), required=False, widget=forms.EmailInput({"autocomplete": "email"}),
        help_text=_("Not the one you log in with; that one nobody sees."),
    )  # fmt: skip
    phone = forms.CharField(
        label=_("Phone"), required=False, validators=[PHONE], max_length=30,
        widget=forms.TextInput({"type": "tel", "autocomplete": "tel"}),
    )  # fmt: skip

    def __init__(self, member: Membership, data: Any = None) -> None:
        seen_by = consent.said(member)
        kept = {
            "name": member.name, "about": member.about, "languages": member.languages, "website": member.website,
            "email": member.contact_email, "phone": member.phone,
        }  # fmt: skip
        super().__init__(data, initial=kept | {f"seen_{item}": seen for item, seen in seen_by.items()})
        self.member = member
        chosen = self.data.getlist("languages") if self.is_bound else member.languages  # type: ignore[attr-defined]
        first = list(dict.fromkeys([*(code for code in chosen if known(code)), *COMMON[:6]]))
        self._near = len(first)
        self.fields["languages"].choices = _named([*first, *COMMON, "gsg"])  # type: ignore[attr-defined]
        for item in Item.values:
            self.fields[f"seen_{item}"] = _seen(item)

    @cached_property
    def rows(self) -> list[Row]:
        """Those chosen, those found by what was typed, then all others, each by name."""
        chosen = set(self.data.getlist("fields")) if self.is_bound else set(self._kept)  # type: ignore[attr-defined]
        order = {field.slug: place for place, field in enumerate(self._found)}
        rows = [Row(f.slug, f.name, f.slug in chosen, self._typed_skills(f.slug)) for f in self._choosable]
        return sorted(rows, key=lambda row: (not row.chosen, order.get(row.slug, len(order))))

    @property
    def near(self) -> list[Row]:
        """What is shown at once: those chosen and those found."""
        found = {field.slug for field in self._found}
        return [row for row in self.rows if row.chosen or row.slug in found]

    @property
    def rest(self) -> list[Row]:
        shown = {row.slug for row in self.near}
        return [row for row in self.rows if row.slug not in shown]

    @property
    def other_skills(self) -> str:
        return self._typed_skills("")

    @property
    def near_languages(self) -> list[BoundWidget]:
        """Those chosen, and those most people speak."""
        return list(self["languages"])[: self._near]

    @property
    def more_languages(self) -> list[BoundWidget]:
        return list(self["languages"])[self._near :]

    @property
    def search(self) -> str:
        return str(self.data.get("search", ""))[:100].strip()

    @property
    def looks(self) -> bool:
        """Whether fields are looked for, so that nothing is saved yet: by the button, or by typing and Enter."""
        return "look" in self.data or (bool(self.search) and self.search != self.data.get("searched", ""))

    @property
    def looked_in_vain(self) -> bool:
        return bool(self.search) and not self._found

    @cached_property
    def _found(self) -> list[Field]:
        """What was typed may be a name or a sentence."""
        if not self.search:
            return []
        ways = (fields_.meant(self.search, self._choosable), fields_.suggested(self.search, self._choosable))
        return list(dict.fromkeys(field for way in ways for field in way))[:FOUND]

    @cached_property
    def _choosable(self) -> list[Field]:
        """The space's fields, and those of one's own that it has retired."""
        own = [field for field in self.member.fields.all() if field.retired_at]
        return sorted([*fields_.findable(self.member.space), *own], key=lambda field: folded(field.name))

    @cached_property
    def _kept(self) -> dict[str, str]:
        """The skills that are kept, by the slug of their field."""
        own = {field.pk: field.slug for field in self.member.fields.all()}
        kept: dict[str, list[str]] = {slug: [] for slug in own.values()}
        for skill in self.member.skills.order_by("pk"):
            kept.setdefault(own.get(skill.field_id or 0, ""), []).append(skill.name)
        return {slug: ", ".join(skills) for slug, skills in kept.items()}

    def _typed_skills(self, slug: str) -> str:
        return str(self.data.get(f"skills-{slug}", "")) if self.is_bound else self._kept.get(slug, "")

    def told(self) -> Told:
        found = self.cleaned_data
        by_slug = {field.slug: field for field in self._choosable}
        work: dict[Field | None, list[str]] = {by_slug[r.slug]: _parts(r.skills) for r in self.rows if r.chosen}
        return Told(
            work=work | {None: _parts(self.other_skills)},
            seen_by={item: found[f"seen_{item}"] for item in Item.values},
            **{key: found[key] for key in ("name", "about", "languages", "website", "email", "phone")},
        )

    def refuse(self, refused: ProfileRefused) -> None:
        """Say beside the item what cannot be; fields have no box of their own."""
        self.add_error(refused.part if refused.part in self.fields else None, str(refused))


def _parts(typed: str) -> list[str]:
    return [part for part in (" ".join(part.split()) for part in typed.replace(";", ",").split(",")) if part]


def _named(codes: Iterable[str]) -> list[tuple[str, str]]:
    return [(code, name_of(code)) for code in dict.fromkeys(codes)]
