"""One of three words, and perhaps a day."""

from django import forms

from fuerwort.people.models import availabilities


class AvailabilityForm(forms.Form):
    availability = forms.ChoiceField(choices=availabilities)
    until = forms.DateField(required=False)
