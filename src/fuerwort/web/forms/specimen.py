"""A form that nobody sends: each kind of field once, for the page that shows the look."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SpecimenForm(forms.Form):
    """Each kind of field once."""

    what = forms.CharField(
        label=_("What do you need?"),
        help_text=_("One sentence is enough. Names of people do not belong here."),
        widget=forms.Textarea,
    )
    mail = forms.EmailField(label=_("E-mail"), help_text=_("Only for the answer. Nobody sees it."))
    day = forms.DateField(label=_("By when?"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    language = forms.ChoiceField(
        label=_("Language"),
        choices=[("de", _("German")), ("en", _("English")), ("tr", _("Turkish"))],
    )
    field = forms.ChoiceField(
        label=_("Field"),
        widget=forms.RadioSelect(attrs={"class": "chips"}),
        choices=[
            ("web", _("Web design")),
            ("text", _("Copywriting")),
            ("law", _("Law")),
        ],
    )
    availability = forms.ChoiceField(
        label=_("Do you have time?"),
        widget=forms.RadioSelect(attrs={"class": "segments"}),
        choices=[("free", _("Yes")), ("little", _("A little")), ("full", _("No"))],
    )
    kinds = forms.MultipleChoiceField(
        label=_("What was it?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[
            ("cooperation", _("We worked together")),
            ("learning", _("We learned together")),
            ("care", _("We cared for something together")),
        ],
    )
    picture = forms.FileField(label=_("Picture"), required=False)
    consent = forms.BooleanField(
        label=_("My name may be shown to the client."),
        help_text=_("You can take this back at any time."),
    )
