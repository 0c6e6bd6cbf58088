"""Who is told what. Nearly all of it is news; a mail only when a date changes to which somebody has said yes."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse

from fuerwort.evenings.models import Duty, Evening, Guest, Says, Willing
from fuerwort.people import links, mail
from fuerwort.people.models import EDITING, Membership, News, Person, Space


def invited(evening: Evening, at: datetime) -> None:
    """Everybody is invited, in the next digest."""
    everybody = Membership.objects.active().filter(space=evening.space_id)
    News.objects.bulk_create(
        News(membership=m, at=at, code="evening.invited", facts={"evening": evening.public, "reader": m.public})
        for m in everybody
    )


def replied(evening: Evening, by: Membership, at: datetime) -> None:
    """A question that was answered is read."""
    News.objects.filter(
        membership=by, code__in=("evening.invited", "evening.moved"), facts__evening=evening.public, read_at=None
    ).update(read_at=at)


def changed(evening: Evening, before: datetime | None, at: datetime) -> None:
    """``before``: when it would have been, if it was moved. One mail to each who said yes, news for the others."""
    code = "evening.moved" if before else "evening.changed"
    _forget(evening, "evening.moved", "evening.changed")
    coming = _coming(evening)
    _tell_all(evening, code, at, mailed=coming)
    facts = {"evening": evening, "space": evening.space, "before": before}
    for member, person in coming.items():
        with_link = {"name": member.name, "link": answer_address(evening, member), **facts}
        mail.post(person.email, "evening-changed", person.language, with_link)
    for guest in _guests(evening):
        with_link = {"name": guest.name, "link": guest_address(guest), **facts}
        mail.post(guest.email, "evening-changed", guest.language, with_link)


def cancelled(evening: Evening, at: datetime) -> None:
    """One mail to each who said yes, news for the others; nobody is asked any more."""
    _forget(evening, "evening.invited", "evening.moved", "evening.changed", "duty.yours", "duty.offered")
    coming = _coming(evening)
    _tell_all(evening, "evening.cancelled", at, mailed=coming)
    facts = {"evening": evening, "space": evening.space, "link": links.address("evenings", evening.space.slug)}
    for member, person in coming.items():
        mail.post(person.email, "evening-cancelled", person.language, {"name": member.name, **facts})
    for guest in _guests(evening):
        mail.post(guest.email, "evening-cancelled", guest.language, {"name": guest.name, **facts, "link": ""})


def answer_address(evening: Evening, member: Membership) -> str:
    """The signed address under which a member says whether they come, without logging in."""
    return links.address("evening-answer", answer_token(evening.public, member.public))


def answer_token(evening: str, member: str) -> str:
    return links.sign("evening-answer", evening=evening, member=member)


def guest_address(guest: Guest) -> str:
    """The signed address of a guest's own page."""
    return links.address("evening-guest", links.sign("evening-guest", guest=guest.public))


def calendar_address(space: Space) -> str:
    """The public calendar, as calendars subscribe to it."""
    return links.address("evening-calendar", space.slug)


def page(evening: Evening) -> str:
    return reverse("evening", args=[evening.space.slug, evening.public])


def minutes_ready(evening: Evening, by: Membership, at: datetime) -> None:
    """Whoever edits may make an article of them."""
    editors = Membership.objects.active().filter(space=evening.space_id, roles__name__in=EDITING).distinct()
    _tell(editors.exclude(pk=by.pk), at, "minutes.ready", evening=evening.public, by=by.public)


def minutes_taken_up(space: Space, evening: str) -> None:
    """They wait for nobody any more."""
    News.objects.filter(membership__space=space, code="minutes.ready", facts__evening=evening).delete()


# Duties


def on_duty(duty: Duty, at: datetime) -> None:
    if duty.membership:
        _tell([duty.membership], at, "duty.yours", evening=duty.evening.public, duty=duty.public)


def duty_offered(duty: Duty, at: datetime) -> None:
    """Those who take turns in it hear of it."""
    willing = Willing.objects.filter(task=duty.task, membership__space=duty.evening.space_id)
    others = Membership.objects.active().filter(pk__in=willing.values("membership")).exclude(pk=duty.membership_id or 0)
    _tell(others, at, "duty.offered", evening=duty.evening.public, duty=duty.public)


def duty_settled(duty: Duty) -> None:
    """Nobody needs to take it over any more."""
    News.objects.filter(code__in=("duty.offered", "duty.yours"), facts__duty=duty.public, read_at=None).delete()


def duty_taken(duty: Duty, before: Membership, at: datetime) -> None:
    if duty.membership:
        _tell([before], at, "duty.taken", evening=duty.evening.public, duty=duty.public, by=duty.membership.public)


def _coming(evening: Evening) -> dict[Membership, Person]:
    said_yes = evening.replies.filter(says=Says.YES, membership__left_at=None).select_related("membership__person")
    found = [(reply.membership, reply.membership.person) for reply in said_yes]
    return {member: person for member, person in found if person and person.email}


def _guests(evening: Evening) -> list[Guest]:
    """Those who come and left an address; a sealed text cannot be searched."""
    return [guest for guest in evening.guests.filter(says=Says.YES) if guest.email]


def _tell_all(evening: Evening, code: str, at: datetime, *, mailed: Iterable[Membership]) -> None:
    by_mail = {member.pk for member in mailed}
    everybody = Membership.objects.active().filter(space=evening.space_id)
    News.objects.bulk_create(
        News(
            membership=m,
            at=at,
            code=code,
            facts={"evening": evening.public, "reader": m.public},
            mailed_at=at if m.pk in by_mail else None,
        )
        for m in everybody
    )


def _tell(to: Iterable[Membership], at: datetime, code: str, **facts: str) -> None:
    News.objects.bulk_create([News(membership=one, at=at, code=code, facts=facts) for one in to])


def _forget(evening: Evening, *codes: str) -> None:
    News.objects.filter(membership__space=evening.space_id, code__in=codes, facts__evening=evening.public).delete()
