"""One file for each resource; each makes an area."""

from fuerwort.api.operations import Area
from fuerwort.api.routers import me, members

AREAS: list[Area] = [me.area, members.area]
