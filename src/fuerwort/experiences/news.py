"""What the news about experiences say. What was withdrawn has no news left, so every page named here exists."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from fuerwort.experiences.models import Dispute, Review, Settlement
from fuerwort.people.models import Space
from fuerwort.people.news import Row, Said, knows, tells

Facts = Mapping[str, Any]
Names = Mapping[str, str]


@knows(Dispute, "public", "words", "experience__public", dispute="public")
def disputes(row: Row) -> Names:
    """What the hosts said to a no, and the experience it was about, where it still stands."""
    return {f"words {row['public']}": row["words"], f"about {row['public']}": row["experience__public"] or ""}


@tells("experience.asked", to_do=True)
def asked(facts: Facts, names: Names, space: Space) -> Said:
    return _about(_("%(name)s asks whether you did something together.") % {"name": names[facts["by"]]}, facts, space)


@tells("experience.suggested", to_do=True)
def suggested(facts: Facts, names: Names, space: Space) -> Said:
    return _about(_("Perhaps you did something together. Please say whether it was so."), facts, space)


@tells("experience.confirmed")
def confirmed(facts: Facts, names: Names, space: Space) -> Said:
    return _about(_("%(name)s confirmed what you did together.") % {"name": names[facts["by"]]}, facts, space)


@tells("experience.corrected")
def corrected(facts: Facts, names: Names, space: Space) -> Said:
    return _about(_("The hosts corrected an experience that you took part in."), facts, space)


@tells("experience.removed")
def removed(facts: Facts, names: Names, space: Space) -> Said:
    day = date_format(date.fromisoformat(facts["on"]), "DATE_FORMAT")
    return Said(_("The hosts removed an experience of %(day)s that you took part in.") % {"day": day})


@tells("dispute.opened", to_do=True)
def dispute_opened(facts: Facts, names: Names, space: Space) -> Said:
    return Said(_("Somebody said no to an experience. Please settle it."), "dispute", (space.slug, facts["dispute"]))


@tells("dispute.settled")
def dispute_settled(facts: Facts, names: Names, space: Space) -> Said:
    """The hosts' words are read from the dispute itself: news hold no texts."""
    said = {
        Settlement.KEPT: _("The hosts looked at your no: the experience stays, and does not count for you."),
        Settlement.CORRECTED: _("The hosts corrected the experience to which you said no."),
        Settlement.REMOVED: _("The hosts removed the experience to which you said no."),
    }[Settlement(facts["settlement"])]
    words = names.get(f"words {facts['dispute']}") or ""
    text = f"{said} {words}".rstrip()
    about = names.get(f"about {facts['dispute']}")
    return Said(text, "experience", (space.slug, about)) if about else Said(text)


@tells("confirmation.waits", to_do=True)
def waits(facts: Facts, names: Names, space: Space) -> Said:
    return Said(
        _("A confirmation by %(name)s waits for a host.") % {"name": names[facts["by"]]},
        "confirmations",
        (space.slug,),
    )


@tells("confirmation.decided")
def decided(facts: Facts, names: Names, space: Space) -> Said:
    if facts["review"] == Review.RELEASED:
        return _about(_("A host looked at your confirmation: it counts."), facts, space)
    return _about(_("The hosts do not count a confirmation of yours."), facts, space)


@tells("vouch.given")
def vouched(facts: Facts, names: Names, space: Space) -> Said:
    return _about(_("%(name)s said a good word for you.") % {"name": names[facts["by"]]}, facts, space)


@tells("founding-evening.started", to_do=True)
def evening_started(facts: Facts, names: Names, space: Space) -> Said:
    return Said(_("A founding evening has begun. Join in."), "founding-evening", (space.slug, facts["evening"]))


def _about(text: str, facts: Facts, space: Space) -> Said:
    return Said(text, "experience", (space.slug, facts["experience"]))
