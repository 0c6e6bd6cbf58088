"""Pilots by name, for whoever runs the server: commands ask here, pages never."""

from fuerwort.people.errors import Missing
from fuerwort.pilot.models import Lock, Pilot


def pilot_called(public: str) -> Pilot:
    """A pilot of any space; ``Missing`` where there is none."""
    found = Pilot.objects.select_related("space", "planned_by").filter(public=public).first()
    if found is None:
        raise Missing
    return found


def lock_of(public: str) -> Lock:
    """The locked answers of a pilot; ``Missing`` where there are none."""
    found = Lock.objects.select_related("by", "pilot__space").filter(pilot__public=public).first()
    if found is None:
        raise Missing
    return found
