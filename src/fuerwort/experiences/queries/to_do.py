"""What waits for a member because of experiences: questions to answer, an evening to join, and what hosts decide."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Subquery
from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fuerwort.experiences.models import Experience, FoundingEvening, Participation
from fuerwort.experiences.queries.desk import undecided
from fuerwort.experiences.queries.experiences import questions
from fuerwort.people.queries import Here
from fuerwort.people.queries.to_do import Figures, Tap, ToDo

MOST = 50
NAMED = 5


def to_do(here: Here) -> list[ToDo]:
    """Questions first: somebody else waits for the answer."""
    asked = questions(here).select_related("recorded_by", "field")
    parts = Participation.objects.select_related("membership").order_by("membership__name", "pk")
    rows = asked.prefetch_related(Prefetch("participations", parts))[:MOST]
    return [_question(here, experience) for experience in rows]


def has_experience(here: Here) -> Exists:
    """Whether the member has confirmed something that another has confirmed too: the first step of a newcomer."""
    mine = Participation.objects.counting().filter(membership=here.membership)
    others = Participation.objects.counting().exclude(membership=here.membership)
    return Exists(others.filter(experience__participations__in=mine))


def _question(here: Here, e: Experience) -> ToDo:
    facts = {"name": e.recorded_by.name if e.recorded_by else "", "text": e.text}
    if e.is_suggested:
        text = _suggestion(here, e)
    elif not e.recorded_by:
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


def _suggestion(here: Here, e: Experience) -> str:
    others = [part.membership.name for part in e.participations.all() if part.membership_id != here.membership.pk]
    few, rest = others[:NAMED], len(others) - NAMED
    names = [*few, ngettext("%(count)s more", "%(count)s more", rest) % {"count": rest}] if rest > 0 else few
    facts = {"names": get_text_list(names, _("and")), "what": e.text or (e.field.name if e.field else "")}
    if facts["what"]:
        return _("You and %(names)s: did you do this together? %(what)s") % facts
    return _("You and %(names)s: did you do something together?") % facts


def decisions(here: Here) -> Figures:
    """What waits for a host."""
    return Figures(undecided(here), lambda row: _decisions(here, row))


def in_the_space(here: Here) -> Figures:
    """A founding evening to join."""
    public = FoundingEvening.objects.filter(space=OuterRef("pk"), ended_at__isnull=True).values("public")[:1]
    return Figures({"founding": Subquery(public)}, lambda row: _founding(here, row["founding"]))


def _founding(here: Here, public: str | None) -> list[ToDo]:
    if not public:
        return []
    url = reverse("founding-evening", args=[here.space.slug, public])
    return [ToDo("founding-evening", _("A founding evening has begun. Join in."), url, weight=20)]


def _decisions(here: Here, row: Mapping[str, Any]) -> list[ToDo]:
    found = []
    if number := row["denials"]:
        text = ngettext(
            "Somebody said no to an experience. Please settle it.", "%(number)s noes wait to be settled.", number
        )
        found.append(_decision("dispute", text, number, "disputes", here))
    if number := row["confirmations"]:
        text = ngettext("A confirmation waits for a host.", "%(number)s confirmations wait for a host.", number)
        found.append(_decision("confirmation", text, number, "confirmations", here))
    return found


def _decision(code: str, text: str, number: int, page: str, here: Here) -> ToDo:
    return ToDo(code, text % {"number": number}, reverse(page, args=[here.space.slug]), weight=30)
