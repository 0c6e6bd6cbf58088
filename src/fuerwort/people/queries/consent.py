"""Who may see which item of a profile; docs/rules/consent.md."""

from collections.abc import Mapping

from fuerwort.people.models import Item, Membership, Seen

DEFAULTS: Mapping[str, str] = dict.fromkeys(Item.values, Seen.MEMBERS) | {
    Item.EMAIL: Seen.NOBODY,
    Item.PHONE: Seen.NOBODY,
}


def said(member: Membership) -> dict[str, str]:
    """For each item who may see it; what was never said is the default."""
    return {**DEFAULTS, **{consent.item: consent.seen_by for consent in member.consents.all()}}


def visible(seen_by: Mapping[str, str], eyes: str) -> frozenset[str]:
    """The items that ``eyes`` may see: another member's (``Seen.MEMBERS``) or everybody's (``Seen.PUBLIC``).

    Without the name there is nothing to see.
    """
    allowed = {Seen.PUBLIC} if eyes == Seen.PUBLIC else {Seen.PUBLIC, Seen.MEMBERS}
    found = frozenset(item for item, seen in seen_by.items() if seen in allowed)
    return found if Item.NAME in found else frozenset()
