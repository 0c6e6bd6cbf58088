"""What somebody needs whom a member knows: in words, without saying who."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fuerwort.people.models import Field
from fuerwort.referrals.actions.needs import LONGEST, Want
from fuerwort.referrals.models import Size


class NeedForm(forms.Form):
    """One need in one field."""

    text = forms.CharField(
        label=_("What is needed?"),
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 5}),
        help_text=_("In your own words, without names or addresses: what, for what, by when."),
    )
    field = forms.ChoiceField(label=_("Field of work"))
    skills = forms.CharField(
        label=_("What should they know?"), required=False, max_length=300, help_text=_("With commas between.")
    )
    until = forms.CharField(label=_("By when?"), required=False, max_length=120)
    size = forms.ChoiceField(
        label=_("How much is it, roughly?"),
        choices=Size.choices,
        initial=Size.NORMAL,
        widget=forms.RadioSelect({"class": "chips"}),
    )

    def __init__(self, offered: Sequence[Field], data: Any = None) -> None:
        super().__init__(data)
        self.offered = {field.slug: field for field in offered}
        choices = [("", _("please choose")), *((field.slug, field.name) for field in offered)]
        self.fields["field"].choices = choices  # type: ignore[attr-defined]

    def want(self) -> Want:
        found = self.cleaned_data
        skills = [skill.strip() for skill in found["skills"].split(",") if skill.strip()]
        field = self.offered[found["field"]]
        return Want(field=field, text=found["text"], skills=skills, until=found["until"], size=found["size"])
