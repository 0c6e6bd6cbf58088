"""Propose an agreement: with whom, about which field, who steps back, and the words, which begin as ours."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fuerwort.people.actions.agreements import LONGEST
from fuerwort.people.models import Membership
from fuerwort.people.queries import Here
from fuerwort.people.queries.agreements import Neighbour

WORDS = _(
    """We do the same work and want to be good neighbours.

Who takes what
Each of us says here what we like best: …

When we step back
If something suits the other one better, we say so at once and pass it on. If one of us is full, the other one is asked first.

How we tell each other
We call before we pass something on or say no. Once a quarter we have a coffee and see whether this still fits.

How it ends
Each of us may end it at any time. We say so in person first."""  # noqa: E501 - one paragraph is one line
)

NOBODY, ME, OTHER = "nobody", "me", "other"


class AgreementForm(forms.Form):
    pair = forms.ChoiceField(label=_("With whom, and about what?"))
    gives_way = forms.ChoiceField(
        label=_("Does one of you step back in this field?"),
        help_text=_("Whoever steps back is not suggested for requests in this field while the agreement holds."),
        widget=forms.RadioSelect,
        initial=NOBODY,
        choices=[
            (NOBODY, _("No, we only agree on how we go about it.")),
            (ME, _("Yes, I step back.")),
            (OTHER, _("Yes, the other one steps back.")),
        ],
    )
    text = forms.CharField(
        label=_("What you agree on"),
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 16}),
        help_text=_("Change our words until they are yours. Prices do not belong here: see below."),
    )

    def __init__(self, here: Here, neighbours: list[Neighbour], data: Any = None, chosen: str = "") -> None:
        self.here = here
        self.pairs = {
            f"{one.member.public}.{field.slug}": (one.member, field)
            for one in neighbours
            for field in one.fields
            if chosen in ("", one.member.public)
        }
        super().__init__(data, initial={"text": str(WORDS)})
        pairs = [(key, f"{member.name}, {field.name}") for key, (member, field) in self.pairs.items()]
        self.fields["pair"].choices = pairs  # type: ignore[attr-defined]

    def proposal(self) -> dict[str, Any]:
        found = self.cleaned_data
        neighbour, field = self.pairs[found["pair"]]
        ways: dict[str, Membership | None] = {NOBODY: None, ME: self.here.membership, OTHER: neighbour}
        return {"neighbour": neighbour, "field": field, "gives_way": ways[found["gives_way"]], "text": found["text"]}
