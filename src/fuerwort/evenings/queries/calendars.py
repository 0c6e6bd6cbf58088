"""Calendar files, and who may have which."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from fuerwort.evenings import calendars
from fuerwort.evenings.calendars import Words
from fuerwort.evenings.models import CalendarKey, Duty, Evening, Reply, Says, Series
from fuerwort.people.errors import Missing
from fuerwort.people.links import address, hashed
from fuerwort.people.models import Membership, Space

NEXT = 3


def public_calendar(space: Space) -> bytes:
    """When and where, for everybody; nothing about persons, and no question."""
    return calendars.calendar(space, _series(space), _evenings(space), Words())


def single_file(space: Space, public: str) -> bytes:
    """One evening, for everybody who has its address.

    Raises
    ------
    Missing
        Nobody has heard of such an evening here.
    """
    found = Evening.objects.told().filter(space=space, public=public).select_related("series").first()
    if found is None:
        raise Missing
    return calendars.single(found, Words())


def coming_for_everybody(space: Space, at: datetime) -> Sequence[Evening]:
    """The next evenings anybody has heard of, for everybody: of each no more than its file says."""
    return list(Evening.objects.told().filter(space=space, ends_at__gte=at).order_by("begins_at")[:NEXT])


def own_calendar(token: str) -> bytes:
    """A member's own calendar, with what they said and what they care for.

    Raises
    ------
    Missing
        No key fits, or the member has left.
    """
    key = (
        CalendarKey.objects.filter(token_hash=hashed(token), membership__left_at=None)
        .select_related("membership__space", "membership__person")
        .first()
    )
    if key is None or key.membership.person is None:
        raise Missing
    member = key.membership
    evenings = _evenings(member.space)
    with translation.override(key.membership.person.language):
        words = Words(_about(member, evenings), _addresses(member.space, evenings))
    return calendars.calendar(member.space, _series(member.space), evenings, words)


def has_key(member: Membership) -> bool:
    return CalendarKey.objects.filter(membership=member).exists()


def _about(member: Membership, evenings: Sequence[Evening]) -> dict[int, str]:
    said = dict(Reply.objects.filter(membership=member).values_list("evening", "says"))
    words = {Says.YES: _("You said you come."), Says.NO: _("You said you do not come.")}
    duties: dict[int, list[str]] = {}
    for duty in Duty.objects.filter(membership=member):
        duties.setdefault(duty.evening_id, []).append(str(duty.get_task_display()))
    found = {}
    for one in evenings:
        lines = [one.question.text] if hasattr(one, "question") else []
        if said.get(one.pk) in words:
            lines.append(words[Says(said[one.pk])])
        if one.pk in duties:
            lines.append(_("You care for: %(duties)s.") % {"duties": ", ".join(duties[one.pk])})
        found[one.pk] = "\n".join(lines)
    return found


def _addresses(space: Space, evenings: Sequence[Evening]) -> dict[int, str]:
    return {one.pk: address("evening", space.slug, one.public) for one in evenings if one.told_at}


def _series(space: Space) -> Sequence[Series]:
    return list(Series.objects.filter(space=space).order_by("starts_on"))


def _evenings(space: Space) -> Sequence[Evening]:
    """All, in the order of their dates; also those left out in silence, which the rule must not give."""
    return list(Evening.objects.filter(space=space).select_related("series", "question").order_by("begins_at"))
