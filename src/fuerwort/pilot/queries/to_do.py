"""What of a pilot waits for a member: the secret a draw counts on."""

from datetime import datetime

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from fuerwort.people.queries import Here
from fuerwort.people.queries.to_do import Figures, ToDo
from fuerwort.pilot.models import Secret


def for_secrets(here: Here, at: datetime) -> Figures:
    """A secret that was promised for a draw which is due, and is not given yet."""
    waits = Secret.objects.filter(membership=here.membership, pilot__space=OuterRef("pk"), revealed="")
    waits = waits.filter(draw__drawn_at=None, draw__void_at=None, draw__due__lte=at).order_by("draw__due", "pk")
    return Figures({"secret": Subquery(waits.values("pilot__public")[:1])}, lambda row: _waits(here, row["secret"]))


def _waits(here: Here, pilot: str | None) -> list[ToDo]:
    if pilot is None:
        return []
    text = _("A draw waits for the secret you promised.")
    return [ToDo("pilot.secret", text, reverse("pilot", args=[here.space.slug, pilot]), weight=30)]
