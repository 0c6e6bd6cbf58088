"""One short form: with whom, what, how long, when, one sentence."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fuerwort.experiences import queries
from fuerwort.experiences.actions import Correction, Occasion, RecordRefused
from fuerwort.experiences.actions.record import LONGEST
from fuerwort.experiences.models import Experience, Kind, Settlement, kinds
from fuerwort.people.models import Membership, public_id
from fuerwort.people.queries import Here

OWN = "own"
HOURS = [("1", "1"), ("2", "2"), ("4", "4"), ("8", "8"), (OWN, pgettext_lazy("hours", "other"))]


class People(forms.MultipleChoiceField):
    """Members of the space by public id; cleaned to memberships."""

    widget = forms.CheckboxSelectMultiple

    def clean(self, value: Any) -> list[Membership]:
        publics = [str(one) for one in value or []]
        found = queries.choices(self.here, publics)
        if self.required and not publics:
            raise ValidationError(self.error_messages["required"], code="required")
        if len(found) < len(set(publics)):
            raise ValidationError(_("Somebody you chose is no longer a member here."), code="missing")
        return found

    here: Here


class OccasionFields(forms.Form):
    """What was done, without the people."""

    kind = forms.ChoiceField(
        label=_("What was it?"),
        choices=kinds,
        initial=Kind.COOPERATION,
        widget=forms.RadioSelect({"class": "chips"}),
    )
    hours = forms.ChoiceField(
        label=_("How many hours?"),
        choices=HOURS,
        widget=forms.RadioSelect({"class": "segments"}),
        error_messages={"required": _("Please say how many hours it took.")},
    )
    own_hours = forms.FloatField(
        label=_("Hours"), localize=True, required=False, widget=forms.TextInput({"inputmode": "decimal", "size": "6"})
    )
    text = forms.CharField(
        label=_("In one sentence"),
        required=False,
        max_length=LONGEST,
        widget=forms.TextInput({"autocomplete": "off", "enterkeyhint": "done"}),
    )
    on = forms.DateField(label=_("When?"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    field: Any = forms.ModelChoiceField(label=_("Field of work"), queryset=None, required=False)
    outside = forms.BooleanField(label=_("It was outside the space"), required=False)

    def __init__(self, here: Here, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.here = here
        field: Any = self.fields["field"]
        field.queryset = here.space.fields.filter(retired_at__isnull=True).order_by("slug")
        field.label_from_instance = lambda one: one.name
        field.empty_label = _("none in particular")
        self.fields["hours"].required = not self.data.get("own_hours")
        self.fields["on"].widget.attrs["max"] = timezone.localdate().isoformat()

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        chosen, own = found.get("hours"), found.get("own_hours")
        found["spent"] = own if chosen in ("", OWN) else chosen and float(chosen)
        if found["spent"] is None and "own_hours" not in self.errors:
            self.add_error("hours", _("Please say how many hours it took."))
        return found

    def occasion(self) -> Occasion:
        found = self.cleaned_data
        return Occasion(
            kind=found["kind"],
            hours=float(found["spent"]),
            on=found["on"],
            text=found["text"],
            field=found["field"],
            inside=not found["outside"],
        )

    def refuse(self, refused: RecordRefused) -> None:
        """Say beside the field what cannot be."""
        self.add_error(refused.part if refused.part in self.fields else None, str(refused))


class PeopleFields(forms.Form):
    """With whom: a few to tick, and everybody by search. Needs ``here``, and :meth:`offer` once it is made."""

    others = People(
        label=_("With whom?"),
        widget=forms.CheckboxSelectMultiple({"class": "chips"}),
        error_messages={"required": _("Please choose at least one other person who took part.")},
    )
    search = forms.CharField(
        label=_("Somebody else"),
        required=False,
        widget=forms.TextInput({"type": "search", "autocomplete": "off", "placeholder": _("Name")}),
    )
    here: Here

    def offer(self, first: Sequence[Membership] = ()) -> None:
        """Those chosen, those found, then whoever is to stand first, and the colleagues of late."""
        people: Any = self.fields["others"]
        people.here = self.here
        chosen = self.data.getlist("others") if self.is_bound else self.initial.get("others", [])  # type: ignore[attr-defined]
        members = [
            *queries.choices(self.here, chosen),
            *queries.found(self.here, self._typed()),
            *first,
            *queries.recent(self.here),
        ]
        people.choices = [(one.public, one.name) for one in {member.pk: member for member in members}.values()]

    @property
    def looks(self) -> bool:
        """Whether a name is looked for and nothing is to be saved yet."""
        return "look" in self.data and bool(self._typed().strip())

    @property
    def looked_in_vain(self) -> bool:
        return bool(self._typed().strip()) and not queries.found(self.here, self._typed())

    def _typed(self) -> str:
        return str(self.data.get("search", ""))[:100]


class RecordForm(OccasionFields, PeopleFields):
    once = forms.CharField(widget=forms.HiddenInput, required=False)
    field_order = ("others", "search", "kind", "hours", "own_hours", "text", "on", "field", "outside", "once")

    def __init__(self, here: Here, *args: Any, **kwargs: Any) -> None:
        super().__init__(here, *args, **kwargs)
        self.offer()
        self.initial.setdefault("once", public_id())
        self.initial.setdefault("on", timezone.localdate())

    def clean_once(self) -> str:
        """What is no public id of ours is left out; it only keeps one form from being saved twice."""
        once: str = self.cleaned_data["once"]
        return once if len(once) == 12 and once.isalnum() and once.islower() and once.isascii() else ""


class SettleForm(OccasionFields):
    """What hosts decide about a denial; the rest of the form is for a correction."""

    settlement = forms.ChoiceField(
        label=_("How is it settled?"),
        widget=forms.RadioSelect,
        choices=[
            (
                Settlement.KEPT,
                _("It stays as it is. For the one who said no it does not count, for the others it does."),
            ),
            (Settlement.CORRECTED, _("It is corrected as below. The one who said no is asked again.")),
            (Settlement.REMOVED, _("It is removed for everybody.")),
        ],
    )
    without = forms.BooleanField(label=_("The one who said no took no part"), required=False)
    words = forms.CharField(
        label=_("A word to the one who said no"), required=False, max_length=500, widget=forms.Textarea({"rows": 3})
    )

    def __init__(self, here: Here, experience: Experience, *args: Any, **kwargs: Any) -> None:
        initial = {
            "kind": experience.kind, "hours": OWN, "own_hours": experience.hours, "text": experience.text,
            "on": experience.on, "field": experience.field, "outside": not experience.inside,
        }  # fmt: skip
        super().__init__(here, *args, initial=initial, **kwargs)

    def correction(self) -> Correction:
        return Correction(self.occasion(), without=self.cleaned_data["without"])


class AdjustForm(forms.Form):
    """What was so instead of what was suggested: how long, when, and a sentence; the rest stays."""

    hours = forms.FloatField(
        label=_("How many hours was it together?"),
        localize=True,
        widget=forms.TextInput({"inputmode": "decimal", "size": "6"}),
        error_messages={"required": _("Please say how many hours it took.")},
    )
    on = forms.DateField(label=_("When?"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    text = forms.CharField(
        label=_("In one sentence"),
        required=False,
        max_length=LONGEST,
        help_text=_("All members can read it once two have said yes. Please do not name the client."),
        widget=forms.TextInput({"autocomplete": "off", "enterkeyhint": "done"}),
    )

    def __init__(self, experience: Experience, data: Any = None) -> None:
        hours = int(experience.hours) if experience.hours.is_integer() else experience.hours
        initial = {"hours": hours, "on": experience.on, "text": experience.text}
        super().__init__(data, initial=initial)
        self.experience = experience
        self.fields["on"].widget.attrs["max"] = timezone.localdate().isoformat()

    def occasion(self) -> Occasion:
        found, e = self.cleaned_data, self.experience
        return Occasion(e.kind, found["hours"], found["on"], found["text"], e.field, e.inside)

    def refuse(self, refused: RecordRefused) -> None:
        """Say beside the field what cannot be."""
        self.add_error(refused.part if refused.part in self.fields else None, str(refused))


class VouchForm(forms.Form):
    text = forms.CharField(
        label=_("Your word"),
        help_text=_(
            "What would you say to a client? It is shown on the profile, with your name. You can take it back."
        ),
        max_length=500,
        widget=forms.Textarea({"rows": 4}),
    )


class NoteForm(forms.Form):
    note = forms.CharField(
        label=_("What was different?"),
        help_text=_("Only the hosts read this."),
        required=False,
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
    )
