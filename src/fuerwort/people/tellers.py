"""News about people as sentences."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from fuerwort.people.models import Availability, Membership, Space
from fuerwort.people.news import Row, Said, knows, tells

Facts = Mapping[str, Any]
Names = Mapping[str, str]


@knows(Membership, "public", "name", member="public")
@knows(Membership, "public", "name", by="public")
def members(row: Row) -> Names:
    """Members by name; whoever was erased has none."""
    return {row["public"]: row["name"]} if row["name"] else {}


@tells("member.joined")
def joined(facts: Facts, names: Names, space: Space) -> Said:
    return Said(_("%(name)s accepted the invitation and is here now.") % {"name": names[facts["member"]]})


@tells("sponsor.asked")
def asked_to_sponsor(facts: Facts, names: Names, space: Space) -> Said:
    name = names[facts["member"]]
    return Said(_("You are the sponsor of %(name)s: show them around in the first year.") % {"name": name})


@tells("sponsor.given")
def sponsored(facts: Facts, names: Names, space: Space) -> Said:
    name = names[facts["member"]]
    return Said(_("%(name)s is your sponsor from now on: ask anything.") % {"name": name}, "first-steps", (space.slug,))


@tells("availability.ended")
def free_again(facts: Facts, names: Names, space: Space) -> Said:
    text = {
        Availability.LITTLE: _("You had little time until now and count as free again. Is that right?"),
        Availability.FULL: _("You were fully booked until now and count as free again. Is that right?"),
    }[facts["was"]]
    return Said(text, "home", (space.slug,))


@tells("hook.failed")
def hook_failed(facts: Facts, names: Names, space: Space) -> Said:
    text = _("A webhook of the space was switched off, because its address did not answer again and again.")
    return Said(text, "desk-hook", (space.slug, facts["hook"]))


@tells("agreement.proposed", to_do=True)
def proposed(facts: Facts, names: Names, space: Space) -> Said:
    return _agreement(_("%(name)s proposes an agreement to you."), facts, names, space)


@tells("agreement.signed")
def signed(facts: Facts, names: Names, space: Space) -> Said:
    return _agreement(_("%(name)s has signed your agreement. It holds from now on."), facts, names, space)


@tells("agreement.declined")
def declined(facts: Facts, names: Names, space: Space) -> Said:
    text = _("%(name)s does not want this agreement for now. Nothing changes; perhaps you talk about it.")
    return _agreement(text, facts, names, space)


@tells("agreement.ended")
def ended(facts: Facts, names: Names, space: Space) -> Said:
    return _agreement(_("%(name)s has ended your agreement. It holds no more."), facts, names, space)


def _agreement(text: str, facts: Facts, names: Names, space: Space) -> Said:
    return Said(text % {"name": names[facts["by"]]}, "agreement", (space.slug, facts["agreement"]))
