"""fuerwort demo: an invented community as files to look at, to change and to ask."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from fuerwort.bundle.write import write
from fuerwort.cli.doors import refuse
from fuerwort.demo.community import ANCHOR, community


def run(
    folder: Annotated[Path, typer.Argument(help="Folder to write the three CSV files to")],
    at: Annotated[str, typer.Option(help="The day on which its last request comes in")] = ANCHOR.isoformat(),
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace a bundle that is there already")] = False,
) -> None:
    """Write the Raum am Kanal: 40 members, two years of shared experience, one year of requests. All invented."""
    if (folder / "members.csv").exists() and not overwrite:
        refuse(f"there is a bundle in {folder} already; --overwrite replaces it")
    try:
        write(community(_day(at)), folder)
    except OSError as error:
        refuse(f"cannot write {folder}: {error.strerror}")
    typer.echo(f"{folder} is ready: fuerwort recommend {folder}")


def _day(at: str) -> date:
    try:
        return date.fromisoformat(at)
    except ValueError:
        refuse(f'--at "{at}" is no day such as {ANCHOR}')
