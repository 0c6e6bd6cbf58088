"""What the news about evenings say; when one is, is read from the evening itself."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fuerwort.evenings import notices, words
from fuerwort.evenings.models import Duty, Evening
from fuerwort.experiences import sources
from fuerwort.people.models import Space
from fuerwort.people.news import Row, Said, knows, tells

sources.add("evening", gettext_lazy("Both were checked in at this evening."))
sources.add("evening-duties", gettext_lazy("Both had a duty on this evening."))
sources.add("session", gettext_lazy("One showed it on an evening, the others said that they took part."))

Facts = Mapping[str, Any]
Names = Mapping[str, str]


@knows(Evening, "public", "name", "begins_at", "zone", evening="public")
def evenings(row: Row) -> Names:
    """An evening, with its date; databases write the moment in two ways, and SQLite's is UTC without saying so."""
    at = datetime.fromisoformat(row["begins_at"])
    known = Evening(name=row["name"], begins_at=at if at.tzinfo else at.replace(tzinfo=UTC), zone=row["zone"])
    return {f"evening {row['public']}": words.called(known)}


@knows(Duty, "public", "task", duty="public")
def duties(row: Row) -> Names:
    """What somebody cares for on an evening."""
    return {f"duty {row['public']}": str(Duty(task=row["task"]).get_task_display())}


@tells("evening.invited", to_do=True)
def invited(facts: Facts, names: Names, space: Space) -> Said:
    return _asks(_("%(evening)s: are you coming?"), facts, names)


@tells("evening.moved")
def moved(facts: Facts, names: Names, space: Space) -> Said:
    return _asks(_("Moved: %(evening)s. Does that suit you?"), facts, names)


@tells("evening.changed")
def changed(facts: Facts, names: Names, space: Space) -> Said:
    return _about(_("Something about this evening changed: %(evening)s"), facts, names, space)


@tells("evening.cancelled")
def cancelled(facts: Facts, names: Names, space: Space) -> Said:
    return Said(_("Called off: %(evening)s") % _named(facts, names), "evenings", (space.slug,))


@tells("duty.yours")
def yours(facts: Facts, names: Names, space: Space) -> Said:
    return _about(_("%(evening)s: it is your turn. What you care for: %(duty)s."), facts, names, space)


@tells("duty.offered")
def offered(facts: Facts, names: Names, space: Space) -> Said:
    return _about(_("%(evening)s: somebody is looked for. What to care for: %(duty)s."), facts, names, space)


@tells("duty.taken")
def taken(facts: Facts, names: Names, space: Space) -> Said:
    return _about(_("%(evening)s: %(name)s took over from you. What it was: %(duty)s."), facts, names, space)


@tells("minutes.ready")
def minutes_ready(facts: Facts, names: Names, space: Space) -> Said:
    text = _("%(evening)s: %(name)s hands you the minutes for the magazine.")
    return Said(text % _named(facts, names), "evening-minutes", (space.slug, facts["evening"]))


def _named(facts: Facts, names: Names) -> dict[str, str]:
    return {
        "evening": names.get(f"evening {facts['evening']}") or _("a creative evening"),
        "duty": names.get(f"duty {facts.get('duty')}") or "",
        "name": names.get(str(facts.get("by"))) or _("somebody"),
    }


def _asks(text: str, facts: Facts, names: Names) -> Said:
    """A question with its own address: one tap, without logging in."""
    token = notices.answer_token(facts["evening"], facts["reader"])
    return Said(text % _named(facts, names), "evening-answer", (token,))


def _about(text: str, facts: Facts, names: Names, space: Space) -> Said:
    return Said(text % _named(facts, names), "evening", (space.slug, facts["evening"]))
