"""A pilot from its plan to its report: `Pilot`, `Registration`, `Deviation`, `Participant`, `Draw`, `Secret`.

`Pilot.state` goes one way, one step at a time (`State`, docs/rules/pilot.md). Its `terms` are what was planned, fixed
and written into the one `Registration` when it is registered; what changes later is a `Deviation`. A `Participant` is
a member in a pilot, known to everybody else by `token` only; `arm` is empty until the `Draw`. A `Secret` is one
member's share in a draw by secrets.
"""

from fuerwort.pilot.models.draws import DAY, Draw, Kind, Secret
from fuerwort.pilot.models.people import Arm, Participant
from fuerwort.pilot.models.pilots import NEXT, Deviation, Pilot, Registration, State

__all__ = [
    "DAY", "NEXT", "Arm", "Deviation", "Draw", "Kind", "Participant", "Pilot", "Registration", "Secret", "State",
]  # fmt: skip
