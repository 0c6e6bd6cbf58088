"""Questions and answers: everybody reads their own, hosts read how many answered, nobody reads anybody else's."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from fuerwort.people.errors import Missing
from fuerwort.people.models import Membership
from fuerwort.people.queries import Here
from fuerwort.pilot.analysis.disclosure import INSIDE
from fuerwort.pilot.asking import ASKING, items_of, schedule_of, wave_of
from fuerwort.pilot.items import Item
from fuerwort.pilot.models import Code, Participant, Pilot, Sheet
from fuerwort.pilot.schedule import Schedule, screens


@dataclass(frozen=True)
class Mine:
    """One's own part in the questions of a pilot."""

    participant: Participant
    agreed: bool
    schedule: Schedule
    wave: int | None
    """The wave that can be answered today."""
    screens: Sequence[tuple[Item, ...]]
    answers: Mapping[str, int]
    sent_on: date | None
    paused_until: date | None

    @property
    def minutes(self) -> int:
        """So long it takes on a phone: about thirteen seconds a question."""
        return max(1, round(sum(map(len, self.screens)) * 13 / 60))

    @property
    def open(self) -> bool:
        return self.participant.pilot.state in ASKING

    @property
    def until(self) -> date | None:
        """First day on which this wave can be answered no more."""
        return None if self.wave is None else self.schedule.month(self.wave + 1)

    @property
    def next_on(self) -> date | None:
        """When the next wave begins."""
        nexts = [wave for wave in self.schedule.waves if wave > (self.wave if self.wave is not None else -999)]
        return self.schedule.month(nexts[0]) if nexts else None


def mine_for(here: Here, public: str, at: datetime) -> Mine:
    """One's own questions.

    Raises
    ------
    Missing
        There is no such pilot here, or one does not take part.
    """
    found = Participant.objects.select_related("pilot__space", "membership").filter(
        pilot__space=here.space, pilot__public=public, membership=here.membership
    )
    participant = found.first()
    if participant is None:
        raise Missing
    today, schedule = timezone.localdate(at), schedule_of(participant.pilot)
    code = Code.objects.filter(participant=participant).first()
    paused = code.paused_until if code and code.paused_until and code.paused_until > today else None
    wave = wave_of(participant.pilot, today)
    agreed = bool(code and code.agreed) and participant.withdrawn_at is None
    if wave is None:
        return Mine(participant, agreed, schedule, None, (), {}, None, paused)
    pages = screens(schedule.items(wave, items_of(participant.pilot)))
    sheet = Sheet.objects.filter(pilot=participant.pilot, code=code.code, wave=wave).first() if code else None
    answers = json.loads(sheet.answers) if sheet else {}
    return Mine(participant, agreed, schedule, wave, pages, answers, sheet.sent_on if sheet else None, paused)


def own_sheets(membership: Membership) -> list[dict[str, object]]:
    """All one ever answered, for one's own export; oldest first."""
    rows: list[dict[str, object]] = []
    for code in Code.objects.filter(participant__membership=membership).select_related("participant__pilot"):
        pilot = code.participant.pilot
        for sheet in Sheet.objects.filter(pilot=pilot, code=code.code).order_by("wave"):
            rows.append({"pilot": pilot.title, "wave": sheet.wave, "answers": json.loads(sheet.answers)})
    return rows


def answered(pilot: Pilot) -> list[tuple[int, int | None, int | None]]:
    """Wave, how many answered, how many were asked; None where a count would tell about too few.

    Both arms together: not even a count says who receives.
    """
    asked = Code.objects.filter(participant__pilot=pilot, agreed_at__isnull=False, ended_at=None).count()
    sent: dict[int, int] = {}
    for wave in Sheet.objects.filter(pilot=pilot, sent_on__isnull=False).values_list("wave", flat=True):
        sent[wave] = sent.get(wave, 0) + 1
    return [(wave, *_told(number, asked)) for wave, number in sorted(sent.items())]


def _told(number: int, asked: int) -> tuple[int | None, int | None]:
    silent = asked - number
    fine = number >= INSIDE and (silent <= 0 or silent >= INSIDE)
    return (number if fine else None), (asked if asked >= INSIDE else None)
