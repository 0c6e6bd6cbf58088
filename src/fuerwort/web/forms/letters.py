"""What somebody prefers to read."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class Preferences(forms.Form):
    language = forms.ChoiceField(
        label=_("Language of pages and mails"),
        choices=settings.LANGUAGES,
        widget=forms.RadioSelect(attrs={"class": "segments"}),
    )
    wants_digest = forms.BooleanField(
        label=_("Send me a letter once a week, when something is new"),
        help_text=_("Without it you find everything on the home page."),
        required=False,
    )
