"""What an erasure takes of votes: a ballot that nobody has read, and own objections. Decisions stay, without a name."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import ngettext

from fuerwort.evenings.models import Ballot, Decision, Objection, Proposal, Voted
from fuerwort.people import erasure
from fuerwort.people.erasure import Foretold
from fuerwort.people.models import Membership


def foretell(memberships: Sequence[Membership]) -> Foretold:
    said = Objection.objects.filter(membership__in=memberships).exclude(words="").count()
    goes = ngettext("The words of one objection or concern.", "The words of %(number)s objections or concerns.", said)
    return Foretold(goes=[goes % {"number": said}] if said else [])


def forget(membership: Membership, at: datetime) -> None:
    """Part of :func:`fuerwort.people.actions.erasing.erase`. Published ballots are nobody's: nothing is taken."""
    running = Ballot.objects.filter(membership=membership)
    Voted.objects.filter(membership=membership, vote__in=running.values("vote"), vote__state="open").delete()
    running.delete()
    Objection.objects.filter(membership=membership).update(words="", membership=None)
    for of in (Proposal, Decision):
        of.objects.filter(owner=membership).update(owner=None)
    Proposal.objects.filter(proposed_by=membership).update(proposed_by=None)


erasure.add(erasure.Part(foretell, forget))
