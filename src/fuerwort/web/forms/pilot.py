"""A pilot: the steps of its plan, joining it, its draw, and what is done otherwise."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fuerwort.fund.money import euros
from fuerwort.pilot.actions.planning import WORDS
from fuerwort.pilot.beginnings import BEGINNINGS
from fuerwort.pilot.models import Kind
from fuerwort.pilot.terms import BOUNDS, LONGEST, MODERATORS, OUTCOMES, STRATA, Terms
from fuerwort.web.forms.income import MONTH, MONTHS, Amount

MOMENT = forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


def _text(label: Any, *, rows: int = 3, needed: bool = False, longest: int = LONGEST, **more: Any) -> forms.CharField:
    widget = forms.Textarea({"rows": rows}) if rows > 1 else forms.TextInput()
    return forms.CharField(label=label, max_length=longest, required=needed, widget=widget, **more)


def _number(name: str, label: Any, **more: Any) -> forms.IntegerField:
    low, high = BOUNDS[name]
    return forms.IntegerField(label=label, min_value=low, max_value=high, **more)


def _several(label: Any, choices: Iterable[tuple[str, Any]], **more: Any) -> forms.MultipleChoiceField:
    widget = forms.CheckboxSelectMultiple
    return forms.MultipleChoiceField(label=label, choices=choices, required=False, widget=widget, **more)


class BeginForm(forms.Form):
    """A title and something to begin with."""

    title = forms.CharField(label=_("What is the pilot called?"), max_length=120)
    beginning = forms.ChoiceField(
        label=_("Begin with"), choices=BEGINNINGS.items(), widget=forms.RadioSelect, initial="small"
    )


class StepForm(forms.Form):
    """One step of a plan; what it cleans are terms."""

    @classmethod
    def of(cls, terms: Terms, data: Any = None) -> "StepForm":
        """With what is planned so far."""
        said: dict[str, Any] = {name: getattr(terms, name) for name in cls.base_fields if hasattr(terms, name)}
        return cls(data, initial=said | cls.shown(terms))

    @classmethod
    def shown(cls, terms: Terms) -> dict[str, Any]:
        """What is shown in another form than it is stored."""
        return {}

    def terms(self) -> dict[str, Any]:
        """As the action takes it."""
        return dict(self.cleaned_data)


class QuestionForm(StepForm):
    """What is asked, of whom, by whom."""

    question = _text(_("What do you want to know, and why?"), rows=5)
    population = _text(_("Who can take part?"))
    sites = _text(_("Where?"), rows=1)
    funder = _text(_("Who pays for it?"), rows=2)
    conflicts = _text(_("Who has an interest in what comes out?"), rows=2)


class PaymentForm(StepForm):
    """What is paid, to whom, how long, and what makes it certain."""

    amount = Amount(label=_("Euros a month for each who is drawn"))
    months = _number("months", _("How many months"))
    payday = _number("payday", _("Day of the month on which is paid"))
    guarantee = _text(_("What makes it certain that all months are paid?"))
    allowance = _text(_("What do those get who are compared?"), rows=2, help_text=_(
        "A small sum for answering, the same for everybody, or a later start: both are fair."
    ))  # fmt: skip

    @classmethod
    def shown(cls, terms: Terms) -> dict[str, Any]:
        return {"amount": f"{terms.amount // 100}" if terms.amount else ""}


class OutcomesForm(StepForm):
    """What is looked at: one first, at most five with it, the rest to explore."""

    primary = forms.ChoiceField(label=_("What counts first?"), choices=[("", "–"), *OUTCOMES.items()], required=False)
    family = _several(_("Judged together with it, at most five"), OUTCOMES.items())
    exploratory = _several(_("Looked at without judging"), OUTCOMES.items())


class SizeForm(StepForm):
    """How many, how often, how drawn; the planner looks ahead with it."""

    people = _number("people", _("How many people"))
    drawn = _number("drawn", _("Of those drawn, so many ..."))
    compared = _number("compared", _("... for so many who are compared"))
    first = forms.DateField(label=_("First month of payment"), widget=MONTH, input_formats=MONTHS, required=False)
    before = _number("before", _("Monthly questions before the draw"))
    every = forms.TypedChoiceField(
        label=_("Questions after it"), coerce=int, widget=forms.RadioSelect,
        choices=[(1, _("each month")), (3, _("each quarter"))],
    )  # fmt: skip
    later = _number("later", _("Months of questions after the last payment"))
    silent = _number("silent", _("Of a hundred answers so many are missing"))
    leave = _number("leave", _("Of a hundred people so many stop answering"))
    strata = _several(_("People are compared with others who are alike in"), STRATA.items())

    @classmethod
    def shown(cls, terms: Terms) -> dict[str, Any]:
        return {"first": terms.month}

    def terms(self) -> dict[str, Any]:
        first = self.cleaned_data["first"]
        return self.cleaned_data | {"first": first.replace(day=1).isoformat() if first else ""}


class CareForm(StepForm):
    """What could go wrong, and what is promised."""

    moderators = _text(_("For whom might it be different? At most two guesses"), rows=2, longest=MODERATORS)
    spill_over = forms.BooleanField(
        label=_("Look whether those who are compared are touched, too"), required=False, initial=True
    )
    harms = _text(_("Whom can somebody tell who is worse because of it, and what happens then?"))
    review = _text(_("Who looked at this plan from outside?"), rows=2)
    data = _text(_("What of the data and programs is published?"))  # type: ignore[assignment] # what is sent stays `data`
    publish = forms.BooleanField(label=_("We publish whatever comes out, also if it is nothing."), required=False)


STEP_FORMS: Mapping[str, type[StepForm]] = {
    "question": QuestionForm, "payment": PaymentForm, "outcomes": OutcomesForm, "size": SizeForm, "care": CareForm,
}  # fmt: skip
STEP_NAMES: Mapping[str, Any] = {
    "question": _("What is asked"), "payment": _("What is paid"), "outcomes": _("What is looked at"),
    "size": _("How many and how often"), "care": _("Care and promises"),
}  # fmt: skip


def answers(step: str, terms: Terms) -> list[tuple[Any, str]]:
    """What a step says, as words: label and answer; what is empty is left out."""
    said = []
    for name, field in STEP_FORMS[step].base_fields.items():
        value = getattr(terms, name)
        if words := _words(name, value, terms):
            said.append((field.label, words))
    return said


def _words(name: str, value: Any, terms: Terms) -> str:
    if name == "amount":
        return euros(value) if value else ""
    if name == "first":
        return terms.month.strftime("%m/%Y") if terms.month else ""
    if name == "every":
        return str(_("each month") if value == 1 else _("each quarter"))
    known: Mapping[str, Any] = STRATA if name == "strata" else OUTCOMES
    if isinstance(value, list):
        return "; ".join(str(known.get(one, one)) for one in value)
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    return str(known.get(value, value)) if name == "primary" else str(value)


class JoinForm(forms.Form):
    """Joining: what strata are cut by, and explicit consent."""

    field = forms.ChoiceField(label=_("In which field do you work most?"), required=False)
    buffer = forms.ChoiceField(
        label=_("How long could you do without new income?"), widget=forms.RadioSelect,
        choices=[("less", _("less than two months")), ("more", _("two months or longer"))],
        help_text=_("Only to compare you with somebody alike. It is forgotten when the draw is fixed."),
    )  # fmt: skip
    consent = forms.BooleanField(label=_("I have read this and want to take part."))

    def __init__(self, strata: Iterable[str], fields: Iterable[tuple[str, str]], data: Any = None) -> None:
        super().__init__(data)
        for name in {"field", "buffer"} - set(strata):
            del self.fields[name]
        if "field" in self.fields:
            self.fields["field"].choices = [("", _("in another one")), *fields]  # type: ignore[attr-defined]

    def facts(self) -> dict[str, str]:
        """What strata are cut by."""
        return {name: self.cleaned_data[name] for name in ("field", "buffer") if name in self.cleaned_data}


class PromiseForm(forms.Form):
    """The hash of a secret."""

    hash = forms.CharField(label=_("SHA-256 of your secret"), max_length=64, min_length=64)


class SecretForm(forms.Form):
    """The secret itself."""

    secret = forms.CharField(label=_("Your secret"), max_length=64, min_length=22)


class CommitForm(forms.Form):
    """Whose randomness decides, and when it is known."""

    kind = forms.ChoiceField(label=_("Whose randomness decides?"), choices=Kind.choices, widget=forms.RadioSelect)
    due = forms.DateTimeField(label=_("When it is known"), widget=MOMENT)
    named = forms.CharField(
        label=_("Which lottery, and the day of its draw"), max_length=120, required=False,
        help_text=_("For an official lottery only."),
    )  # fmt: skip
    check_at = forms.URLField(label=_("Where everybody can read the numbers"), required=False, assume_scheme="https")
    sure = forms.BooleanField(label=_("The roster is fixed from now on: nobody joins any more."))


class DrawForm(forms.Form):
    """The randomness as it was published."""

    revealed = forms.CharField(
        label=_("The randomness, as it was published"), max_length=400, required=False,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip


class DeviationForm(forms.Form):
    """What is done otherwise, and why."""

    what = _text(_("What is done otherwise than registered?"), needed=True, longest=WORDS)
    why = _text(_("Why?"), needed=True, longest=WORDS)
    first = forms.DateField(
        label=_("Another first month"), widget=MONTH, input_formats=MONTHS, required=False,
        help_text=_("Only if it moves."),
    )  # fmt: skip


class OffForm(forms.Form):
    """Why a pilot is called off."""

    why = _text(_("Why is it called off? Everybody reads it."), rows=2, needed=True, longest=WORDS)
