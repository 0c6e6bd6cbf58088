"""fuerwort recommend: one request to a community read from files, answered with reasons."""

import json
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from fuerwort.bundle.shapes import Community, Request
from fuerwort.cli.doors import open_bundle, refuse
from fuerwort.cli.shortlist import page, record
from fuerwort.referrals.headless import SuggestError, suggest


class Language(StrEnum):
    DE = "de"
    EN = "en"


def run(
    bundle: Annotated[Path, typer.Argument(help="Folder with members.csv, experiences.csv, requests.csv; or: demo")],
    field: Annotated[str | None, typer.Option(help="Field the request belongs to")] = None,
    text: Annotated[str | None, typer.Option(help="What the client needs, in their words")] = None,
    skills: Annotated[str, typer.Option(help="Skills asked for, separated by ;")] = "",
    seed: Annotated[str, typer.Option("--from", help="Point of view: a member (default: the hosts)")] = "",
    at: Annotated[str, typer.Option(help="Moment, e.g. 2026-03-16 (default: just after the last entry)")] = "",
    lang: Annotated[Language, typer.Option(help="Language of the sentences")] = Language.DE,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object")] = False,
) -> None:
    """Whom do we recommend for this request, why, what do the others read, and what do the books say?

    Without --field and --text it is the last request of the community.
    """
    told = _told(field, text)
    community = open_bundle(bundle)
    if told:
        asked = tuple(part.strip() for part in skills.split(";") if part.strip())
        request = Request("asked-now", _moment(at, community), *told, skills=asked)
    else:
        request = _last(community, skills, at)
    try:
        found = suggest(community, request, seeds=[seed] if seed else [])
    except SuggestError as error:
        refuse(error)
    said = record(community, request, found, lang.value)
    typer.echo(json.dumps(said, ensure_ascii=False, indent=2) if as_json else page(said, lang.value))


def _told(field: str | None, text: str | None) -> tuple[str, str] | None:
    if field is None and text is None:
        return None
    for option, value in (("--field", field), ("--text", text)):
        if not (value and value.strip()):
            refuse(f"{option} is empty")
    return str(field), str(text)


def _last(community: Community, *given: str) -> Request:
    if any(given):
        refuse("--skills and --at need --field and --text")
    if not community.requests:
        refuse("there is no request to answer: give --field and --text")
    return community.requests[-1]


def _moment(at: str, community: Community) -> datetime:
    if not at:
        dates = [e.date for e in community.experiences] + [r.date for r in community.requests]
        return max(dates, default=datetime.now(UTC)) + datetime.resolution
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        refuse(f'--at "{at}" is no date such as 2026-03-16')
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
