"""News about people as sentences."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from fuerwort.people.models import Space
from fuerwort.people.news import Said, tells

Facts = Mapping[str, Any]
Names = Mapping[str, str]


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
