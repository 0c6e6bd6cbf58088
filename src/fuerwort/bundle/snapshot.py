"""A community read from files -> what the engine needs to know at one moment, and nothing that came later."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

import numpy as np

from fuerwort.bundle.shapes import Availability, Community, Experience, Member, Request
from fuerwort.engine.moment import Moment, Rules
from fuerwort.engine.shapes import KINDS, Ask, Candidate
from fuerwort.engine.standing import Network
from fuerwort.engine.ties import per_pair
from fuerwort.engine.works import Works

YEAR = 365.0
HOSTS = 3


def day_of(moment: datetime) -> float:
    """Days since 1970 as a float, the engine's only time."""
    return moment.timestamp() / 86_400


def ask_of(request: Request) -> Ask:
    return Ask(
        request.request,
        request.field,
        request.text,
        skills=request.skills,
        size=float(request.size),
        asked_by=request.asked_by,
    )


class Timeline:
    """A community's history, known only as far as it has been walked; it never goes back."""

    def __init__(self, community: Community, rules: Rules | None = None) -> None:
        self.community, self.rules = community, rules or Rules()
        self.number = {m.member: at for at, m in enumerate(community.members)}
        self.members = tuple(self.number)
        self._walked = 0
        self._day = day_of(community.experiences[0].date) if community.experiences else 0.0
        none = np.zeros(0)
        whole = none.astype(np.int64)
        self.net = Network(len(self.number), whole, whole, none, none, self._day, rule=self.rules.ties)
        self.works = Works(self.rules.fit)
        self._last: dict[str, dict[str, float]] = defaultdict(dict)
        self._days: dict[tuple[str, str], list[float]] = defaultdict(list)
        for member in community.members:
            for name in member.fields:
                self.works.introduce(member.member, name, member.about)

    def walk(self, until: datetime) -> None:
        """Learn every experience before this moment; ties age by whole days."""
        day = day_of(until)
        experiences = self.community.experiences
        while self._walked < len(experiences) and experiences[self._walked].date < until:
            self._learn(experiences[self._walked])
            self._walked += 1
        if day - self._day >= 1.0:
            self._day = day
            self.net.age(day)

    def moment(self, now: datetime, seeds: Sequence[str] = ()) -> Moment:
        """What is known now, from these members' point of view (default: the best-connected, as hosts)."""
        self.walk(now)
        numbers = [self.number[s] for s in seeds] or [int(x) for x in self.net.best_connected(HOSTS)]
        return Moment(day_of(now), self.works, self.net, self.net.view(numbers), self.number, self.members, self.rules)

    def active(self, name: str, now: datetime) -> list[str]:
        """Members with a confirmed experience in the field in the last 365 days."""
        day = day_of(now)
        return sorted(member for member, last in self._last[name].items() if last >= day - YEAR)

    def active_candidates(self, name: str, now: datetime) -> list[Candidate]:
        """Those active in the field, with every gate open but the asker's: what a replay can know."""
        members = [self.community.members[self.number[m]] for m in self.active(name, now)]
        return [candidate_of(m, now, fields=(name,), today=False) for m in members]

    def activity(self, name: str, member: str, now: datetime) -> int:
        """How many experiences in the field were confirmed in the last 365 days."""
        days = self._days[name, member]
        return len(days) - bisect_left(days, day_of(now) - YEAR)

    def candidates(self, name: str, now: datetime, *, today: bool) -> list[Candidate]:
        """Everybody who offers the field, or who says nothing and was active in it within a year.

        Availability is known for the day of the bundle only, so it counts only when ``today``.
        """
        active = set(self.active(name, now))
        return [
            candidate_of(m, now, fields=m.fields or ((name,) if m.member in active else ()), today=today)
            for m in self.community.members
            if name in m.fields or (not m.fields and m.member in active)
            if m.joined is None or m.joined <= now
        ]

    def _learn(self, experience: Experience) -> None:
        confirmed = [m for m in experience.participants if m in experience.confirmed_by]
        if len(confirmed) < 2:
            return
        day = day_of(experience.date)
        weight = self.rules.ties.kinds[KINDS.index(experience.kind)]
        hours = weight * per_pair(float(experience.hours), len(experience.participants))
        for at, one in enumerate(confirmed):
            for other in confirmed[at + 1 :]:
                if hours > 0:
                    self.net.add(self.number[one], self.number[other], hours, day)
        worked = float(experience.hours) if experience.kind == "cooperation" else 0.0
        self.works.add(
            confirmed,
            experience.field,
            experience.text,
            day,
            dict.fromkeys(confirmed, worked) if worked else {},
            experience.experience,
        )
        for member in confirmed:
            self._last[experience.field][member] = day
            self._days[experience.field, member].append(day)


def candidate_of(member: Member, now: datetime, *, fields: tuple[str, ...], today: bool) -> Candidate:
    return Candidate(
        member.member,
        fields=fields,
        skills=member.skills,
        languages=member.languages,
        available=not today or is_available(member, now),
        sponsor=member.sponsor,
        days_here=(now - member.joined).days if member.joined else YEAR,
    )


def is_available(member: Member, now: datetime) -> bool:
    """Full until a date means: free again from that date on."""
    over = member.until is not None and member.until <= now
    return over or member.available is not Availability.FULL
