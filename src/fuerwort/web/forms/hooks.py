"""Where a webhook leads, and of what it hears."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fuerwort.people.fetch import LONGEST
from fuerwort.people.kinds import KINDS

WORDS = {
    "members": _("Members: who comes and goes, roles, agreements"),
    "experiences": _("Experiences: recorded, confirmed, a good word"),
    "requests": _("Requests: asked, given, answered, closed"),
    "evenings": _("Evenings: announced, changed, minutes"),
    "decisions": _("Decisions: made, carried out"),
    "magazine": _("Magazine: articles, comments, mentions"),
    "space": _("The space: how it describes itself, its fields"),
}
WHY = {
    "off": _("not sent, the webhook was switched off"),
    "address": _("the address cannot be asked"),
    "inner": _("the address leads into our own network"),
    "name": _("the name is not known"),
    "network": _("could not be reached"),
    "time": _("took too long"),
}


def kinds() -> list[tuple[str, Any]]:
    return [(kind, WORDS[kind]) for kind in KINDS]


class HookForm(forms.Form):
    url = forms.CharField(
        label=_("Address of your program"), max_length=LONGEST, help_text=_("It begins with https://."),
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
    )  # fmt: skip
    kinds = forms.MultipleChoiceField(
        label=_("Of what should it hear?"), choices=kinds, widget=forms.CheckboxSelectMultiple
    )
