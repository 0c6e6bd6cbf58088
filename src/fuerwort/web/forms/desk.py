"""What hosts set: the space, its fields, what a member is."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from fuerwort.fields.catalogue import catalogue
from fuerwort.people.models import Field, Membership, Memberships, RoleName

GROUPS = {
    "building": _("Building"),
    "business": _("Business"),
    "communication": _("Communication"),
    "design": _("Design"),
    "events": _("Events"),
    "health": _("Health"),
    "law": _("Law"),
    "learning": _("Learning"),
    "media": _("Media"),
    "science": _("Science"),
    "software": _("Software"),
    "words": _("Words"),
}


class SpaceForm(forms.Form):
    """How the space is called, where it is, what it is about."""

    name = forms.CharField(label=_("Name of the space"), max_length=120)
    place = forms.CharField(label=_("Place"), max_length=120, required=False)
    about = forms.CharField(
        label=_("About us"),
        required=False,
        widget=forms.Textarea,
        help_text=_("Two or three sentences: what you do, and what you care about."),
    )


class CatalogueForm(forms.Form):
    """Fields of the catalogue that the space does not offer yet."""

    slugs = forms.MultipleChoiceField(
        label=_("From the catalogue"), widget=forms.CheckboxSelectMultiple(attrs={"class": "chips"})
    )

    def __init__(self, offered: list[Field], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        there = {field.slug for field in offered}
        language, groups = get_language() or "de", {}  # type: ignore[var-annotated]
        for slug, one in catalogue().items():
            if slug not in there:
                groups.setdefault(GROUPS[one.group], []).append((slug, one.label(language)))
        self.fields["slugs"].choices = list(groups.items())  # type: ignore[attr-defined]


class FieldForm(forms.Form):
    """A field as both languages call it."""

    name_de = forms.CharField(label=_("German name"), max_length=80)
    name_en = forms.CharField(label=_("English name"), max_length=80)


class MemberForm(forms.Form):
    """What hosts decide about a member."""

    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        choices=RoleName.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "chips"}),
    )
    sponsor = forms.ModelChoiceField(
        label=_("Sponsor"),
        queryset=Membership.objects.none(),
        required=False,
        empty_label=_("nobody"),
        help_text=_("Helps them find their way in the first year."),
    )
    has_desk = forms.BooleanField(
        label=_("Has a desk here"),
        required=False,
        help_text=_("Without one they work from home, and belong all the same."),
    )

    def __init__(self, sponsors: Memberships, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sponsor"].queryset = sponsors  # type: ignore[attr-defined]
        self.fields["sponsor"].label_from_instance = lambda member: member.name  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    """Why somebody is noted as having left."""

    reason = forms.CharField(
        label=_("What you write to them"),
        widget=forms.Textarea,
        max_length=2000,
        help_text=_("They get it by mail, in your words. It is kept nowhere else."),
    )
