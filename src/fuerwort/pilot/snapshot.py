"""Rows of the database as the data that are locked, and who knew whom before the draw."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

import numpy as np
from django.utils import timezone

from fuerwort.experiences import ready
from fuerwort.people.models import Space
from fuerwort.pilot.analysis.ancova import collapse
from fuerwort.pilot.analysis.data import Locked, Row
from fuerwort.pilot.analysis.regression import Floats
from fuerwort.pilot.asking import items_of, schedule_of
from fuerwort.pilot.behaviour import Event, Window, behaviour, free_part, strained
from fuerwort.pilot.models import Arm, Code, Participant, Pilot, Sheet
from fuerwort.referrals.actions.rules import latest


def take(pilot: Pilot) -> tuple[Locked, dict[str, bool], Floats]:
    """The data by code; beside them who was drawn, and the ties from before the draw, in the order of the codes.

    Everybody in the roster is in it, whether they ever answered or not.
    """
    people = list(pilot.participants.exclude(arm="").select_related("code", "membership"))
    codes = {one.pk: _code(one) for one in people}
    people.sort(key=lambda one: codes[one.pk])
    answers: dict[str, dict[int, dict[str, int]]] = {code: {} for code in codes.values()}
    for sheet in Sheet.objects.filter(pilot=pilot):
        answers.setdefault(sheet.code, {})[sheet.wave] = json.loads(sheet.answers)
    waves = tuple(schedule_of(pilot).waves)
    rows = tuple(Row(codes[one.pk], one.stratum, answers[codes[one.pk]]) for one in people)
    members = tuple(one.membership_id or -number for number, one in enumerate(people, 1))
    until = [_counts_until(pilot, one) for one in people]
    seen = _seen(pilot, rows, members, until)
    tables = {name: table.tolist() for name, table in seen.items()}
    locked = Locked(waves, rows, tables, items_of(pilot), _events(pilot, people, members, until))
    drawn = {codes[one.pk]: one.arm == Arm.DRAWN for one in people}
    return locked, drawn, _ties(pilot.space, members, pilot.drawn_at or pilot.planned_at)


def _code(participant: Participant) -> str:
    """Who never agreed to be asked, or was erased, has a code without answers."""
    return str(Code.objects.get_or_create(participant=participant)[0].code)


def _counts_until(pilot: Pilot, one: Participant) -> int:
    """The first month of which nothing is counted: the very first of who never agreed, else that of the end."""
    schedule, ends = schedule_of(pilot), [one.code.ended_at, one.withdrawn_at]
    if one.code.agreed_at is None:
        return schedule.waves[0]
    days = [timezone.localdate(end) for end in ends if end]
    return min((schedule.number(day) for day in days), default=schedule.waves[-1] + 1)


def _window(pilot: Pilot, members: tuple[int, ...]) -> Window:
    waves = schedule_of(pilot).waves
    return Window(members, schedule_of(pilot).month(waves[0]), waves[-1] - waves[0] + 1)


def _events(
    pilot: Pilot, people: Sequence[Participant], members: tuple[int, ...], until: Sequence[int]
) -> dict[str, list[bool | None]]:
    """To whom something happened after the draw that could be a harm; None where nothing of it may be counted."""
    first, drawn_at = schedule_of(pilot).waves[0], pilot.drawn_at or pilot.planned_at
    window, found = _window(pilot, members), {}
    for name, events in strained(pilot.space).items():
        after = {row for row, month in window.events(events) if 1 <= month + first < until[row]}
        found[name] = [row in after if end > first else None for row, end in enumerate(until)]
    ends = ((one.code.ended_at, one.withdrawn_at, one.membership and one.membership.left_at) for one in people)
    return {"stopped": [any(end and end > drawn_at for end in mine) for mine in ends], **found}


def _seen(pilot: Pilot, rows: tuple[Row, ...], members: tuple[int, ...], until: Sequence[int]) -> dict[str, Floats]:
    schedule, window = schedule_of(pilot), _window(pilot, members)
    first = schedule.waves[0]
    found = behaviour(pilot.space, window, 1 - first, _free(rows, first))
    counts = np.arange(first, first + window.months) < np.array(until)[:, None]
    ends = [wave - first + 1 for wave in schedule.waves]
    begins = [0, *ends[:-1]]  # a wave is about the months since the one before
    return {
        name: np.stack([collapse(table[:, a:b]) for a, b in zip(begins, ends, strict=True)], axis=1)
        for name, table in sorted((name, np.where(counts, whole, np.nan)) for name, whole in found.items())
        if np.isfinite(table).any()
    }


def _free(rows: tuple[Row, ...], first: int) -> Mapping[Event, float]:
    """By what was answered about the hours of a week; month 0 of the window is the first wave."""
    return {
        (number, wave - first): free_part(said["HOURS1"] + said["HOURS2"])
        for number, row in enumerate(rows)
        for wave, said in row.answers.items()
        if {"HOURS1", "HOURS2"} <= said.keys()
    }


def _ties(space: Space, members: tuple[int, ...], before: datetime) -> Floats:
    """How close each was to each, from what both had confirmed on the day of the draw."""
    on = timezone.localdate(before)
    known = ready.ties(space, on, latest(space).ties)
    place = {member: number for number, member in enumerate(members)}
    found = np.zeros((len(members), len(members)))
    for number, member in enumerate(members):
        for link in known.links(member):
            if link.member in place:
                found[number, place[link.member]] = link.weight
    return found
