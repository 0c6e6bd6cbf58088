"""What the news about votes and decisions say; what became of a proposal is read from its vote."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from fuerwort.evenings.models import Decision, Fate, Proposal, Vote
from fuerwort.people.models import Space
from fuerwort.people.news import Row, Said, knows, tells

Facts = Mapping[str, Any]
Names = Mapping[str, str]
DECIDED = {"decision": "proposal__title", "fate": "fate", "words": "words"}


@knows(Vote, "public", "title", vote="public")
def votes(row: Row) -> Names:
    """What a vote is about."""
    return {f"vote {row['public']}": row["title"]}


@knows(Proposal, "public", "title", "decision__public", proposal="public")
def proposals(row: Row) -> Names:
    """A proposal, and whether it was chosen."""
    return {f"proposal {row['public']}": row["title"], f"chosen {row['public']}": row["decision__public"] or ""}


@knows(Decision, "public", "proposal__title", "fate", "words", decision="public")
def decisions(row: Row) -> Names:
    """A decision, and what was said of it."""
    return {f"{what} {row['public']}": row[column] for what, column in DECIDED.items()}


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
