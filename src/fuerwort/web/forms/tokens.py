"""What a token may do, part by part: nothing, read, or read and change."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fuerwort.people.actions.tokens import LONGEST_NAME
from fuerwort.people.models import Token
from fuerwort.people.scopes import AREAS, READ, SCOPES, WRITE

WAYS = [("", pgettext_lazy("token", "nothing")), (READ, pgettext_lazy("token", "read")),
        (WRITE, pgettext_lazy("token", "read and change"))]  # fmt: skip
DAYS = [(30, _("a month")), (90, _("three months")), (365, _("a year"))]


class TokenForm(forms.Form):
    name = forms.CharField(
        label=_("What is it for?"), max_length=LONGEST_NAME,
        help_text=_("For example “Form on our website”. You recognise it by this later."),
    )  # fmt: skip
    days = forms.TypedChoiceField(
        label=_("How long does it hold?"), choices=DAYS, coerce=int, initial=90,
        widget=forms.RadioSelect(attrs={"class": "segments"}),
    )  # fmt: skip

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        for area, label in AREAS.items():
            ways = [way for way in WAYS if not way[0] or f"{area}:{way[0]}" in SCOPES]
            widget = forms.RadioSelect(attrs={"class": "segments"})
            self.fields[area] = forms.ChoiceField(label=label, choices=ways, required=False, initial="", widget=widget)

    def wanted(self) -> dict[str, Any]:
        said = self.cleaned_data
        scopes = [scope for area in AREAS for scope in _scopes(area, said[area])]
        return {"name": said["name"], "days": said["days"], "scopes": scopes}

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if not any(found.get(area) for area in AREAS):
            self.add_error(None, _("Please choose at least one thing that it may do."))
        return found


def _scopes(area: str, way: str) -> list[str]:
    named = {READ: (READ,), WRITE: (READ, WRITE)}.get(way, ())
    return [f"{area}:{one}" for one in named if f"{area}:{one}" in SCOPES]


def spoken(token: Token) -> Sequence[str]:
    """What it may do, in words."""
    ways = dict(WAYS)
    return [
        f"{label}: {ways[WRITE if token.may(f'{area}:{WRITE}') else READ]}"
        for area, label in AREAS.items()
        if token.may(f"{area}:{READ}") or token.may(f"{area}:{WRITE}")
    ]
