"""fuerwort space: a new space, and the link with which its first host comes in."""

from typing import Annotated

import typer

from fuerwort.cli import house
from fuerwort.cli.doors import refuse

app = typer.Typer(no_args_is_help=True, help="Spaces of this house.")


@app.callback()
def spaces() -> None:
    """Keep `create` a command of its own name."""


@app.command()
def create(
    name: Annotated[str, typer.Argument(help="What people call it")],
    host: Annotated[str, typer.Option(help="Mail address of the first host; nothing is mailed")],
    host_name: Annotated[str, typer.Option(help="How the first host is greeted")] = "",
    place: Annotated[str, typer.Option(help="Where it is")] = "",
) -> None:
    """Make a space and print the link for its first host: it works once, for 14 days."""
    house.enter()
    house.django_command("migrate")  # the first command of a new house may be this one
    from django.core.exceptions import ValidationError  # noqa: PLC0415 - Django is set up by now
    from django.core.validators import validate_email  # noqa: PLC0415
    from django.utils import timezone, translation  # noqa: PLC0415

    from fuerwort.people import links  # noqa: PLC0415
    from fuerwort.people.actions import invitations, spaces  # noqa: PLC0415

    try:
        validate_email(host)
    except ValidationError:
        refuse(f'--host "{host}" is no mail address')
    guest, token = invitations.Guest(host_name or host.split("@", maxsplit=1)[0], host), links.new_token()
    translation.activate("en")  # as all commands speak
    try:
        made = spaces.create(name=name, host=guest, at=timezone.now(), token=token, place=place)
    except spaces.SpaceRefused as refused:
        refuse(refused)
    typer.echo(f"{made.space.name}: {links.address('home', made.space.slug)}")
    typer.echo(f"For {host}, once, until {made.expires_at:%Y-%m-%d}: {links.address('invitation', token)}")
