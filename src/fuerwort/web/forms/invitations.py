"""Taking an invitation, and writing one."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from fuerwort.people.models import Membership, Memberships, RoleName


class JoinForm(forms.Form):
    """What a guest says of themselves, and that they know what they agree to."""

    name = forms.CharField(label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("You log in with it. Nobody else sees it unless you allow it."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    language = forms.ChoiceField(
        label=_("Language"), choices=settings.LANGUAGES, widget=forms.RadioSelect(attrs={"class": "segments"})
    )
    consent = forms.BooleanField(label=_("I have read this and want to take part."))


class GuestForm(forms.Form):
    """Whom a host invites."""

    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        help_text=_("The link is mailed there. Without an address you get it to show or to print."),
    )
    sponsor = forms.ModelChoiceField(
        label=_("Sponsor"),
        queryset=Membership.objects.none(),
        required=False,
        empty_label=_("nobody yet"),
        help_text=_("Helps them find their way in the first year."),
    )
    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        choices=RoleName.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "chips"}),
    )

    def __init__(self, members: Memberships, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sponsor"].queryset = members  # type: ignore[attr-defined]
        self.fields["sponsor"].label_from_instance = lambda member: member.name  # type: ignore[attr-defined]


class AgainForm(forms.Form):
    """A new link by mail, perhaps to another address."""

    email = forms.EmailField(label=_("E-mail"))

    def __init__(self, *args: Any, left: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if left:
            self.fields["email"].required = False
            self.fields["email"].help_text = _("Leave it empty to write to the address of their account.")
