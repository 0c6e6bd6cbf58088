"""fuerwort archive, fuerwort restore: all of a space in one sealed file, and back into an empty house."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from fuerwort.cli import house
from fuerwort.cli.doors import refuse
from fuerwort.cli.moving import Slug, space_at


def write(space: Slug, file: Annotated[Path, typer.Argument(help="Where the archive is written")]) -> None:
    """Write all of a space into one sealed file: every row, every picture."""
    house.enter()
    from django.utils import timezone  # noqa: PLC0415 - Django is set up by now

    from fuerwort.people.archive import write as archive  # noqa: PLC0415

    found, beside = space_at(space), file.with_name(f".{file.name}.part")
    try:
        with beside.open("wb") as target, _watched() as tell:
            rows = archive.archive(found, target, by=None, at=timezone.now(), tell=tell)
        beside.replace(file)
    except OSError as error:
        refuse(f"cannot write {file}: {error.strerror}")
    finally:
        beside.unlink(missing_ok=True)
    typer.echo(f"{rows} rows are in {file}. It opens only with the seal of this house: keep FUERWORT_SEALS elsewhere.")


def read(
    file: Annotated[Path, typer.Argument(help="An archive that fuerwort archive wrote")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Do all of it, and undo it")] = False,
) -> None:
    """Bring a space back into an empty house, row for row, or nothing of it."""
    house.enter()
    from fuerwort.people.archive.restore import RestoreRefused, restore  # noqa: PLC0415 - Django is set up by now

    house.django_command("migrate")
    try:
        with file.open("rb") as source, _watched() as tell:
            done = restore(source, dry_run=dry_run, tell=tell)
    except OSError as error:
        refuse(f"cannot read {file}: {error.strerror}")
    except RestoreRefused as refused:
        refuse(refused)
    said = "Would bring back" if dry_run else "Brought back"
    typer.echo(f'{said} "{done.space}": {done.rows} rows, {done.files} files, each compared with what was written.')


@contextmanager
def _watched() -> Iterator[Callable[[str], None]]:
    """Say which rows are at work, where somebody watches."""
    console = Console(stderr=True)
    if console.is_terminal:
        with console.status("") as status:
            yield status.update
    else:
        yield lambda _what: None
