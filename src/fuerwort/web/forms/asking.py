"""What a client needs, in a form without an account."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundWidget
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from fuerwort.people.languages import COMMON, name_of
from fuerwort.people.models import Field
from fuerwort.people.queries import fields as fields_
from fuerwort.referrals.actions.needs import LONGEST, MOST, AskRefused, Client, Want
from fuerwort.referrals.models import Size
from fuerwort.web.forms.profile import PHONE

FOUND = 3
SITES = [("", _("from anywhere")), ("site", _("on site"))]
ADDRESS = re.compile(r"https?:|www\.|//|\S@\S", re.I)


class WantForm(forms.Form):
    """What is needed, in which fields, when and where."""

    text = forms.CharField(
        label=_("What do you need?"), max_length=LONGEST,
        help_text=_("In your own words; no names, please. Whoever is asked whether they have time reads this."),
        widget=forms.Textarea({"rows": 5}),
        error_messages={"required": _("Please say in a sentence or two what is needed.")},
    )  # fmt: skip
    field: Any = forms.ModelMultipleChoiceField(
        label=_("In which field of work?"), queryset=None, to_field_name="slug",
        help_text=_("If you need several, choose up to five: you get names for each."),
        widget=forms.CheckboxSelectMultiple({"class": "chips"}),
        error_messages={"required": _("Please choose at least one. These may fit; all others are below.")},
    )  # fmt: skip
    skills = forms.CharField(
        label=_("What should they know?"), required=False, max_length=300,
        help_text=_("For example WordPress, contract law, film editing; with commas."),
    )  # fmt: skip
    until = forms.CharField(label=_("By when?"), required=False, max_length=120)
    site = forms.ChoiceField(
        label=_("Where?"), choices=SITES, required=False, widget=forms.RadioSelect({"class": "segments"})
    )
    place = forms.CharField(label=_("In which place?"), required=False, max_length=120)
    size = forms.ChoiceField(
        label=_("How much is it, roughly?"), choices=Size.choices, initial=Size.NORMAL,
        widget=forms.RadioSelect({"class": "chips"}),
    )  # fmt: skip
    languages = forms.MultipleChoiceField(
        label=_("In which language?"), required=False, widget=forms.CheckboxSelectMultiple({"class": "chips"}),
        help_text=_("Choose only what is really needed."),
    )  # fmt: skip

    def __init__(self, offered: Sequence[Field], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = offered
        work: Any = self.fields["field"]
        work.queryset = Field.objects.filter(pk__in=[field.pk for field in offered])
        work.choices = [(field.slug, field.name) for field in self._order]
        for name, field in self._own.items():
            self.fields[name] = forms.CharField(
                label=_("What you need in %(field)s") % {"field": field.name}, required=False, max_length=LONGEST,
                widget=forms.Textarea({"rows": 3}),
            )  # fmt: skip
        languages: Any = self.fields["languages"]
        languages.choices = [(code, name_of(code)) for code in (*COMMON, "gsg")]

    @property
    def looks(self) -> bool:
        """Whether only a field is looked for, and nothing is to be sent yet."""
        return "look" in self.data

    @cached_property
    def found(self) -> list[Field]:
        """What the text may be about, best first."""
        typed = str(self.data.get("text", ""))[:LONGEST]
        return fields_.suggested(typed, self.offered)[:FOUND] if typed.strip() else []

    @property
    def looked_in_vain(self) -> bool:
        return bool(str(self.data.get("text", "")).strip()) and not self.found

    @property
    def own(self) -> list[forms.BoundField]:
        """Where several fields are chosen: a box for each, for words that concern only it."""
        return [self[name] for name in self._own]

    @cached_property
    def _own(self) -> dict[str, Field]:
        several = [field for field in self._order if field.slug in self._chosen]
        return {f"text-{field.slug}": field for field in several[:MOST]} if len(several) > 1 else {}

    @cached_property
    def _chosen(self) -> set[str]:
        return set(self.data.getlist("field")) if self.is_bound else set()  # type: ignore[attr-defined]

    @cached_property
    def _order(self) -> list[Field]:
        """Those found, those chosen, then all others by name."""
        chosen = [field for field in self.offered if field.slug in self._chosen]
        return list(dict.fromkeys([*self.found, *chosen, *self.offered]))

    @property
    def near(self) -> list[BoundWidget]:
        """What is shown at once; a short list is shown whole."""
        return list(self["field"])[: self._near]

    @property
    def rest(self) -> list[BoundWidget]:
        return list(self["field"])[self._near :]

    @property
    def _near(self) -> int:
        if len(self.offered) <= 8:
            return len(self.offered)
        return len({*(field.slug for field in self.found), *(f.slug for f in self.offered if f.slug in self._chosen)})

    @property
    def near_languages(self) -> list[BoundWidget]:
        return list(self["languages"])[:2]

    @property
    def more_languages(self) -> list[BoundWidget]:
        return list(self["languages"])[2:]

    def clean_field(self) -> list[Field]:
        found = list(self.cleaned_data["field"])
        if len(found) > MOST:
            raise ValidationError(_("Please choose one to five fields of work."))
        return found

    def wants(self) -> list[Want]:
        """One for each field, in its own words or, where there are none, in the common ones."""
        found = self.cleaned_data
        return [
            Want(
                field=field,
                text=found.get(f"text-{field.slug}") or found["text"],
                skills=_parts(found["skills"]), languages=found["languages"], on_site=bool(found["site"]),
                place=found["place"], until=found["until"], size=found["size"],
            )
            for field in found["field"]
        ]  # fmt: skip


class AskForm(WantForm):
    """The whole form of a client, with what only machines see."""

    name = forms.CharField(
        label=_("Your name"), max_length=80, widget=forms.TextInput({"autocomplete": "name"}),
    )  # fmt: skip
    email = forms.EmailField(
        label=_("Your e-mail address"), max_length=254, widget=forms.EmailInput({"autocomplete": "email"}),
        help_text=_("We send you a link to confirm, and later the names."),
    )  # fmt: skip
    phone = forms.CharField(
        label=_("Phone"), required=False, validators=[PHONE], max_length=30,
        widget=forms.TextInput({"type": "tel", "autocomplete": "tel"}),
    )  # fmt: skip
    consent = forms.BooleanField(
        label=_("I have read this and want it so."),
        error_messages={"required": _("Without your consent we may not keep or pass on anything.")},
    )
    homepage = forms.CharField(label=_("Please leave this empty"), required=False, max_length=300)
    stamp = forms.CharField(widget=forms.HiddenInput, max_length=500, required=False)
    work = forms.CharField(widget=forms.HiddenInput, max_length=20, required=False)

    def clean_name(self) -> str:
        """A mail greets with it, so that nobody may mail an advertisement through us."""
        name = " ".join(self.cleaned_data["name"].split())
        if ADDRESS.search(name):
            raise ValidationError(_("Please give only a name here, no address."))
        return name

    def client(self) -> Client:
        found = self.cleaned_data
        return Client(found["name"], found["email"], found["phone"], (get_language() or "de")[:2])

    def refuse(self, refused: AskRefused) -> None:
        """Say beside the part what cannot be."""
        self.add_error(refused.part if refused.part in self.fields else None, str(refused))


def _parts(typed: str) -> list[str]:
    return [part for part in (" ".join(part.split()) for part in typed.replace(";", ",").split(",")) if part][:12]
