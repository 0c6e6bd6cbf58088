"""The community itself: who, what they did together, and what clients asked. Same anchor and seed, same community.

Every row of the texts draws from its own chance, so that editing one row moves no other.
"""

import csv
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from random import Random

from fuerwort.bundle.shapes import Availability, Community, Experience, Member, Request
from fuerwort.demo.when import month_before, second_wednesdays, some_day, with_months

TEXTS = Path(__file__).parent / "texts"
ANCHOR = date(2026, 11, 20)
SEED = 2
KINDS = ("cooperation", "learning", "care")
EVENING_HOURS = 3
CONFIRMS = 0.9
"""How likely someone who just came along confirms it; those named in the texts do unless marked with a "?"."""

WORDS = {"wenig": Availability.LITTLE, "ausgebucht": Availability.FULL}

Row = Mapping[str, str]


def community(anchor: date = ANCHOR, seed: int = SEED) -> Community:
    """Raum am Kanal as it stands on the morning of the anchor."""
    members = _members(anchor)
    experiences = [*_occasions(members, anchor, seed), *_evenings(members, anchor, seed)]
    experiences.sort(key=lambda e: (e.date, e.text))
    requests = sorted(_requests(anchor, seed), key=lambda r: (r.date, r.text))
    return Community(
        tuple(members),
        tuple(replace(e, experience=f"e{at:03}") for at, e in enumerate(experiences, 1)),
        tuple(replace(r, request=f"r{at:02}") for at, r in enumerate(requests, 1)),
    )


def _members(anchor: date) -> list[Member]:
    written = tomllib.loads((TEXTS / "members.toml").read_text(encoding="utf-8"))
    return [
        Member(
            member=member,
            name=said["name"],
            joined=_moment(month_before(anchor, said["months"])),
            fields=tuple(said["fields"]),
            skills=tuple(said["skills"]),
            languages=tuple(said["languages"]),
            about=said["about"],
            available=WORDS.get(said.get("available", ""), Availability.FREE),
            until=_moment(month_before(anchor, -said["back_in_months"])) if "back_in_months" in said else None,
            sponsor=said.get("sponsor"),
        )
        for member, said in written.items()
    ]


def _occasions(members: Sequence[Member], anchor: date, seed: int) -> Iterator[Experience]:
    for kind in KINDS:
        for row in _rows(f"{kind}.csv"):
            for when in row["when"].split(";"):
                chance = Random(f"{seed}|{row['text']}|{when}")
                day = some_day(anchor, when, chance, week=7 if kind == "care" else 5)
                came, confirmed = _came(row["who"], members, day, chance)
                hours, text = float(row["hours"]), row["text"]
                yield Experience("", _moment(day), kind, row["field"], hours, came, confirmed, text)


def _evenings(members: Sequence[Member], anchor: date, seed: int) -> Iterator[Experience]:
    rows = _rows("evenings.csv")
    for day, row in zip(second_wednesdays(anchor, len(rows)), rows, strict=True):
        chance = Random(f"{seed}|{row['text']}")
        others = chance.randint(6, 14) - len(row["who"].split(";"))
        came, confirmed = _came(f"{row['who']};+{others}", members, day, chance)
        yield Experience("", _moment(day), "learning", "", EVENING_HOURS, came, confirmed, row["text"])


def _came(who: str, members: Sequence[Member], day: date, chance: Random) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Those who took part and those who confirmed it: ``amira;jakob?;+4`` is two by name and four who came along."""
    parts = who.split(";")
    named = {part.rstrip("?"): not part.endswith("?") for part in parts if not part.startswith("+")}
    more = sum(int(part) for part in parts if part.startswith("+"))
    around = [m.member for m in members if _is_around(m, day) and m.member not in named]
    drawn = {member: chance.random() < CONFIRMS for member in chance.sample(around, more)}
    came = named | drawn
    return tuple(came), tuple(member for member, yes in came.items() if yes)


def _is_around(member: Member, day: date) -> bool:
    """Newcomers have few experiences, all told in the texts; whoever is on leave stays at home."""
    here = member.joined is not None and member.joined.date() <= day
    return here and member.sponsor is None and member.available is not Availability.FULL


def _requests(anchor: date, seed: int) -> Iterator[Request]:
    for row in _rows("requests.csv"):
        chance = Random(f"{seed}|{row['text']}")
        day = some_day(anchor, row["when"], chance)
        at = time(7, 40) if day == anchor else time(chance.randrange(6, 18), chance.randrange(60))
        yield Request(
            request="",
            date=datetime.combine(day, at, UTC),
            field=row["field"],
            text=with_months(row["text"], day),
            skills=_parts(row["skills"]),
            size=float(row["size"]),
            asked_by=row["asked_by"] or None,
            served_by=_parts(row["served_by"]),
        )


def _rows(file: str) -> list[Row]:
    with (TEXTS / file).open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened, strict=True))


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split(";") if part)


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
