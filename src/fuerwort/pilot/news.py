"""What the news about a pilot say, to whoever it is theirs."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from fuerwort.people.models import Space
from fuerwort.people.news import Row, Said, knows, tells
from fuerwort.pilot.models import Pilot

Facts = Mapping[str, Any]
Names = Mapping[str, str]


@knows(Pilot, "public", "title", pilot="public")
def pilots(row: Row) -> Names:
    """A pilot, by its title."""
    return {f"pilot {row['public']}": row["title"]}


@tells("pilot.open")
def opened(facts: Facts, names: Names, space: Space) -> Said:
    return _about(_("The pilot “%(pilot)s” is open: read what it is, and join if you want to."), facts, names, space)


@tells("pilot.committed")
def committed(facts: Facts, names: Names, space: Space) -> Said:
    text = _("The draw of “%(pilot)s” is fixed. Note its hash today: with it you can check that nothing was changed.")
    return _about(text, facts, names, space)


@tells("pilot.secret")
def secret(facts: Facts, names: Names, space: Space) -> Said:
    return _about(_("The draw of “%(pilot)s” counts on your secret when it is due."), facts, names, space)


@tells("pilot.drawn")
def drawn(facts: Facts, names: Names, space: Space) -> Said:
    return _about(_("“%(pilot)s” was drawn. Look what came out for you, and check it."), facts, names, space)


@tells("pilot.void")
def void(facts: Facts, names: Names, space: Space) -> Said:
    return _about(_("A secret was kept back: the draw of “%(pilot)s” is void and comes anew."), facts, names, space)


@tells("pilot.off")
def off(facts: Facts, names: Names, space: Space) -> Said:
    return _about(_("The pilot “%(pilot)s” was called off."), facts, names, space)


@tells("pilot.asks")
def asks(facts: Facts, names: Names, space: Space) -> Said:
    title = names.get(f"pilot {facts['pilot']}") or _("a pilot")
    text = _("“%(pilot)s” asks how you are: a few questions, most of them one tap.") % {"pilot": title}
    return Said(text, "my-questions", (space.slug, facts["pilot"]))


def _about(text: str, facts: Facts, names: Names, space: Space) -> Said:
    title = names.get(f"pilot {facts['pilot']}") or _("a pilot")
    return Said(text % {"pilot": title}, "pilot", (space.slug, facts["pilot"]))
