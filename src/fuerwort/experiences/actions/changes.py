"""Note every experience whose ties changed, in the same transaction, so that nothing kept ready outlives it."""

from fuerwort.experiences.models import Change, Experience
from fuerwort.people.models import Space

KEPT = 10_000
"""So many changes back (of all spaces) somebody may have slept; whoever slept longer reads everything anew."""


def note(space: Space, experience: Experience | None = None) -> None:
    """Say that the ties of this experience, or all of the space's, are no longer what they were.

    The space is locked, so that changes are numbered in the order in which they become visible.
    """
    Space.objects.select_for_update(no_key=True).get(pk=space.pk)
    latest = Change.objects.create(space=space, experience=experience.pk if experience else None)
    Change.objects.filter(space=space, pk__lt=latest.pk - KEPT).delete()
