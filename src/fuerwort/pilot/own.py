"""What tables of pilots hold about a person. Answers lie under a code; only its owner is led to them."""

from django.utils.translation import gettext_lazy as _

from fuerwort.people.own import LOGGED, Shelf, add
from fuerwort.pilot.models import Code, Sheet


def _answers(code: Code) -> list[dict[str, object]]:
    sheets = Sheet.objects.filter(pilot=code.participant.pilot, code=code.code).order_by("wave")
    return [{"wave": one.wave, "sent_on": str(one.sent_on or ""), "answers": one.answers} for one in sheets]


OFFICE = (
    "pilot.Pilot.planned_by",
    "pilot.Registration.by",
    "pilot.Deviation.by",
    "pilot.Lock.by",
    "pilot.Report.asked_by",
    "pilot.Draw.committed_by",
    "pilot.Draw.drawn_by",
)
"""What somebody did in an office."""

add(
    Shelf("pilot.Participant", "membership", _("Pilots you take part in"),
          ("pilot.title", "joined_at", "consent_at", "token", "facts", "stratum", "arm", "withdrawn_at")),
    Shelf("pilot.Code", "participant__membership", _("Your answers in pilots"),
          ("code", "agreed_at", "ended_at", "paused_until", ("answers", _answers))),
    Shelf("pilot.Secret", "membership", _("Secrets you promised for a draw"),
          ("pilot.title", "hash", "promised_at", "revealed", "revealed_at")),
    left_out=dict.fromkeys(OFFICE, LOGGED),
)  # fmt: skip
