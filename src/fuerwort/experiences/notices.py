"""Who is told what. News always; a mail at once only for the first question of a day, the rest waits for the digest.

Facts of the news hold public ids and codes only; whoever shows them looks the names up and may find nothing.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.utils import timezone, translation

from fuerwort.experiences import sources
from fuerwort.experiences.models import (
    Answer,
    Asked,
    Dispute,
    Experience,
    FoundingEvening,
    Participation,
    Settlement,
    Vouch,
)
from fuerwort.people import links, mail
from fuerwort.people.models import Membership, News, RoleName

AT_ONCE = 20
"""With more people than this (a lecture, a festival) nobody is written to at once; the digest asks."""

QUESTIONS = ("experience.asked", "experience.suggested")


def asked(experience: Experience, others: Sequence[Membership], at: datetime) -> None:
    """Ask the others whether it was so."""
    by = experience.recorded_by
    assert by is not None
    _tell(others, at, "experience.asked", experience=experience.public, by=by.public)
    if len(others) <= AT_ONCE:
        for other in Membership.objects.filter(pk__in=[o.pk for o in others]).select_related("person"):
            _write(experience, other, [by, *others], at)


def suggested(experience: Experience, people: Sequence[Membership], at: datetime) -> None:
    """Ask all of them whether it was so; nobody has said it yet."""
    _tell(people, at, "experience.suggested", experience=experience.public)
    parts = experience.participations.select_related("membership__person", "membership__space")
    everybody = [part.membership for part in parts]
    if len(everybody) <= AT_ONCE:
        new = {one.pk for one in people}
        for one in everybody:
            if one.pk in new:
                _write(experience, one, everybody, at)


def unasked(experience: Experience, members: Iterable[int]) -> None:
    """Those who are no longer asked read nothing of it."""
    News.objects.filter(membership__in=members, facts__experience=experience.public).delete()


def _write(experience: Experience, to: Membership, people: Sequence[Membership], at: datetime) -> None:
    """At most one mail a person and day, and none to whoever wants none."""
    person = to.person
    if person is None or not person.email or not person.wants_digest or not _first_of_the_day(to, at):
        return
    News.objects.filter(
        membership=to, code__in=QUESTIONS, facts__experience=experience.public, mailed_at__isnull=True
    ).update(mailed_at=at)
    facts = {
        "experience": experience,
        "by": experience.recorded_by,
        "people": [one for one in people if one.pk != to.pk],
        "yes": answer_address(experience, to, "yes"),
        "no": answer_address(experience, to, "no"),
        "all": links.address("experiences", experience.space.slug),
    }
    with translation.override(person.language):
        facts["why"] = sources.why(experience)
    mail.post(person.email, "experience-suggested" if experience.source else "experience-asked", person.language, facts)


def answer_address(experience: Experience, to: Membership, answer: str) -> str:
    """The signed address under which ``to`` answers without logging in; ``answer`` is yes or no."""
    token = links.sign("experience-answer", experience=experience.public, member=to.public, answer=answer)
    return links.address("experience-answer", token)


def _first_of_the_day(to: Membership, at: datetime) -> bool:
    day = timezone.localdate(at)
    known, new = Asked.objects.get_or_create(person=to.person, defaults={"on": day})
    return new or bool(Asked.objects.filter(pk=known.pk, on__lt=day).update(on=day))


def answered(part: Participation, at: datetime | None) -> None:
    """A question that was answered is read; one opened again is not."""
    News.objects.filter(
        membership=part.membership_id, code__in=QUESTIONS, facts__experience=part.experience.public
    ).update(read_at=at)


def confirmed(experience: Experience, by: Membership, at: datetime) -> None:
    """Whoever said so before hears that another says so too: the recorder, or of a suggestion who said yes first."""
    if experience.is_suggested:
        agreed = experience.participations.filter(answer=Answer.CONFIRMED).exclude(membership=by)
        before = [part.membership for part in agreed.select_related("membership").order_by("answered_at")[:1]]
    else:
        before = [one for one in [experience.recorded_by] if one and one.pk != by.pk]
    _tell(before, at, "experience.confirmed", experience=experience.public, by=by.public)


def unconfirmed(experience: Experience, by: Membership) -> None:
    """What was confirmed and is no longer: nothing is said, and what was said is gone."""
    News.objects.filter(
        membership__space=experience.space_id,
        code__in=("experience.confirmed", "confirmation.waits"),
        facts__experience=experience.public,
        facts__by=by.public,
    ).delete()


def disputed(dispute: Dispute, at: datetime) -> None:
    assert dispute.experience is not None
    hosts = _impartial_hosts(dispute.experience)
    _tell(hosts, at, "dispute.opened", experience=dispute.experience.public, dispute=dispute.public)


def undisputed(dispute: Dispute) -> None:
    News.objects.filter(membership__space=dispute.by.space_id, facts__dispute=dispute.public).delete()


def settled(dispute: Dispute, experience: Experience, at: datetime) -> None:
    """The one who denied hears the hosts' words; the others only what changed."""
    _tell([dispute.by], at, "dispute.settled", dispute=dispute.public, settlement=str(dispute.settlement))
    others = Membership.objects.active().filter(participations__experience=experience).exclude(pk=dispute.by_id)
    if dispute.settlement == Settlement.CORRECTED:
        _tell(others, at, "experience.corrected", experience=experience.public)
    elif dispute.settlement == Settlement.REMOVED:
        _tell(others, at, "experience.removed", on=experience.on.isoformat(), kind=experience.kind)


def waiting(part: Participation) -> None:
    assert part.answered_at is not None
    hosts = _impartial_hosts(part.experience)
    facts = {"experience": part.experience.public, "by": part.membership.public}
    _tell(hosts, part.answered_at, "confirmation.waits", **facts)


def decided(part: Participation, experience: Experience, at: datetime) -> None:
    facts = {"experience": experience.public, "review": str(part.review)}
    _tell([part.membership], at, "confirmation.decided", **facts)


def vouched(vouch: Vouch, at: datetime) -> None:
    facts = {"experience": vouch.experience.public, "by": vouch.by.public, "vouch": vouch.public}
    _tell([vouch.about], at, "vouch.given", **facts)


def evening_started(evening: FoundingEvening, by: Membership, at: datetime) -> None:
    others = Membership.objects.active().filter(space=evening.space_id).exclude(pk=by.pk)
    _tell(others, at, "founding-evening.started", evening=evening.public)


def _impartial_hosts(experience: Experience) -> list[Membership]:
    """Hosts who took no part; all of them, if every one did."""
    hosts = list(Membership.objects.active().filter(space=experience.space_id, roles__name=RoleName.HOST))
    took_part = set(experience.participations.values_list("membership_id", flat=True))
    return [host for host in hosts if host.pk not in took_part] or hosts


def _tell(to: Iterable[Membership], at: datetime, code: str, **facts: str) -> None:
    News.objects.bulk_create([News(membership=one, at=at, code=code, facts=facts) for one in to])
