"""Pilots to begin with: filled-in templates, in the language of whoever plans."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

BEGINNINGS: Mapping[str, Promise] = {
    "small": gettext_lazy("A small pilot that describes: 20 people, a year"),
    "breuninger": gettext_lazy("As planned in Stuttgart in 2010: 100 people, 800 euros, two years"),
    "empty": gettext_lazy("An empty plan"),
}


def values(code: str) -> dict[str, Any]:
    """What a beginning fills in; nothing for a code nobody knows."""
    if code == "small":
        return _shared() | {"amount": 300_00, "months": 12, "people": 20, "before": 3, "later": 3, "strata": []}
    if code == "breuninger":
        text = _(
            "Götz Werner and the Breuninger foundation planned in 2010 to pay 100 people in Stuttgart 800 euros a "
            "month, with rooms to meet and create together. It never began. Does a basic income make coworking more "
            "authentic, of better quality, more productive?"
        )
        return _shared() | {
            "question": text, "sites": "Stuttgart", "amount": 800_00, "months": 24, "people": 100, "before": 3,
            "later": 6, "strata": ["field", "buffer"],
        }  # fmt: skip
    return {}


def _shared() -> dict[str, Any]:
    return {
        "question": _("Does a basic income make coworking more authentic, of better quality, more productive?"),
        "population": _("Members of the space who are here for three months or longer and want to take part."),
        "funder": _("The fund of the space, from contributions and gifts."),
        "conflicts": _("Whoever plans the pilot takes part in it like everybody else, or not at all."),
        "guarantee": _("All months are set aside before the draw; a payment that was promised is not taken back."),
        "primary": "ONS1",
        "family": ["authentic", "openness", "strain", "quality", "seen.reason consistency"],
        "exploratory": ["ONS2", "ONS3", "ONS4", "trust", "self-efficacy", "buffer"],
        "harms": _("Whoever is worse because of the pilot tells a host or the person they trust; payments go on."),
        "data": _(
            "Rule pages and programs are public; answers stay here, figures about five people or more are shown."
        ),
    }
