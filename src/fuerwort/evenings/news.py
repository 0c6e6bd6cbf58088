"""What the news about evenings say; when one is, is read from the evening itself."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fuerwort.evenings import notices, words
from fuerwort.evenings.models import Duty, Evening
from fuerwort.experiences import sources
from fuerwort.people.models import News, Space
from fuerwort.people.news import Said, knows, tells

sources.add("evening", gettext_lazy("Both were checked in at this evening."))
sources.add("evening-duties", gettext_lazy("Both had a duty on this evening."))
sources.add("session", gettext_lazy("One showed it on an evening, the others said that they took part."))

Facts = Mapping[str, Any]
Names = Mapping[str, str]


@knows
def evenings(rows: Sequence[News]) -> dict[str, str]:
    """Each evening that is spoken of, with its date."""
    wanted = {str(row.facts["evening"]) for row in rows if "evening" in row.facts}
    found = Evening.objects.filter(public__in=wanted) if wanted else ()
    return {f"evening {one.public}": words.called(one) for one in found}


@knows
def tasks(rows: Sequence[News]) -> dict[str, str]:
    """Each duty that is spoken of."""
    wanted = {str(row.facts["duty"]) for row in rows if "duty" in row.facts}
    found = Duty.objects.filter(public__in=wanted) if wanted else ()
    return {f"duty {one.public}": str(one.get_task_display()) for one in found}


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
