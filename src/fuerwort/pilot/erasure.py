"""What an erased person leaves in a pilot: a token in a public roster that leads to nobody."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from fuerwort.people import erasure
from fuerwort.people.erasure import Foretold
from fuerwort.people.models import Membership
from fuerwort.pilot.models import Code, Participant, Secret


def foretell(memberships: Sequence[Membership]) -> Foretold:
    mine = Participant.objects.filter(membership__in=memberships)
    if not mine.exists():
        return Foretold()
    stays = [_("Your token in the roster of a pilot that was drawn; it leads to nobody.")]
    goes = [_("That you take part in a pilot, and which token is yours.")]
    if Code.objects.filter(participant__in=mine).exists():
        goes.append(_("Which answers in a pilot are yours; those that are not locked count no more."))
    return Foretold(goes, stays if mine.exclude(stratum="").exists() else [])


def forget(membership: Membership, at: datetime) -> None:
    """Before the roster is fixed they are not in it; afterwards the token stays without a person."""
    mine = Participant.objects.filter(membership=membership)
    Code.objects.filter(participant__membership=membership).delete()  # what was answered leads to nobody now
    mine.filter(stratum="").delete()
    mine.filter(withdrawn_at__isnull=True).update(withdrawn_at=at)
    mine.update(membership=None, nonce="", facts="")
    Secret.objects.filter(membership=membership).update(membership=None)


erasure.add(erasure.Part(foretell, forget))
