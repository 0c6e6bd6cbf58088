"""Published trials on the same questions, to look at beside one's own figures. Sources: as printed; nothing pooled."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fuerwort.pilot.terms import OUTCOMES


@dataclass(frozen=True)
class Published:
    """One published figure."""

    trial: Promise
    about: Promise
    found: Promise
    source: str
    remark: Promise | None


GERMAN = _("Germany, Pilotprojekt Grundeinkommen 2021–24: 122 people, 1,200 euros, 36 months")
IRISH = _("Ireland, Basic Income for the Arts 2022–25: 2,000 artists, 325 euros a week")
FINNISH = _("Finland 2017–18: 2,000 unemployed people, 560 euros, 24 months")

PUBLISHED: Sequence[Published] = (
    Published(GERMAN, OUTCOMES["ONS1"], _("+0.42 SD (about 0.23 to 0.62)"), "DIW Wochenbericht 15/2025",
              _("The interval is computed from the sizes of the groups; the report gives p < 0.001.")),
    Published(GERMAN, OUTCOMES["ONS2"], _("+0.25 SD"), "DIW Wochenbericht 15/2025", _("p < 0.01")),
    Published(GERMAN, OUTCOMES["hours"], _("40 and 40 hours a week: no difference"), "DIW Wochenbericht 15/2025", None),
    Published(IRISH, OUTCOMES["ONS1"], _("+0.7 to +1.1 points of 10"), "Alma Economics 2025",
              _("The last figures compare without a lottery.")),
    Published(IRISH, _("Hours in one's own field"), _("+8 hours a week after a year"), "gov.ie 2024", None),
    Published(IRISH, _("Hours outside one's own field"), _("−3 hours a week after six months"), "gov.ie 2023", None),
    Published(FINNISH, OUTCOMES["ONS1"], _("7.3 and 6.8 points of 10"), "Kela 2020",
              _("Only 20 to 30 in 100 answered.")),
    Published(FINNISH, OUTCOMES["trust"], _("6.8 and 6.3 points of 10"), "Kela 2020",
              _("Only 20 to 30 in 100 answered.")),
)  # fmt: skip
