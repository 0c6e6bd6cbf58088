"""What every command does with a bad input: one helpful line per problem, and a non-zero exit."""

from contextlib import AbstractContextManager
from pathlib import Path
from typing import NoReturn, TextIO

import typer
from rich import progress
from rich.console import Console

from fuerwort import demo
from fuerwort.bundle.read import BundleError, read
from fuerwort.bundle.shapes import Community


def refuse(message: object) -> NoReturn:
    typer.echo(str(message), err=True)
    raise typer.Exit(1)


def open_bundle(folder: Path) -> Community:
    try:
        return read(_place(folder), _watched)
    except BundleError as error:
        refuse(error)
    except OSError as error:
        refuse(f"cannot read {folder}: {error.strerror}")


def _place(folder: Path) -> Path:
    """The word "demo" stands for the shipped community, unless there is such a folder."""
    return demo.path() if folder == Path("demo") and not folder.exists() else folder


def _watched(path: Path) -> AbstractContextManager[TextIO]:
    """Open a file and show how far it is read, where somebody watches."""
    console = Console(stderr=True)
    return progress.open(
        path, "r", encoding="utf-8-sig", newline="", description=path.name,
        console=console, transient=True, disable=not console.is_terminal,
    )  # fmt: skip
