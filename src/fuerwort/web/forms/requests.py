"""What whoever decides a request writes: another order and why, that nobody fits, to whom it goes."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fuerwort.people.models import Membership
from fuerwort.people.queries import Here
from fuerwort.referrals.queries import Order
from fuerwort.web.forms.experiences import PeopleFields

PLACES = (_("First"), _("Second"), _("Third"))


class OrderForm(forms.Form):
    """Who is named, place by place, and why it is not as suggested."""

    def __init__(self, order: Order, data: Any = None) -> None:
        good = [place.member for place in order.named] + [one.member for one in order.others if one.good_enough]
        self.members = {member.public: member for member in good}
        super().__init__(data)
        choices = [("", _("nobody")), *((member.public, member.name) for member in good)]
        for number, label in enumerate(PLACES[: len(good)]):
            now = order.named[number].member.public if number < len(order.named) else ""
            field = forms.ChoiceField(label=label, choices=choices, initial=now, required=number == 0)
            self.fields[f"place{number + 1}"] = field
        self.fields["why"] = forms.CharField(
            label=_("Why?"),
            max_length=500,
            widget=forms.Textarea({"rows": 3}),
            help_text=_("Everybody it concerns reads this sentence, and the monthly report counts it."),
        )

    def places(self) -> list[Membership]:
        """Whom to name, first place first."""
        wanted = [self.cleaned_data.get(f"place{number + 1}") for number in range(len(PLACES))]
        return [self.members[public] for public in wanted if public]


NOBODY = _(
    """Hello,

we looked carefully, and at the moment nobody here does what you need well enough for us to recommend them. We would rather say so than send you somebody who does not fit.

If what you need changes, please ask us again.

Kind regards"""  # noqa: E501 - one paragraph is one line
)


class TogetherForm(PeopleFields):
    """Who of the house did the work together with the one who was introduced."""

    def __init__(self, here: Here, first: Sequence[Membership], data: Any = None) -> None:
        super().__init__(data)
        self.here = here
        self.offer(first)


class NobodyForm(forms.Form):
    """The honest answer, in words that are sent."""

    words = forms.CharField(
        label=_("What they read"),
        max_length=2000,
        widget=forms.Textarea({"rows": 10}),
        help_text=_("It is mailed as it stands here. Perhaps you know another place where they could ask."),
    )


class GiveForm(forms.Form):
    """To whom a request goes."""

    to = forms.ChoiceField(label=_("Who takes it?"), widget=forms.RadioSelect)

    def __init__(self, members: Sequence[Membership], data: Any = None) -> None:
        super().__init__(data)
        self.members = {member.public: member for member in members}
        self.fields["to"].choices = [(m.public, m.name) for m in members]  # type: ignore[attr-defined]

    def member(self) -> Membership:
        return self.members[self.cleaned_data["to"]]


class ContestForm(forms.Form):
    """A doubt, in one's own words."""

    text = forms.CharField(
        label=_("What do you doubt?"),
        max_length=1000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("A host who is not concerned reads it and answers. Both stay on record."),
    )


class AnswerForm(forms.Form):
    """A host's answer to a doubt."""

    text = forms.CharField(
        label=_("Your answer"),
        max_length=1000,
        widget=forms.Textarea({"rows": 5}),
        help_text=_("Say what the order rests on, and what you would change. It cannot be changed later."),
    )
