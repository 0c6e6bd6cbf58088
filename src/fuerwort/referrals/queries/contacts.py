"""After the introduction: the contact of whoever asked, and with whom the member may have done it."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q

from fuerwort.experiences.models import Answer, Experience, Participation
from fuerwort.people.errors import Missing
from fuerwort.people.models import Membership
from fuerwort.people.queries import Here
from fuerwort.referrals import law
from fuerwort.referrals.actions.outcomes import passers_on
from fuerwort.referrals.actions.together import source
from fuerwort.referrals.models import Placing, Said


@dataclass(frozen=True)
class Contact:
    """How to reach whoever asked; deleted with the need."""

    name: str
    email: str
    phone: str


@dataclass(frozen=True)
class After:
    """What a named member reads once they are introduced."""

    contact: Contact | None
    together: Experience | None
    """What is suggested already, or recorded by it."""
    may_name: bool
    """Whether they may say with whom they did it: it became work, nobody has answered
    yet, and no professional law holds."""
    forbids_thanks: bool
    """Professional law: passing on may bring nothing, not even thanks."""


def after_for(here: Here, placing: Placing | None) -> After | None:
    """Nothing for anybody else, and nothing before the client has released the contact."""
    if placing is None or placing.membership_id != here.membership.pk:
        return None
    request = placing.request
    may_name = _may_name(placing)
    suggested = _suggested(here, placing) if may_name else None
    return After(
        contact=_contact(placing),
        together=suggested,
        may_name=may_name and not (suggested and suggested.answered),
        forbids_thanks=law.forbids_thanks(request.field),
    )


def beside(here: Here, placing: Placing) -> list[Membership]:
    """With whom it may have been done: those who passed it on first, then whoever else was introduced.

    Raises
    ------
    Missing
        It did not become work, or somebody has answered already, or professional law holds in the field.
    """
    if not _may_name(placing) or ((found := _suggested(here, placing)) and found.answered):
        raise Missing
    passed = passers_on(placing.request, placing.membership)
    introduced = Placing.objects.filter(request=placing.request, introduction__isnull=False)
    there = Membership.objects.active().filter(Q(pk__in=passed) | Q(pk__in=introduced.values("membership")))
    found = list(there.exclude(pk=here.membership.pk).order_by("name"))
    return sorted(found, key=lambda one: one.pk not in passed)


def _suggested(here: Here, placing: Placing) -> Any:
    """What is suggested from this work, and whether somebody has answered."""
    answers = Participation.objects.filter(experience=OuterRef("pk")).exclude(answer=Answer.OPEN)
    rows = Experience.objects.filter(space=here.space, source=source(placing))
    return rows.annotate(answered=Exists(answers)).first()


def _may_name(placing: Placing) -> bool:
    became_work = hasattr(placing, "outcome") and placing.outcome.said == Said.WORK
    return became_work and not placing.request.field.professional_law


def _contact(placing: Placing) -> Contact | None:
    need = placing.request.need
    released = hasattr(placing, "introduction") and need.is_client and need.email
    return Contact(need.client, need.email, need.phone) if released else None
