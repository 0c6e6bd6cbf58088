"""One screen of questions; consent, and withdrawal."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from fuerwort.pilot.items import Item


class ScreenForm(forms.Form):
    """A few questions; each may be left out. ``answers``: what was answered before."""

    def __init__(self, items: Sequence[Item], answers: Mapping[str, int], data: Any = None) -> None:
        super().__init__(data, initial=dict(answers), use_required_attribute=False)
        for item in items:
            self.fields[item.id] = _field(item, (get_language() or "de")[:2])
            self.fields[item.id].widget.attrs["autocomplete"] = "off"

    def said(self) -> dict[str, int | None]:
        """Item -> answer; None where it was left out."""
        return {name: value if isinstance(value, int) else None for name, value in self.cleaned_data.items()}


def _field(item: Item, language: str) -> forms.Field:
    scale, words = item.scale, item.scale.en if language == "en" else item.scale.de
    label = item.en if language == "en" else item.de
    if scale.open:
        return forms.IntegerField(
            label=label, required=False, min_value=scale.lowest, max_value=scale.highest,
            widget=forms.NumberInput({"class": "narrow", "inputmode": "numeric"}), help_text=words[0],
        )  # fmt: skip
    values = range(scale.lowest, scale.highest + 1)
    if all(words):
        return _choice(label, [(value, word) for value, word in zip(values, words, strict=True)], "", "")
    facts = {"lowest": scale.lowest, "low": words[0], "highest": scale.highest, "high": words[-1]}
    ends = _("%(lowest)s: %(low)s. %(highest)s: %(high)s.") % facts
    return _choice(label, [(value, str(value)) for value in values], "scale", ends)


def _choice(label: str, choices: Sequence[tuple[int, str]], look: str, ends: str) -> forms.Field:
    widget = forms.RadioSelect({"class": look} if look else None)
    return forms.TypedChoiceField(
        label=label, choices=choices, coerce=int, empty_value=None, required=False, widget=widget, help_text=ends
    )


class ConsentForm(forms.Form):
    """Agree to be asked; the box is empty at first, as the law wants it."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    agree = forms.BooleanField(
        label=gettext_lazy("Yes, I want to be asked, and agree that my answers are used as it says above."),
        error_messages={"required": gettext_lazy("Please tick the box if you agree. If you do not, just go.")},
    )


class EndForm(forms.Form):
    """End the questions."""

    forget = forms.BooleanField(label=gettext_lazy("Also delete what I have answered so far"), required=False)
