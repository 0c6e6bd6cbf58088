"""What tables of experiences hold about a person."""

from django.utils.translation import gettext_lazy as _

from fuerwort.experiences.models import Participation
from fuerwort.people.models import Person
from fuerwort.people.own import LOGGED, Shelf, add


def _others(mine: Participation) -> list[str]:
    others = mine.experience.participations.exclude(pk=mine.pk).select_related("membership").order_by("pk")
    return [other.membership.name for other in others]


add(
    Shelf("experiences.Asked", "person", _("Letters that asked about experiences"), ("on",), of=Person),
    Shelf("experiences.Participation", "membership", _("Shared experiences"),
          ("experience.on", "experience.kind", "experience.field.name", "experience.hours", "experience.text",
           ("with", _others), "answer", "answered_at", "review")),
    Shelf("experiences.Experience", "recorded_by", _("Experiences you recorded"),
          ("on", "kind", "text", "recorded_at")),
    Shelf("experiences.Vouch", "by", _("Good words by you"), ("about.name", "text", "given_at", "withdrawn_at")),
    Shelf("experiences.Vouch", "about", _("Good words about you"), ("by.name", "text", "given_at"),
          {"withdrawn_at__isnull": True}),
    Shelf("experiences.Dispute", "by", _("What you denied"),
          ("experience.text", "note", "opened_at", "settlement", "words", "settled_at")),
    Shelf("experiences.FoundingEvening", "started_by", _("Founding evenings you began"), ("started_at", "ended_at")),
    left_out={"experiences.Dispute.settled_by": LOGGED},
)  # fmt: skip
