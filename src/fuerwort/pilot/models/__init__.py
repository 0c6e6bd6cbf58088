"""A pilot from its plan to its report: `Pilot`, `Registration`, `Deviation`, `Participant`, `Draw`, `Secret`.

`Pilot.state` goes one way, one step at a time (`State`, docs/rules/pilot.md). Its `terms` are what was planned, fixed
and written into the one `Registration` when it is registered; what changes later is a `Deviation`. A `Participant` is
a member in a pilot, known to everybody else by `token` only; `arm` is empty until the `Draw`. A `Secret` is one
member's share in a draw by secrets. What is answered (`Code`, `Sheet`, `Question`) stands apart from who answers,
and is closed by the `Lock`; `Report` is what the analysis found. A `Play` is what the lab answered before any pilot.
"""

from fuerwort.pilot.models.answers import Code, Lock, Question, Report, Sheet
from fuerwort.pilot.models.draws import DAY, Draw, Kind, Secret
from fuerwort.pilot.models.people import Arm, Participant
from fuerwort.pilot.models.pilots import NEXT, Deviation, Pilot, Registration, State
from fuerwort.pilot.models.plays import Play

__all__ = [
    "DAY", "NEXT", "Arm", "Code", "Deviation", "Draw", "Kind", "Lock", "Participant", "Pilot", "Play", "Question",
    "Registration", "Report", "Secret", "Sheet", "State",
]  # fmt: skip
