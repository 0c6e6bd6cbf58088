"""fuerwort doctor: what is wrong with how this instance is set up."""

import typer

from fuerwort.cli import house


def run() -> None:
    """Look at the configuration and the running house, and say in plain words what is wrong."""
    house.enter()
    from django.utils import timezone  # noqa: PLC0415 - Django is set up by now

    from fuerwort.people.checkup import checkup  # noqa: PLC0415

    wrong = 0
    for found in checkup(timezone.now()):
        wrong += found.is_wrong
        typer.echo(f"wrong  {found.what}\n       -> {found.help}" if found.is_wrong else f"well   {found.what}")
    if wrong:
        typer.echo(f"{wrong} {'thing is' if wrong == 1 else 'things are'} wrong", err=True)
        raise typer.Exit(1)
