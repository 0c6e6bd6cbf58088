"""fuerwort pilot: own questions, comparing the groups of a locked pilot, or a rehearsal with invented answers."""

import json
from pathlib import Path
from typing import Annotated

import typer
from rich import progress
from rich.console import Console

from fuerwort.cli import house
from fuerwort.cli.doors import refuse

app = typer.Typer(no_args_is_help=True, help="Pilots: randomised trials of a basic income.")


@app.callback()
def _pilot() -> None:
    """Pilots: randomised trials of a basic income."""


@app.command()
def analyse(
    name: Annotated[str, typer.Argument(help="The pilot: the letters in its address")],
    package: Annotated[Path | None, typer.Option(help="Also write data, codebook and hashes into this folder")] = None,
) -> None:
    """Compare the groups of a pilot whose answers are locked, and write its report."""
    house.enter()
    from django.utils import timezone  # noqa: PLC0415 - Django is set up by now

    from fuerwort.people.errors import Missing, Refused  # noqa: PLC0415
    from fuerwort.pilot.actions import locking  # noqa: PLC0415
    from fuerwort.pilot.queries.named import lock_of  # noqa: PLC0415

    try:
        lock = lock_of(name)
    except Missing:
        refuse(f'no pilot "{name}" with locked answers')
    pilot = lock.pilot
    try:
        report = locking.order(pilot=pilot, by=lock.by, at=timezone.now())
        report = locking.compute(report=report, at=timezone.now())
    except Refused as refused:
        refuse(refused)
    typer.echo(f"{report.inside['verdict']}: {_address(pilot.public)}")
    if package:
        _pack(lock, package)


def _pack(lock: "object", folder: Path) -> None:
    """Rows by code with the arm: for whoever answers for the data, and for nobody else."""
    from fuerwort.pilot.actions.locking import script_sha256  # noqa: PLC0415
    from fuerwort.pilot.analysis.data import Locked, codebook  # noqa: PLC0415
    from fuerwort.pilot.asking import items_of  # noqa: PLC0415
    from fuerwort.pilot.models import Lock  # noqa: PLC0415

    assert isinstance(lock, Lock)
    items = items_of(lock.pilot)
    files = {
        "data.csv": Locked.read(lock.data, items).package(json.loads(lock.beside)["drawn"]),
        "codebook.csv": codebook(items),
        "locked.json": lock.data,
        "SHA256": f"{lock.sha256}  locked.json\n{script_sha256()}  the analysis\n",
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            (folder / name).write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        refuse(f"cannot write {folder}: {error.strerror}")
    typer.echo(f"{folder}: {', '.join(files)}. These rows are about single people: keep them safe.")


@app.command()
def questions(
    name: Annotated[str, typer.Argument(help="The pilot: the letters in its address")],
    file: Annotated[Path, typer.Argument(help="A CSV file of questions that the space has the right to use")],
) -> None:
    """Bring own questions into a pilot that is still planned, instead of any it had; each with its licence."""
    house.enter()
    from django.utils import timezone  # noqa: PLC0415 - Django is set up by now

    from fuerwort.people.errors import Missing, Refused  # noqa: PLC0415
    from fuerwort.pilot.actions.questions import bring  # noqa: PLC0415
    from fuerwort.pilot.items.own import ProblemsError, read_file  # noqa: PLC0415
    from fuerwort.pilot.queries.named import pilot_called  # noqa: PLC0415
    from fuerwort.pilot.reasons import sentence  # noqa: PLC0415

    try:
        pilot = pilot_called(name)
    except Missing:
        refuse(f'no pilot "{name}"')
    try:
        items = read_file(file.read_bytes())
        bring(pilot=pilot, items=items, by=pilot.planned_by, at=timezone.now())
    except OSError as error:
        refuse(f"cannot read {file}: {error.strerror}")
    except ProblemsError as error:
        refuse("\n".join(f"{file}: {sentence(problem)}" for problem in error.problems))
    except Missing:
        refuse(f'whoever planned "{name}" runs no pilots there any more')
    except Refused as refused:
        refuse(refused)
    typer.echo(f"{len(items)} questions: {', '.join(item.id for item in items)}. They are asked each third month.")


@app.command()
def rehearse(
    port: Annotated[int, typer.Option(help="Where the demo is served")] = 8000,
) -> None:
    """Live a whole pilot in the demo community, with invented answers, from the plan to the report."""
    folder = Path("var/demo").resolve()
    house.enter(FUERWORT_VAR=str(folder), FUERWORT_ADDRESS=f"http://localhost:{port}")
    from django.utils import timezone, translation  # noqa: PLC0415 - Django is set up by now

    from fuerwort.cli.serve import prepare  # noqa: PLC0415
    from fuerwort.people.events import quietly  # noqa: PLC0415
    from fuerwort.people.queries import lives_beside  # noqa: PLC0415
    from fuerwort.pilot.rehearsal import Rehearsal  # noqa: PLC0415
    from fuerwort.referrals import demo  # noqa: PLC0415

    prepare()
    if lives_beside("raum-am-kanal"):
        refuse("this database holds a real space: rehearse where only the demo lives")
    console = Console(stderr=True)
    bar = progress.Progress(console=console, transient=True, disable=not console.is_terminal)
    with bar, translation.override("de"):
        task = bar.add_task("opening the demo", total=None)
        at = timezone.now()
        rehearsal = Rehearsal(demo.open_demo(at=at), at)
        with quietly():
            for step in rehearsal.steps():
                bar.update(task, description=step.words, completed=step.done, total=step.of)
    assert rehearsal.report is not None
    typer.echo(f"A pilot with invented answers is over. Its report: {_address(rehearsal.report.pilot.public)}")
    typer.echo(f"To read it, start the demo: fuerwort serve --demo --port {port}")


def _address(public: str) -> str:
    from fuerwort.people.links import address  # noqa: PLC0415

    return address("pilot-report", public)
