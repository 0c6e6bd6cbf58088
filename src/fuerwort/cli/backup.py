"""fuerwort backup: save the house, try what was saved, put it back."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from fuerwort.cli import house
from fuerwort.cli.doors import refuse

app = typer.Typer(no_args_is_help=True, help="Save the house, try what was saved, put it back.")
Key = Annotated[str, typer.Option("--key", help="File with the key that opens it; - reads the key from the input")]
File = Annotated[Path, typer.Argument(help="The backup")]


@app.command("key")
def key(
    file: Annotated[Path, typer.Argument(help="Where the secret key is written; keep it away from the server")],
) -> None:
    """Make a key: the file opens backups, the printed line is whom to encrypt them for."""
    from django.utils import timezone  # noqa: PLC0415 - the engine's commands start without Django

    from fuerwort.backup.packed import new_key  # noqa: PLC0415

    house.enter()
    text, public = new_key(f"{timezone.localdate()}")
    try:
        file.touch(mode=0o600, exist_ok=False)
    except OSError as error:
        refuse(f"cannot write {file}: {error.strerror}")
    file.write_text(text, encoding="utf-8")
    typer.echo(public)


@app.command("create")
def create(
    to: Annotated[Path, typer.Argument(help="A folder, or the name of a new file")],
    recipients: Annotated[
        list[str] | None, typer.Option("--to", help="Encrypt for this recipient, age1…; instead of FUERWORT_BACKUP_TO")
    ] = None,
    keep: Annotated[int, typer.Option(help="Drop older backups in the folder, all but the newest so many")] = 0,
) -> None:
    """Save database and media in one moment, restore it for a trial, encrypt it."""
    house.enter()
    from django.conf import settings  # noqa: PLC0415 - Django is set up by now
    from django.utils import timezone  # noqa: PLC0415

    from fuerwort.backup.errors import BackupError  # noqa: PLC0415
    from fuerwort.backup.making import create as make  # noqa: PLC0415

    whom = recipients or settings.BACKUP_TO
    try:
        made = make(to, recipients=whom, keep=keep, at=timezone.now())
    except BackupError as error:
        refuse(error)
    typer.echo(f"{made.file}: {made.rows} rows, {made.size} bytes, restored for a trial and in order")
    typer.echo(f"sha256 {made.checksum}")
    if not whom:
        typer.echo("It is not encrypted: whoever has the file reads everything but contact data.", err=True)
    for name in made.dropped:
        typer.echo(f"dropped {name}")


@app.command("verify")
def verify(file: File, key: Key = "") -> None:
    """Restore a backup into a scratch database, compare every figure, recompute books, votes and ledgers."""
    house.enter()
    from fuerwort.backup import trying  # noqa: PLC0415 - Django is set up by now
    from fuerwort.backup.errors import BackupError  # noqa: PLC0415

    try:
        found = trying.verify(file, _key(key))
    except BackupError as error:
        refuse(error)
    typer.echo(
        f"made {found.made_at} by version {found.version}: {len(found.rows)} tables, {sum(found.rows.values())} rows"
    )
    typer.echo("restored, equal to what was saved, and in order")


@app.command("restore")
def restore(
    file: File,
    key: Key = "",
    replace: Annotated[bool, typer.Option("--replace", help="Set aside what is here")] = False,
) -> None:
    """Put a backup in the place of the house's database and media. Stop the services first."""
    house.enter()
    from django.utils import timezone  # noqa: PLC0415 - Django is set up by now

    from fuerwort.backup import trying  # noqa: PLC0415
    from fuerwort.backup.errors import BackupError  # noqa: PLC0415

    try:
        found, kept = trying.restore(file, _key(key), replace=replace, at=timezone.now())
    except BackupError as error:
        refuse(error)
    typer.echo(f"restored as of {found.made_at}: {sum(found.rows.values())} rows; everybody logs in anew")
    for one in kept:
        typer.echo(f"set aside: {one}")


def _key(said: str) -> str | None:
    """The key itself; it is never an argument, because arguments are seen by others on the machine."""
    if not said:
        return None
    try:
        return sys.stdin.read() if said == "-" else Path(said).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        refuse(f"cannot read the key {said}: {getattr(error, 'strerror', None) or 'it is no text'}")
