"""What the news about votes and decisions say; what became of a proposal is read from its vote."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from fuerwort.evenings.models import Decision, Fate, Proposal, Vote
from fuerwort.people.models import News, Space
from fuerwort.people.news import Said, knows, tells

Facts = Mapping[str, Any]
Names = Mapping[str, str]


@knows
def votes(rows: Sequence[News]) -> dict[str, str]:
    """What each vote that is spoken of is about."""
    wanted = {str(row.facts["vote"]) for row in rows if "vote" in row.facts}
    found = Vote.objects.filter(public__in=wanted) if wanted else ()
    return {f"vote {one.public}": one.title for one in found}


@knows
def proposals(rows: Sequence[News]) -> dict[str, str]:
    """Each proposal that is spoken of, and whether it was chosen."""
    wanted = {str(row.facts["proposal"]) for row in rows if "proposal" in row.facts}
    found = Proposal.objects.filter(public__in=wanted).select_related("decision") if wanted else ()
    names = {f"proposal {one.public}": one.title for one in found}
    return names | {f"chosen {one.public}": "yes" for one in found if hasattr(one, "decision")}


@knows
def decisions(rows: Sequence[News]) -> dict[str, str]:
    """Each decision that is spoken of, and what was said of it."""
    wanted = {str(row.facts["decision"]) for row in rows if "decision" in row.facts}
    found = list(Decision.objects.filter(public__in=wanted).select_related("proposal")) if wanted else []
    names = {f"decision {one.public}": one.title for one in found} | {f"fate {one.public}": one.fate for one in found}
    return names | {f"words {one.public}": one.words for one in found}


@tells("vote.opened", to_do=True)
def opened(facts: Facts, names: Names, space: Space) -> Said:
    return _about(_("“%(title)s” is put to a vote. Your ballot is missing."), facts, names, space)


@tells("vote.closed")
def closed(facts: Facts, names: Names, space: Space) -> Said:
    return _about(_("The vote on “%(title)s” is closed. Look for your receipt."), facts, names, space)


@tells("vote.became")
def became(facts: Facts, names: Names, space: Space) -> Said:
    proposal = facts["proposal"]
    chosen = names.get(f"chosen {proposal}")
    text = _("What you proposed was decided: %(title)s") if chosen else _("What you proposed was not chosen: %(title)s")
    title = names.get(f"proposal {proposal}") or "–"
    return Said(text % {"title": title}, "vote", (space.slug, facts["vote"]))


@tells("decision.yours")
def yours(facts: Facts, names: Names, space: Space) -> Said:
    return _decided(_("You care for what was decided: %(title)s"), facts, names, space)


@tells("decision.settled")
def settled(facts: Facts, names: Names, space: Space) -> Said:
    done = names.get(f"fate {facts['decision']}") == Fate.DONE
    text = _("Done, as you had proposed: %(title)s. %(words)s") if done else _("Dropped: %(title)s. %(words)s")
    return _decided(text, facts, names, space)


def _about(text: str, facts: Facts, names: Names, space: Space) -> Said:
    title = names.get(f"vote {facts['vote']}") or "–"
    return Said(text % {"title": title}, "vote", (space.slug, facts["vote"]))


def _decided(text: str, facts: Facts, names: Names, space: Space) -> Said:
    public = facts["decision"]
    said = {"title": names.get(f"decision {public}") or "–", "words": names.get(f"words {public}") or ""}
    return Said(text % said, "decision", (space.slug, public))
