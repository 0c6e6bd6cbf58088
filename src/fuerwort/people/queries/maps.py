"""What maps of others may read of a space."""

from fuerwort.people.errors import Missing
from fuerwort.people.models import Space
from fuerwort.people.murmurations import profile


def profile_on_maps(space: Space) -> dict[str, object]:
    """The profile.

    Raises
    ------
    Missing
        Its hosts have not switched it on.
    """
    if space.on_maps_at is None:
        raise Missing
    return profile(space)
