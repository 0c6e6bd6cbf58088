"""fuerwort import, fuerwort export: a community into a space, or out of it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fuerwort.bundle.write import WriteError, write
from fuerwort.cli import house
from fuerwort.cli.doors import open_bundle, refuse

if TYPE_CHECKING:
    from fuerwort.people.models import Space

Slug = Annotated[str, typer.Argument(help="The space, as in its address: /spaces/SPACE/")]


def move_in(
    space: Slug,
    bundle: Annotated[Path, typer.Argument(help="Folder with members.csv and more")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would happen, and change nothing")] = False,
) -> None:
    """Let a community move in from a bundle: members as guests, experiences with who confirmed them."""
    community = open_bundle(bundle)
    house.enter()
    from django.utils import timezone  # noqa: PLC0415 - Django is set up by now

    from fuerwort.experiences import moving  # noqa: PLC0415

    at, found = timezone.now(), space_at(space)
    moved = (
        moving.would_move_in(found, community, at=at) if dry_run else moving.move_in(found, community, by=None, at=at)
    )
    typer.echo(f"{'Would move' if dry_run else 'Moved'} in: {moved.members} members, {moved.experiences} experiences.")
    typer.echo(f"Here already: {moved.known_members} members, {moved.known_experiences} experiences.")


def move_out(space: Slug, folder: Annotated[Path, typer.Argument(help="Where the bundle is written")]) -> None:
    """Write a space as a bundle."""
    house.enter()
    from fuerwort.experiences import moving  # noqa: PLC0415 - Django is set up by now

    community = moving.pack(space_at(space))
    try:
        write(community, folder)
    except (WriteError, OSError) as error:
        refuse(error)
    typer.echo(f"{len(community.members)} members, {len(community.experiences)} experiences are in {folder}.")


def space_at(slug: str) -> "Space":
    from fuerwort.people import queries  # noqa: PLC0415 - Django is set up by now
    from fuerwort.people.errors import Missing  # noqa: PLC0415

    try:
        return queries.space_at(slug)
    except Missing:
        refuse(f'there is no space "{slug}"; known: {", ".join(queries.slugs()) or "none yet"}')
