"""fuerwort fund: look through the ledgers again."""

from typing import Annotated

import typer

from fuerwort.cli import house
from fuerwort.cli.doors import refuse

app = typer.Typer(no_args_is_help=True, help="The fund of a space.")


@app.callback()
def _fund() -> None:
    """The fund of a space."""


@app.command()
def check(space: Annotated[str, typer.Argument(help="Address of a space (default: all)")] = "") -> None:
    """Recompute every transaction: number, hash, balance, what each account holds, closed periods.

    A whole ledger is one line; whatever differs is a line each, and the command fails.
    """
    house.enter()
    from fuerwort.fund.actions.checking import check as differences  # noqa: PLC0415 - Django is set up by now
    from fuerwort.fund.queries.state import funds_at, length_of  # noqa: PLC0415

    funds = funds_at(space)
    if space and not funds:
        refuse(f'no fund in the space "{space}"')
    wrong = [f"{fund.space.slug}: {difference}" for fund in funds for difference in differences(fund)]
    for line in wrong:
        typer.echo(line, err=True)
    if wrong:
        raise typer.Exit(1)
    for fund in funds:
        typer.echo(f"{fund.space.slug}: {length_of(fund)} transactions, all as they were written")
    if not funds:
        typer.echo("no funds")
