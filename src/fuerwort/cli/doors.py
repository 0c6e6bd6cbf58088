"""What every command does with a bad input: one helpful line per problem, and a non-zero exit."""

from pathlib import Path
from typing import NoReturn

import typer

from fuerwort.bundle.read import BundleError, read
from fuerwort.bundle.shapes import Community


def refuse(message: object) -> NoReturn:
    typer.echo(str(message), err=True)
    raise typer.Exit(1)


def open_bundle(folder: Path) -> Community:
    try:
        return read(folder)
    except BundleError as error:
        refuse(error)
