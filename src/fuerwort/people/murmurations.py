"""A space as maps and directories read it: a profile by the Murmurations schema for organizations."""

from fuerwort.people import links
from fuerwort.people.models import Space

SCHEMA = "organizations_schema-v1.0.0"


def profile(space: Space) -> dict[str, object]:
    """What the page for everybody says of the space, and where that page is; nobody in it, and no place by guess."""
    facts: dict[str, object] = {
        "linked_schemas": [SCHEMA],
        "name": space.name,
        "primary_url": links.address("about", space.slug),
    }
    more = {"description": space.about, "full_address": space.place}
    return facts | {name: value for name, value in more.items() if value}
