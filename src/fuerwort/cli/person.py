"""fuerwort person: all that is kept about one person, for whoever has to answer a letter that asks for it."""

from pathlib import Path
from typing import Annotated

import typer

from fuerwort.cli import house
from fuerwort.cli.doors import refuse


def run(
    email: Annotated[str, typer.Argument(help="The address with which the person logs in")],
    file: Annotated[Path, typer.Argument(help="Where the zip is written")],
) -> None:
    """Write everything kept about a person as a zip (Art. 15, 20 GDPR); they can also take it themselves."""
    house.enter()
    from django.utils import timezone  # noqa: PLC0415 - Django is set up by now

    from fuerwort.people import own_file, queries  # noqa: PLC0415
    from fuerwort.people.errors import Missing  # noqa: PLC0415

    try:
        person = queries.person_at(email)
    except Missing:
        refuse("nobody logs in with this address")
    try:
        file.write_bytes(own_file.pack(person, timezone.now()))
    except OSError as error:
        refuse(f"cannot write {file}: {error.strerror}")
    typer.echo(f"{file} holds data.json and index.html. It is for this person only.")
