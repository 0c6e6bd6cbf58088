"""What a member may tell somebody outside of those they recommend: how they fit, and what they show everybody."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import prefetch_related_objects

from fuerwort.people.models import Item, Membership, Seen
from fuerwort.people.queries import consent
from fuerwort.referrals import sentences
from fuerwort.referrals.queries.requests import Said


@dataclass(frozen=True)
class Outside:
    """One name as it may stand in a mail."""

    member: Membership
    website: str
    reasons: Sequence[str]


def outside(named: Sequence[Said]) -> list[Outside]:
    """The named, as they may be told of; nobody else's name, no experience, no turn."""
    prefetch_related_objects([one.member for one in named], "consents")
    told = sentences.said_to_clients([one.placing.reasons if one.placing else [] for one in named])
    return [Outside(one.member, _website(one.member), said) for one, said in zip(named, told, strict=True)]


def _website(member: Membership) -> str:
    return member.website if consent.said(member).get(Item.WEBSITE) == Seen.PUBLIC else ""
