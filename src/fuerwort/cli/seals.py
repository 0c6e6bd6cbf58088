"""fuerwort seals: the keys for what is encrypted at rest."""

import typer

from fuerwort.cli import house

app = typer.Typer(no_args_is_help=True, help="Keys for contact data, which is encrypted at rest.")


@app.callback()
def _every() -> None:
    """Keys are FUERWORT_SEALS, newest first; without the setting, one in FUERWORT_VAR/seal."""


@app.command("rotate")
def rotate() -> None:
    """Seal everything with the first key. Put a new key first, run this, let waiting mails go, drop the old key."""
    house.enter()
    from fuerwort.people.actions import seals  # noqa: PLC0415 - Django is set up by now

    typer.echo(f"{seals.rotate()} rows are sealed with the first key")
