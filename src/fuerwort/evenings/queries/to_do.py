"""What waits for a member because of evenings: to join one that runs, to say whether one comes."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from fuerwort.evenings import words
from fuerwort.evenings.models import Duty, Evening, Phase, Says
from fuerwort.people.queries import Here
from fuerwort.people.queries.to_do import Tap, ToDo


def to_do(here: Here, evenings: Sequence[Evening]) -> list[ToDo]:
    """What to say about the ``evenings`` of :func:`fuerwort.evenings.queries.ahead`."""
    return [one for one in (_one(here, evening) for evening in evenings) if one]


def _one(here: Here, evening: Any) -> ToDo | None:
    url = reverse("evening", args=[here.space.slug, evening.public])
    if evening.is_running:
        text = _("%(evening)s has begun. Join in.") % {"evening": evening.name}
        return ToDo("evening.running", text, url, weight=30)
    if evening.mine in (Says.YES, Says.NO):
        return None
    reply, home = (reverse(page, args=args) for page, args in (
        ("evening-reply", [here.space.slug, evening.public]), ("home", [here.space.slug]),
    ))  # fmt: skip
    taps = [
        Tap(_("I am coming"), reply, {"says": "yes", "next": home}),
        Tap(_("Not this time"), reply, {"says": "no", "next": home}),
    ]
    text = _("%(evening)s: are you coming?") % {"evening": words.called(evening)}
    return ToDo("evening.invited", text, url, taps, weight=20)


def for_hosts(here: Here, at: datetime) -> list[ToDo]:
    """What the next evening needs from a host: somebody for each task."""
    free = Duty.objects.filter(membership=None) | Duty.objects.filter(offered_at__isnull=False)
    ahead = Evening.objects.told().standing().filter(space=here.space, phase=Phase.PLANNED, begins_at__gte=at)
    evening = ahead.filter(duties__in=free).order_by("begins_at").first()
    if evening is None:
        return []
    text = _("%(evening)s: somebody is looked for.") % {"evening": words.called(evening)}
    return [ToDo("duty.free", text, reverse("evening", args=[here.space.slug, evening.public]), weight=20)]
