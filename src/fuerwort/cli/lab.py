"""fuerwort lab: what would follow, and from which assumption."""

import csv
import json
import os
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from rich import box
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from fuerwort.cli import house, lab_tables
from fuerwort.cli.doors import refuse
from fuerwort.lab.whatif import sensitivity as variance
from fuerwort.lab.whatif import validation
from fuerwort.lab.whatif.asked import Asked, AskedError
from fuerwort.lab.whatif.parameters import SettingError, checked, table
from fuerwort.lab.whatif.report import Counts, Report, report
from fuerwort.lab.whatif.scenarios import Scenario, ScenarioError, open_scenario, shipped
from fuerwort.lab.whatif.workers import ClusterError, workers

app = typer.Typer(no_args_is_help=True, help="What would follow, and from which assumption?")

Jobs = Annotated[int, typer.Option(min=1, help="Processes (default: one a core); the numbers stay the same")]
Cluster = Annotated[str, typer.Option(help="Address of a Dask scheduler, instead of the cores here (extra: cluster)")]
Seed = Annotated[int, typer.Option(min=0, help="Another seed is another set of people and luck")]
CORES = os.cpu_count() or 1


@app.command()
def run(  # noqa: PLR0913, PLR0917 - each is one option of the command
    scenario: Annotated[
        str, typer.Option(help="Name of a shipped scenario, or a folder with a scenario.toml")
    ] = "four-regimes",
    replications: Annotated[int, typer.Option(min=2, help="Worlds at the defaults")] = 100,
    draws: Annotated[int, typer.Option(min=2, help="Worlds with parameters drawn from their ranges")] = 100,
    change: Annotated[list[str] | None, typer.Option("--set", help="NAME=VALUE, again for each parameter")] = None,
    seed: Seed = 1,
    out: Annotated[Path | None, typer.Option(help="Write all figures to this .csv or .json file")] = None,
    space: Annotated[str, typer.Option(help="Start from this space, as its members agreed to be counted")] = "",
    jobs: Jobs = CORES,
    cluster: Cluster = "",
) -> None:
    """Play a scenario: means, how sure they are, and whether mechanics or assumptions made a difference."""
    write = _writer(out)
    asked, changes = _asked(scenario, change or [])
    if space:
        ours = _begun(space)
        asked = replace(asked, plan=replace(ours.plan, months=asked.plan.months))
        changes = dict(ours.changes) | changes
    counts = Counts(replications, draws, seed)
    with _workers(jobs, cluster) as executor, watched(asked.title) as tell:
        found = report(asked, counts, executor, changes, tell)
    write(found)
    _print(asked, found)


@app.command()
def validate(
    replications: Annotated[int, typer.Option(min=2, help="Worlds at the defaults")] = 100,
    draws: Annotated[int, typer.Option(min=2, help="Worlds with parameters drawn from their ranges")] = 100,
    seed: Seed = 1,
    jobs: Jobs = CORES,
    cluster: Cluster = "",
) -> None:
    """Compare the lab with published figures; it fails when a failure is not listed, or a listed one passes."""
    with _workers(jobs, cluster) as executor, watched("Validation") as tell:
        verdicts = validation.validate(replications, draws, seed, executor, tell)
    Console().print(lab_tables.verdicts(verdicts))
    for one in verdicts:
        typer.echo(f"{one.target.name}: {one.target.what}; published: {one.target.published}")
    for name, why in validation.LISTED.items():
        typer.echo(f"listed failure: {name}: {why}")
    if wrong := validation.unlisted(verdicts):
        refuse(f"not as listed: {', '.join(wrong)}")


@app.command()
def sensitivity(
    scenario: Annotated[str, typer.Option(help="Its last comparison is what is looked at")] = "outside-1000",
    output: Annotated[list[str] | None, typer.Option(help="Again for each output")] = None,
    points: Annotated[int, typer.Option(help="A power of two; costs 40 times as many worlds")] = 64,
    seed: Seed = 1,
    jobs: Jobs = CORES,
    cluster: Cluster = "",
) -> None:
    """Print which parameters make a difference (Sobol indices: alone, and with all others)."""
    asked, _ = _asked(scenario, [])
    outputs = output or ["openness", "output"]
    try:
        with _workers(jobs, cluster) as executor, watched(asked.title) as tell:
            shares = variance.sensitivity(asked, outputs, points=points, seed=seed, executor=executor, tell=tell)
    except ValueError as error:
        refuse(error)
    one, other = asked.compare[-1]
    for name in outputs:
        shown = Table(box=box.SIMPLE_HEAD, pad_edge=False, title=f"{name}: {one} less {other}")
        for title in ("parameter", "alone", "95 %", "with others", "95 %"):
            shown.add_column(title)
        mine = sorted((s for s in shares if s.output == name), key=lambda s: -s.total)
        for share in mine[:8]:
            parts = ((share.first, share.first_span), (share.total, share.total_span))
            words = (text for one, span in parts for text in (f"{one:.2f}", "{:.2f}..{:.2f}".format(*span)))
            shown.add_row(share.parameter, *words)
        Console().print(shown)


@app.command()
def pilot(
    euros: Annotated[int, typer.Option(min=0, help="A month, for the half that is drawn")] = 1000,
    members: Annotated[int, typer.Option(min=8, help="How many live there")] = 100,
    months: Annotated[int, typer.Option(min=1, help="How long it is paid")] = 24,
    space: Annotated[str, typer.Option(help="In a community like this space")] = "",
) -> None:
    """Rehearse a pilot in an imagined community: what it would find of what the income does there."""
    from fuerwort.pilot.modelled import rehearse  # noqa: PLC0415 - only this command needs the analysis of pilots

    try:
        asked = replace(_begun(space) if space else Asked(members=members), euros=euros, months=months)
    except AskedError as error:
        refuse(error)
    with watched("Pilot") as tell:
        found = rehearse(asked, tell)
    Console().print(lab_tables.pilots(found))


def _begun(slug: str) -> Asked:
    """From where the lab starts for a space; one line says what was taken."""
    house.enter()
    from django.utils import timezone  # noqa: PLC0415 - Django is set up by now

    from fuerwort.people.errors import Missing  # noqa: PLC0415
    from fuerwort.people.queries import space_at  # noqa: PLC0415
    from fuerwort.pilot.modelled import fitted  # noqa: PLC0415
    from fuerwort.pilot.queries.beginning import beginning  # noqa: PLC0415

    try:
        space = space_at(slug)
    except Missing:
        refuse(f'there is no space "{slug}"')
    begins = beginning(space, timezone.now())
    if begins.counted is None:
        refuse("fewer than five members agreed to be counted, so there is nothing to start from")
    ours = fitted(begins.asked, begins.requests) if begins.requests is not None else begins.asked
    changes = "".join(f", {name}={value:g}" for name, value in ours.changes.items())
    typer.echo(
        f"start: {ours.members} members in {ours.fields} fields, {ours.known / 10:g} % of the others known{changes}"
    )
    return ours


@app.command()
def parameters(language: Annotated[str, typer.Option("--lang", help="en or de")] = "en") -> None:
    """List every parameter: default, range, how well it is known, and from where."""
    if language not in {"en", "de"}:
        refuse(f'the language must be en or de, not "{language}"')
    shown = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for title in ("parameter", "default", "range", "unit", "known by", "what", "source"):
        shown.add_column(title)
    for one in table().values():
        what = one.german if language == "de" else one.english
        span = f"{one.low:g} to {one.high:g}"
        shown.add_row(one.name, f"{one.default:g}", span, one.unit, one.kind, what, one.source)
    Console().print(shown)


@app.command()
def scenarios() -> None:
    """List the shipped scenarios."""
    for name in shipped():
        typer.echo(f"{name}: {open_scenario(name).title}")


@contextmanager
def watched(title: str) -> Iterator[Callable[[float], None]]:
    """Show how far it is, where somebody watches."""
    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        bar = progress.add_task(title, total=1.0)
        yield lambda share: progress.update(bar, completed=share)


@contextmanager
def _workers(jobs: int, cluster: str) -> Iterator[Executor | None]:
    try:
        with workers(jobs, cluster) as executor:
            yield executor
    except ClusterError as error:
        refuse(error)


def _asked(name: str, words: list[str]) -> tuple[Scenario, dict[str, float]]:
    changes = {}
    for word in words:
        key, equals, value = word.partition("=")
        try:
            changes[key] = float(value)
        except ValueError:
            refuse(f'--set takes NAME=VALUE with a number, not "{word}"{"" if equals else ": the = is missing"}')
    try:
        checked(changes)
        return open_scenario(name), changes
    except (SettingError, ScenarioError) as error:
        refuse(error)


def _writer(out: Path | None) -> Callable[[Report], None]:
    """Refuse a file that cannot be written before anything is computed."""
    if out is None:
        return lambda found: None
    if out.suffix not in {".csv", ".json"}:
        refuse(f"the name must end in .csv or .json, not {out.name}")
    if out.is_dir() or not out.parent.is_dir():
        refuse(f"cannot write {out}: {'it is a folder' if out.is_dir() else f'there is no folder {out.parent}'}")
    return lambda found: _write(out, found)


def _write(out: Path, found: Report) -> None:
    try:
        if out.suffix == ".json":
            out.write_text(json.dumps(found.as_dict(), indent=1) + "\n", encoding="utf-8")
            return
        rows = list(found.as_rows())
        with out.open("w", encoding="utf-8", newline="") as file:
            sheet = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
            sheet.writeheader()
            sheet.writerows(rows)
    except OSError as error:
        refuse(f"cannot write {out}: {error.strerror}")


def _print(asked: Scenario, found: Report) -> None:
    console = Console()
    console.print(lab_tables.levels(asked, found))
    for one, other in asked.compare:
        console.print(lab_tables.differences(found, one, other))
    console.print(
        f"{found.replications} worlds at the defaults, {found.draws} draws of all parameters (90 % in brackets), seed "
        f"{found.seed}. Imagined communities: what follows from the rules and assumptions in docs/lab.md, no forecast."
    )
