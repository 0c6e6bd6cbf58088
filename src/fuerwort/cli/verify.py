"""fuerwort verify: recompute what is recorded, with the very same engine."""

from typing import Annotated

import typer

from fuerwort.cli import house
from fuerwort.cli.doors import refuse


def run(
    request: Annotated[str, typer.Argument(help="Public id of a request (default: all books of all spaces)")] = "",
) -> None:
    """Recount every book, vote and ledger; with REQUEST, recompute its merits, order and book.

    Everything equal is one line; whatever differs is a line each, and the command fails.
    """
    house.enter()
    differences, done = _one(request) if request else _all()
    for difference in differences:
        typer.echo(difference, err=True)
    if differences:
        raise typer.Exit(1)
    typer.echo(done)


def _one(public: str) -> tuple[list[str], str]:
    from fuerwort.referrals.actions.verifying import verify_request  # noqa: PLC0415 - Django is set up by now
    from fuerwort.referrals.queries import request_on_record  # noqa: PLC0415

    found = request_on_record(public)
    if found is None:
        refuse(f'no request "{public}"')
    return verify_request(found), f"request {public}: {found.suggestions.count()} rounds and its book are equal"


def _all() -> tuple[list[str], str]:
    from fuerwort.backup.selfcheck import differences  # noqa: PLC0415 - Django is set up by now
    from fuerwort.evenings.queries.votes import counted_votes  # noqa: PLC0415
    from fuerwort.referrals.queries import books_on_record  # noqa: PLC0415

    books = books_on_record()
    entries = sum(book.entries_made for book in books)
    return list(differences()), f"{len(books)} books, {entries} entries, {len(counted_votes())} votes: all equal"
