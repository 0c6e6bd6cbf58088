"""What is put to a vote and how, a proposal with its effect, a ballot, and what becomes of a decision."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fuerwort.evenings import effect_words
from fuerwort.evenings.actions.effects import COWORKING, Wanted
from fuerwort.evenings.actions.votes import Plan
from fuerwort.evenings.models import Effect, Electorate, Evening, Fate, Method, Vote
from fuerwort.evenings.models.votes import LONGEST_WORDS
from fuerwort.evenings.queries.votes import Shown
from fuerwort.fund.money import cents, euros
from fuerwort.people.models import Membership, Memberships, RoleName
from fuerwort.referrals.actions.parameters import PARAMETERS
from fuerwort.web.forms.evenings import Day

METHODS = [
    (Method.CONSENSING, _("Several proposals: the least resistance wins (systemic consensing)")),
    (Method.CONSENT, _("One proposal: decided when nobody objects (consent)")),
    (Method.APPROVAL, _("Several proposals, quickly: the most approvals win, if more than half approve")),
    (Method.SHARES, _("A budget for several proposals: everybody has the same share of it")),
]
EFFECTS = [
    (Effect.NONE, _("Nothing by itself: somebody does it")),
    (Effect.RULE, _("The rule by which an order comes about")),
    (Effect.TEXT, _("A text on the public page")),
    (Effect.ROLE, _("Somebody gets a role, or gives it back")),
    (Effect.BUDGET, _("Money from the fund")),
]


class Money(forms.CharField):
    """An amount as people write it; whole cents."""

    def __init__(self, **more: Any) -> None:
        super().__init__(max_length=20, widget=forms.TextInput({"inputmode": "decimal"}), **more)

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not text:
            return None
        try:
            return cents(text)
        except ValueError as error:
            raise ValidationError(str(error)) from error


class VoteForm(forms.Form):
    """How something is decided."""

    title = forms.CharField(label=_("What is to be decided?"), max_length=160)
    method = forms.ChoiceField(label=_("How?"), choices=METHODS, widget=forms.RadioSelect)
    budget = Money(
        label=_("How much money is shared?"),
        required=False,
        help_text=_("Only for a budget. For example 600 or 450,50."),
    )
    electorate = forms.ChoiceField(label=_("Who may vote?"), widget=forms.RadioSelect(attrs={"class": "chips"}))
    quorum = forms.IntegerField(
        label=_("How many ballots are needed at least?"),
        required=False,
        min_value=1,
        max_value=9999,
        help_text=_("Abstentions count. With fewer nothing is opened."),
    )
    closes = forms.DateField(
        label=_("Until when?"),
        required=False,
        widget=Day(),
        help_text=_("It closes by itself at the end of this day. Without a date you close it yourself."),
    )

    def __init__(self, evening: Evening | None, data: Any = None) -> None:
        super().__init__(data, initial={"method": Method.CONSENSING, "electorate": Electorate.MEMBERS})
        choices: list[tuple[str, Any]] = [(Electorate.MEMBERS, _("all members"))]
        if evening:
            choices.insert(0, (Electorate.PRESENT, _("who has checked in this evening")))
            self.initial["electorate"] = Electorate.PRESENT
        self.fields["electorate"].choices = choices  # type: ignore[attr-defined]

    def plan(self) -> Plan:
        said = self.cleaned_data
        day = said["closes"]
        until = timezone.make_aware(datetime.combine(day, datetime.max.time().replace(microsecond=0))) if day else None
        return Plan(said["title"], said["method"], said["electorate"], said["quorum"], said["budget"], until)


class ProposalForm(forms.Form):
    """A proposal, and what it changes. Which questions it asks depends on the effect."""

    title = forms.CharField(label=_("What is proposed?"), max_length=160, help_text=_("In a few words."))
    text = forms.CharField(label=_("In detail"), required=False, max_length=4000, widget=forms.Textarea({"rows": 5}))

    def __init__(
        self, vote: Vote, effect: str, members: Memberships, now: Mapping[str, float], data: Any = None, **first: Any
    ) -> None:
        self.effect, self.members, self.now = effect, {one.public: one for one in members}, now
        super().__init__(data, initial=first)
        if vote.method == Method.SHARES:
            self.fields["cents"] = Money(label=_("What does it cost?"), help_text=_("For example 240 or 89,90."))
        else:
            {
                Effect.TEXT: self._ask_text, Effect.RULE: self._ask_rule, Effect.ROLE: self._ask_role,
                Effect.BUDGET: self._ask_budget,
            }.get(effect, lambda: None)()  # type: ignore[call-overload]  # fmt: skip
        people = [("", _("nobody yet")), *((one.public, one.name) for one in members)]
        self.fields["owner"] = forms.ChoiceField(label=_("Who cares for it?"), choices=people, required=False)
        self.fields["due"] = forms.DateField(label=_("Until when?"), required=False, widget=Day())

    def _ask_text(self) -> None:
        self.fields["heading"] = forms.CharField(
            label=_("What does the text answer?"), max_length=120, initial=COWORKING
        )
        self.fields["text"].label, self.fields["text"].required = _("The text everybody will read"), True

    def _ask_rule(self) -> None:
        for name, one in PARAMETERS.items():
            now = self.now[name]
            self.fields[name] = forms.FloatField(
                label=effect_words.ASKED[name],
                initial=int(now) if float(now).is_integer() else now,
                help_text=_("Now %(now)s. From %(least)s to %(most)s.")
                % {"now": f"{now:g}", "least": f"{one.least:g}", "most": f"{one.most:g}"},
                min_value=one.least,
                max_value=one.most,
                step_size=None,
                widget=forms.NumberInput({"step": f"{one.step:g}", "inputmode": "decimal"}),
            )
        self.fields["since"] = forms.DateField(
            label=_("From which day on?"),
            required=False,
            widget=Day(),
            help_text=_("Without a day: as soon as decided."),
        )

    def _ask_role(self) -> None:
        people = [(one.public, one.name) for one in self.members.values()]
        self.fields["member"] = forms.ChoiceField(label=_("Who?"), choices=people)
        self.fields["role"] = forms.ChoiceField(label=_("Which role?"), choices=RoleName.choices)
        self.fields["give"] = forms.ChoiceField(
            label=_("Gets it or gives it back?"),
            choices=[("1", _("gets it")), ("", _("gives it back"))],
            initial="1",
            required=False,
            widget=forms.RadioSelect(attrs={"class": "chips"}),
        )

    def _ask_budget(self) -> None:
        self.fields["cents"] = Money(label=_("How much?"), help_text=_("For example 240 or 89,90."))
        self.fields["purpose"] = forms.CharField(label=_("What for?"), max_length=120)

    def wanted(self) -> Wanted:
        said = self.cleaned_data
        return Wanted(
            said["title"], said["text"], self.effect, self._facts(), self.members.get(said["owner"]), said["due"]
        )

    def _facts(self) -> dict[str, Any]:
        said = self.cleaned_data
        if self.effect == Effect.RULE:
            new = {name: said[name] for name in PARAMETERS if abs(said[name] - self.now[name]) > 1e-9}
            return {"parameters": new, "since": said["since"].isoformat() if said["since"] else ""}
        facts = {key: said[key] for key in ("heading", "member", "role", "cents", "purpose") if key in said}
        return facts | ({"give": bool(said["give"])} if "give" in said else {})


STANCES = [
    ("consent", pgettext_lazy("deciding", "I can go along.")),
    ("concern", _("I go along, and have a concern.")),
    ("objection", _("I object: this would harm what we want together.")),
    ("abstain", _("I stand aside.")),
]


class BallotForm(forms.Form):
    """A ballot, as its method asks. Nothing is chosen beforehand, unless one was cast already."""

    def __init__(
        self, vote: Vote, proposals: Sequence[Shown], mine: Mapping[str, Any] | None, data: Any = None
    ) -> None:
        self.vote, self.abstains = vote, bool(data and data.get("abstain"))
        super().__init__(data)
        ask = {Method.CONSENT: self._ask_consent, Method.CONSENSING: self._ask_resistance}
        ask.get(Method(vote.method), self._ask_approval)(proposals, mine or {})

    def _ask_consent(self, proposals: Sequence[Shown], mine: Mapping[str, Any]) -> None:
        self.fields["stance"] = forms.ChoiceField(
            label=_("Your answer"), choices=STANCES, initial=mine.get("stance"), widget=forms.RadioSelect
        )
        self.fields["words"] = forms.CharField(
            label=_("Your objection or concern, in your words"),
            required=False,
            max_length=LONGEST_WORDS,
            initial=mine.get("words"),
            widget=forms.Textarea({"rows": 3}),
            help_text=_("Read with your name when the round is closed, so that somebody can talk with you."),
        )

    def _ask_resistance(self, proposals: Sequence[Shown], mine: Mapping[str, Any]) -> None:
        before = mine.get("resistance") or {}
        for one in proposals:
            self.fields[one.proposal.public] = forms.TypedChoiceField(
                label=one.title,
                coerce=int,
                required=not self.abstains,
                choices=[(n, str(n)) for n in range(11)],
                initial=before.get(one.proposal.public),
                help_text=one.proposal.text,
                widget=forms.RadioSelect(attrs={"class": "chips resist"}),
            )

    def _ask_approval(self, proposals: Sequence[Shown], mine: Mapping[str, Any]) -> None:
        choices = [(one.proposal.public, self._priced(one)) for one in proposals]
        self.fields["approve"] = forms.MultipleChoiceField(
            label=_("What do you approve of?"),
            required=False,
            choices=choices,
            initial=mine.get("approve"),
            help_text=_("As many as you like. None is an answer too."),
            widget=forms.CheckboxSelectMultiple,
        )

    def _priced(self, one: Shown) -> str:
        return f"{one.title} · {euros(one.proposal.cost)}" if one.proposal.cost is not None else one.title

    def said(self) -> dict[str, Any]:
        if self.abstains:
            return {"abstain": True}
        if self.vote.method == Method.CONSENSING:
            return {"resistance": dict(self.cleaned_data)}
        return dict(self.cleaned_data)


class RoundForm(forms.Form):
    """The proposal as it is asked again."""

    title = forms.CharField(label=_("What is proposed?"), max_length=160)
    text = forms.CharField(label=_("In detail"), required=False, max_length=4000, widget=forms.Textarea({"rows": 5}))


class EntrustForm(forms.Form):
    """Who cares for a decision, and until when."""

    owner = forms.ChoiceField(label=_("Who cares for it?"))
    due = forms.DateField(label=_("Until when?"), required=False, widget=Day())

    def __init__(self, members: Memberships, data: Any = None, **first: Any) -> None:
        self.members = {one.public: one for one in members}
        super().__init__(data, initial=first)
        self.fields["owner"].choices = [(one.public, one.name) for one in members]  # type: ignore[attr-defined]

    def chosen(self) -> Membership:
        return self.members[self.cleaned_data["owner"]]


class SettleForm(forms.Form):
    """What became of a decision."""

    fate = forms.ChoiceField(
        label=_("What became of it?"),
        choices=[(Fate.DONE, pgettext_lazy("decision", "done")), (Fate.DROPPED, pgettext_lazy("decision", "dropped"))],
        widget=forms.RadioSelect(attrs={"class": "chips"}),
    )
    words = forms.CharField(
        label=_("In one sentence"), max_length=300, help_text=_("Whoever proposed it reads this in their news.")
    )
