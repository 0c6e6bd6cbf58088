"""What is asked of the lab: few sliders, and every assumption. Its address says it all, so that it can be passed on."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.formats import number_format
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from fuerwort.lab.whatif.asked import BOUNDS, Asked
from fuerwort.lab.whatif.parameters import EFFECTS, Parameter, table

PERCENT = ("levy", "recipients", "known")
"""Typed in percent, kept in thousandths."""


def _slider(name: str, label: Any, step: str, **more: Any) -> forms.IntegerField | forms.FloatField:
    low, high = BOUNDS[name]
    if name in PERCENT:
        part = forms.NumberInput({"step": step})
        return forms.FloatField(
            label=label, min_value=low / 10, max_value=high / 10, required=False, widget=part, **more
        )
    whole = forms.NumberInput({"step": step})
    return forms.IntegerField(label=label, min_value=low, max_value=high, required=False, widget=whole, **more)


class LabForm(forms.Form):
    """The four regimes: what is paid in the last one, how large the community is, how long it is watched."""

    euros = _slider("euros", _("Euros a month from outside"), "any")
    levy = _slider("levy", _("Or from a levy: percent of what everybody earns"), "any")
    recipients = _slider("recipients", _("Percent of the members who get the money from outside"), "any")
    members = _slider("members", _("Members"), "1")
    in_fields = _slider("fields", _("Fields of work"), "1")
    months = _slider("months", _("Months"), "1")
    known = _slider("known", _("Percent of the others whom one knows at the start"), "any")
    public = forms.BooleanField(label=_("Everybody sees who gets it"), required=False)

    def __init__(self, data: QueryDict | None, asked: Asked | None = None) -> None:
        super().__init__(_whole(data), initial=shown(asked or Asked()))
        for one in table().values():
            self.fields[one.name] = forms.FloatField(
                label=one.german if (get_language() or "de").startswith("de") else one.english,
                required=False, widget=forms.NumberInput({"step": "any", "min": lowest(one), "max": one.high}),
                initial=f"{(asked.changes if asked else {}).get(one.name, one.default):g}",
            )  # fmt: skip

    def sliders(self) -> Iterator[tuple[forms.BoundField, float, float, float]]:
        """The few, with lowest, highest and step of the slider."""
        for name in ("euros", "levy", "recipients", "members", "in_fields", "months", "known"):
            low, high = BOUNDS[name.removeprefix("in_")]
            scale = 10 if name in PERCENT else 1
            yield self[name], low / scale, high / scale, 50 if name == "euros" else 1

    def assumptions(self) -> Iterator[tuple[Parameter, forms.BoundField, str]]:
        """Every parameter with its own box; and the range in words."""
        for one in table().values():
            yield one, self[one.name], gettext("%(low)s to %(high)s") % {"low": plain(one.low), "high": plain(one.high)}

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        for one in table().values():
            value = found.get(one.name)
            if value is not None and not (one.low <= value <= one.high or (one.name in EFFECTS and value == 0)):
                span = {"low": plain(one.low), "high": plain(one.high)}
                self.add_error(one.name, gettext("Please choose something between %(low)s and %(high)s.") % span)
        members, fields = found.get("members") or Asked().members, found.get("in_fields") or Asked().fields
        if fields > members:
            self.add_error("in_fields", gettext("There are no more fields than members."))
        return found

    def asked(self) -> Asked:
        """The question; what is left empty is usual."""
        usual, said = Asked(), self.cleaned_data
        plan = {}
        for name in BOUNDS:
            value = said["in_fields" if name == "fields" else name]
            kept = value if value is None or name not in PERCENT else round(10 * value)
            plan[name] = getattr(usual, name) if kept is None else int(kept)
        changes = {one.name: said[one.name] for one in table().values() if said[one.name] not in (None, one.default)}
        return Asked(**plan, public=said["public"], changes=changes)


def _whole(data: QueryDict | None) -> QueryDict | None:
    """What is left empty is usual, and stands there as such when something else has to be put right."""
    if data is None:
        return None
    whole = data.copy()
    usual = shown(Asked()) | {one.name: f"{one.default:g}" for one in table().values()}
    for name, value in usual.items():
        if name != "public" and not data.get(name):
            whole[name] = str(value)
    return whole


def shown(asked: Asked) -> dict[str, Any]:
    """As it is typed."""
    plan = {name: getattr(asked, name) / 10 if name in PERCENT else getattr(asked, name) for name in BOUNDS}
    plan = {name: int(value) if value == int(value) else value for name, value in plan.items()}
    plan["in_fields"] = plan.pop("fields")
    return plan | {"public": asked.public}


def address(asked: Asked) -> str:
    """The query of its address: what is usual is left out."""
    usual, query = shown(Asked()), QueryDict(mutable=True)
    for name, value in shown(asked).items():
        if value != usual[name]:
            query[name] = "on" if value is True else str(value)
    for name, number in asked.changes.items():
        if number != table()[name].default:
            query[name] = f"{number:g}"
    return query.urlencode()


def lowest(one: Parameter) -> float:
    """An effect may be switched off."""
    return min(0.0, one.low) if one.name in EFFECTS else one.low


def plain(value: float) -> str:
    """A figure as it is read in the language of the moment."""
    text = f"{value:g}"
    return number_format(value, len(text.partition(".")[2]))
