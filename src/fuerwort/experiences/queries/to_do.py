"""What waits for a member because of experiences: questions to answer, an evening to join, and what hosts decide."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fuerwort.experiences.models import Participation
from fuerwort.experiences.queries.desk import disputes, waiting
from fuerwort.experiences.queries.evenings import running_evening
from fuerwort.experiences.queries.experiences import Shown, open_questions
from fuerwort.people.queries import Here
from fuerwort.people.queries.to_do import Tap, ToDo


def to_do(here: Here, at: datetime) -> list[ToDo]:
    """Questions first: somebody else waits for the answer."""
    slug = here.space.slug
    found = [_question(here, seen) for seen in open_questions(here, at)]
    if evening := running_evening(here):
        url = reverse("founding-evening", args=[slug, evening.public])
        found.append(ToDo("founding-evening", _("A founding evening has begun. Join in."), url, weight=20))
    return found + decisions(here)


def has_experience(here: Here) -> bool:
    """Whether the member has confirmed something that another has confirmed too: the first step of a newcomer."""
    mine = Participation.objects.counting().filter(membership=here.membership)
    others = Participation.objects.counting().exclude(membership=here.membership)
    return others.filter(experience__participations__in=mine).exists()


def _question(here: Here, seen: Shown) -> ToDo:
    e = seen.experience
    facts = {"name": e.recorded_by.name if e.recorded_by else "", "text": e.text}
    if not e.recorded_by:
        text = _("Was it so? %(text)s") % facts
    elif e.text:
        text = _("%(name)s asks: was it so? %(text)s") % facts
    else:
        text = _("%(name)s asks whether you did something together.") % facts
    reply = reverse("experience-reply", args=[here.space.slug, e.public])
    back = {"next": reverse("home", args=[here.space.slug])}
    taps = [
        Tap(_("Yes, that was so"), reply, {"answer": "yes"} | back),
        Tap(_("No"), reply, {"answer": "no"} | back),
    ]
    return ToDo("experience.asked", text, reverse("experience", args=[here.space.slug, e.public]), taps, weight=30)


def decisions(here: Here) -> list[ToDo]:
    """What waits for a host; nothing for others."""
    return list(_decisions(here)) if here.is_host else []


def _decisions(here: Here) -> Iterator[ToDo]:
    desk = {page: reverse(page, args=[here.space.slug]) for page in ("disputes", "confirmations")}
    if number := sum(one.may_decide for one in disputes(here)):
        text = ngettext(
            "Somebody said no to an experience. Please settle it.", "%(number)s noes wait to be settled.", number
        )
        yield ToDo("dispute", text % {"number": number}, desk["disputes"], weight=30)
    if number := sum(one.may_decide for one in waiting(here)):
        text = ngettext("A confirmation waits for a host.", "%(number)s confirmations wait for a host.", number)
        yield ToDo("confirmation", text % {"number": number}, desk["confirmations"], weight=30)
