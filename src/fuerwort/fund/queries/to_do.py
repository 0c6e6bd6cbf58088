"""What waits for the two who pay out."""

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from fuerwort.fund.models import Run
from fuerwort.people.queries import Here
from fuerwort.people.queries.to_do import Figures, ToDo


def for_money(here: Here) -> Figures:
    """A run that waits for its second person, for whoever may release it."""
    if not here.moves_money:
        return Figures({}, lambda row: [])
    waits = Run.objects.filter(plan__fund__space=OuterRef("pk"), released_at=None, withdrawn_at=None)
    waits = waits.exclude(proposed_by=here.membership).order_by("on", "pk")
    return Figures({"run": Subquery(waits.values("public")[:1])}, lambda row: _waits(here, row["run"]))


def _waits(here: Here, run: str | None) -> list[ToDo]:
    if run is None:
        return []
    text = _("A payment of basic income waits for a second person.")
    return [ToDo("income.waits", text, reverse("income-run", args=[here.space.slug, run]), weight=30)]
