"""When evenings are, what happens on them, who comes."""

import re
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from fuerwort.evenings import dates
from fuerwort.evenings.actions.agenda import LONGEST, Item
from fuerwort.evenings.actions.planning import Meeting, PlanRefused, Rhythm
from fuerwort.evenings.models import Evening, Series
from fuerwort.evenings.models.dates import SECOND_WEDNESDAY
from fuerwort.evenings.models.people import tasks

OWN = "own"
USUAL = [
    (SECOND_WEDNESDAY, _("every second Wednesday of the month")),
    ("FREQ=MONTHLY;BYDAY=1WE", _("every first Wednesday of the month")),
    ("FREQ=MONTHLY;BYDAY=-1TH", _("every last Thursday of the month")),
    ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", _("every second week on Thursday")),
    (OWN, _("by another rule")),
]


class Day(forms.DateInput):
    input_type = "date"

    def __init__(self, **more: Any) -> None:
        super().__init__(format="%Y-%m-%d", **more)


class Clock(forms.TimeInput):
    input_type = "time"

    def __init__(self, **more: Any) -> None:
        super().__init__(format="%H:%M", **more)


class SeriesForm(forms.Form):
    """By which rule evenings come back."""

    name = forms.CharField(label=_("What is it called?"), max_length=80, initial=_("Creative evening"))
    often = forms.ChoiceField(label=_("How often?"), choices=USUAL, widget=forms.RadioSelect)
    rule = forms.CharField(
        label=_("Another rule"),
        required=False,
        max_length=120,
        help_text=_("As calendars write it (RFC 5545), for example FREQ=MONTHLY;BYDAY=3TU."),
    )
    starts_on = forms.DateField(label=_("From which day on?"), widget=Day())
    time = forms.TimeField(label=_("At what time?"), widget=Clock())
    minutes = forms.IntegerField(label=_("How many minutes?"), min_value=15, max_value=1440)
    place = forms.CharField(label=_("Where?"), max_length=120, required=False)
    zone = forms.CharField(label=_("Time zone of the place"), max_length=40)

    def __init__(self, series: Series | None, data: Any = None, *, today: Any = None) -> None:
        known = {value for value, _label in USUAL}
        initial: dict[str, Any] = {"often": SECOND_WEDNESDAY, "minutes": 150, "time": "19:00", "starts_on": today}
        initial["zone"] = settings.TIME_ZONE
        if series:
            initial |= {name: getattr(series, name) for name in ("name", "time", "minutes", "place", "zone")}
            initial |= {"often": series.rule} if series.rule in known else {"often": OWN, "rule": series.rule}
        super().__init__(data, initial=initial)

    def rhythm(self) -> Rhythm:
        found = self.cleaned_data
        rule = found["rule"] if found["often"] == OWN else found["often"]
        rest = {name: found[name] for name in ("name", "starts_on", "time", "minutes", "zone", "place")}
        return Rhythm(rule=rule, **rest)

    def refuse(self, refused: Exception) -> None:
        """Say beside the field what cannot be."""
        part = getattr(refused, "part", "rule" if isinstance(refused, dates.RuleRefused) else "")
        self.add_error(part if part in self.fields else None, str(refused))


class MeetingForm(forms.Form):
    """One evening: when and where."""

    name = forms.CharField(label=_("What is it called?"), max_length=80, initial=_("Creative evening"))
    day = forms.DateField(label=_("On which day?"), widget=Day())
    begins = forms.TimeField(label=_("From"), widget=Clock(), initial="19:00")
    ends = forms.TimeField(
        label=_("Until"), widget=Clock(), initial="21:30", help_text=_("An earlier time is on the next day.")
    )
    place = forms.CharField(label=_("Where?"), max_length=120, required=False)

    def __init__(self, of: Evening | Series | None, data: Any = None) -> None:
        initial: dict[str, Any] = {}
        self.zone = of.zone if of else settings.TIME_ZONE
        if isinstance(of, Evening):
            initial = {"day": of.on, "begins": of.begins.time(), "ends": of.ends.time()}
        if of:
            initial |= {"name": of.name, "place": of.place}
        super().__init__(data, initial=initial)

    def meeting(self) -> Meeting:
        found = self.cleaned_data
        begins = dates.moment(found["day"], found["begins"], self.zone)
        last = found["day"] + timedelta(days=found["ends"] <= found["begins"])
        ends: datetime = dates.moment(last, found["ends"], self.zone)
        return Meeting(found["name"], begins, ends, self.zone, found["place"])

    def refuse(self, refused: PlanRefused) -> None:
        self.add_error(refused.part if refused.part in self.fields else None, str(refused))


class AgendaForm(forms.Form):
    """One line for each item: minutes, then what happens."""

    items = forms.CharField(
        label=_("What happens when?"),
        required=False,
        max_length=3000,
        widget=forms.Textarea({"rows": 8}),
        help_text=_("One line for each item, the minutes first: 10 Arriving"),
    )

    def clean_items(self) -> list[Item]:
        return [self._item(line) for line in self.cleaned_data["items"].splitlines() if line.strip()]

    @staticmethod
    def _item(line: str) -> Item:
        found = re.match(r"\s*(\d{1,3})\s*(?:min\.?|')?\s+(\S.*)", line)
        if not found:
            raise ValidationError(_("This line needs minutes and a title: %(line)s") % {"line": line.strip()[:60]})
        return Item(found[2].strip()[:120], int(found[1]))


class MinutesForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=160)
    text = forms.CharField(
        label=_("Text"),
        max_length=50_000,
        widget=forms.Textarea({"rows": 24}),
        help_text=_("Simple marks: ## heading, - list, **important**."),
    )
    base = forms.IntegerField(widget=forms.HiddenInput)


class QuestionForm(forms.Form):
    text = forms.CharField(
        label=_("Your question"),
        max_length=LONGEST,
        widget=forms.TextInput({"autocomplete": "off"}),
        help_text=_("Open ones work best: what, how, whom. “What is coworking?” was the first."),
    )


class WillingForm(forms.Form):
    """In which tasks one takes turns."""

    tasks = forms.MultipleChoiceField(
        label=_("In which do you take turns?"),
        choices=tasks,
        required=False,
        widget=forms.CheckboxSelectMultiple({"class": "chips"}),
    )


class GuestForm(forms.Form):
    name = forms.CharField(label=_("What is your guest called?"), max_length=80)


class GuestReplyForm(forms.Form):
    email = forms.EmailField(
        label=_("Your e-mail address"),
        required=False,
        help_text=_("Only to tell you if the evening is moved or called off. It is deleted afterwards."),
    )
