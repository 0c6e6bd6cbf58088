"""What an erasure takes of what was shared: own words and words about one, never what others have confirmed."""

import re
from collections.abc import Sequence
from datetime import datetime

from django.db.models import Count, Q, QuerySet
from django.utils.translation import ngettext

from fuerwort.experiences.actions import changes
from fuerwort.experiences.actions.record import forget as forget_news
from fuerwort.experiences.models import Answer, Dispute, Experience, Participation, Vouch
from fuerwort.people import erasure
from fuerwort.people.erasure import Foretold
from fuerwort.people.models import Membership

SHORTEST = 3
"""Shorter words of a name (of, von, de) stay: they are no trace, and stand in every second sentence."""


def foretell(memberships: Sequence[Membership]) -> Foretold:
    vouches = Vouch.objects.filter(Q(by__in=memberships) | Q(about__in=memberships)).distinct().count()
    alone = sum(_said_alone(membership).count() for membership in memberships)
    kept = (
        Participation.objects.counting()
        .filter(membership__in=memberships, experience__in=Experience.objects.confirmed())
        .count()
    )
    goes = [
        (vouches, ngettext("One good word by you or about you.",
                           "%(number)s good words by you or about you.", vouches)),
        (alone, ngettext("One experience that nobody else has confirmed.",
                         "%(number)s experiences that nobody else has confirmed.", alone)),
    ]  # fmt: skip
    stays = ngettext(
        "One shared experience, without your name.", "%(number)s shared experiences, without your name.", kept
    )
    return Foretold(
        goes=[said % {"number": number} for number, said in goes if number],
        stays=[stays % {"number": kept}] if kept > 0 else [],
    )


def forget(membership: Membership, at: datetime) -> None:
    """Part of :func:`fuerwort.people.actions.erasing.erase`; the name is still known here."""
    Vouch.objects.filter(Q(by=membership) | Q(about=membership)).delete()
    Dispute.objects.filter(by=membership, settled_at__isnull=True).delete()
    Dispute.objects.filter(by=membership).update(note="", words="")
    for experience in _said_alone(membership):
        forget_news(experience)
        experience.delete()
    Participation.objects.filter(membership=membership, answer=Answer.OPEN).delete()
    _blot(membership)
    changes.note(membership.space)


def _said_alone(membership: Membership) -> QuerySet[Experience]:
    """Experiences of theirs that stand on one person's word: nobody else confirmed, or nobody else is left to."""
    mine, yes = Q(participations__membership=membership), Q(participations__answer=Answer.CONFIRMED)
    theirs = Experience.objects.filter(pk__in=membership.participations.values("experience")).annotate(
        others=Count("participations", filter=~mine),
        agreed=Count("participations", filter=~mine & yes),
        own=Count("participations", filter=mine & yes),
    )
    asked = ~Q(source="") & Q(own=0, others__gte=2)  # the others may still say that it was so
    return theirs.filter(Q(agreed=0) | Q(others=1, own=0)).exclude(asked)


def _blot(membership: Membership) -> None:
    """Take the name out of the sentences about what they shared, and the whole name out of all others."""
    name = membership.name.strip()
    if not name:
        return
    shared = set(membership.participations.values_list("experience", flat=True))
    words = [name, *(word for word in name.split() if len(word) >= SHORTEST)]
    for experience in membership.space.experiences.filter(Q(pk__in=shared) | Q(text__icontains=name)).exclude(text=""):
        found = words if experience.pk in shared else [name]
        text = re.sub(rf"\b(?:{'|'.join(map(re.escape, found))})\b", "…", experience.text, flags=re.IGNORECASE)
        if text != experience.text:
            Experience.objects.filter(pk=experience.pk).update(text=text)


erasure.add(erasure.Part(foretell, forget))
