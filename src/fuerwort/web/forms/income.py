"""Forms of the basic income: a plan, a wish, an account, a legal point, a day to pay on."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fuerwort.fund.models import Body, Point
from fuerwort.fund.money import cents

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
MONTH = forms.DateInput(attrs={"type": "month"}, format="%Y-%m")
MONTHS = ["%Y-%m", "%Y-%m-%d"]


class Amount(forms.CharField):
    """An amount as people type it; cleaned to whole cents."""

    def __init__(self, **more: Any) -> None:
        super().__init__(max_length=20, widget=forms.TextInput({"inputmode": "decimal", "autocomplete": "off"}), **more)

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        if not typed:
            return None
        try:
            return cents(typed)
        except ValueError as wrong:
            raise forms.ValidationError(str(wrong)) from wrong


class PlanForm(forms.Form):
    """Also what the planner simulates."""

    amount = Amount(label=_("Euros a month for each"))
    first = forms.DateField(label=_("First month"), widget=MONTH, input_formats=MONTHS)
    months = forms.IntegerField(label=_("How many months"), min_value=1, max_value=120)
    words = forms.CharField(
        label=_("The decision it rests on"), max_length=600, required=False, widget=forms.Textarea({"rows": 3})
    )


class WishForm(forms.Form):
    """All, less, later, nothing. No reason is asked."""

    how = forms.ChoiceField(
        label=_("What do you want?"),
        widget=forms.RadioSelect,
        choices=[
            ("all", _("All of it")),
            ("less", _("Less: at most so much a month")),
            ("later", _("Later: from this month on, and just as long")),
            ("nothing", _("Nothing, for now")),
        ],
    )
    most = Amount(label=_("At most, euros a month"), required=False)
    since = forms.DateField(label=_("From which month"), widget=MONTH, input_formats=MONTHS, required=False)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        needed = {"less": "most", "later": "since"}.get(found.get("how", ""))
        if needed and not found.get(needed) and needed not in self.errors:
            self.add_error(needed, _("Please fill this in too."))
        return found

    def wish(self) -> dict[str, Any]:
        """As the action takes it."""
        found = self.cleaned_data
        how = found["how"]
        return {
            "takes": how != "nothing",
            "most": found["most"] if how == "less" else None,
            "since": found["since"] if how == "later" else None,
        }


class AccountForm(forms.Form):
    """Where to pay to, after reading the sheet."""

    holder = forms.CharField(label=_("Holder of the account"), max_length=70)
    iban = forms.CharField(
        label=_("IBAN"), max_length=42, widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
        help_text=_("Stored sealed. Whoever looks at its end has to say why, and you read it here."),
    )  # fmt: skip
    read = forms.BooleanField(label=_("I have read what this may change for me."))


class PointForm(forms.Form):
    """One legal point."""

    point = forms.ChoiceField(choices=Point.choices, widget=forms.HiddenInput)
    body = forms.ChoiceField(label=_("Whose money is it?"), choices=[("", "–"), *Body.choices])
    adviser = forms.CharField(
        label=_("Who advised you?"), max_length=200, required=False,
        help_text=_("Name, office, date of the letter; or keep below what they wrote."),
    )  # fmt: skip
    file = forms.FileField(label=_("What they wrote"), required=False, help_text=_("PDF, PNG or JPEG, up to 5 MB."))
    sure = forms.BooleanField(label=_("We have looked into this, and it is settled."))

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        if (self.data.get("point") or self.initial.get("point")) != Point.FORM:
            del self.fields["body"]


class PaydayForm(forms.Form):
    """On which day the bank shall pay."""

    on = forms.DateField(label=_("The bank pays on"), widget=DAY)

    def __init__(self, data: Any = None, day: date | None = None) -> None:
        super().__init__(data, initial={"on": day})


class LookForm(forms.Form):
    """Why somebody needs to see the end of an IBAN."""

    why = forms.CharField(label=_("Why do you need to see it?"), min_length=5, max_length=200)
