"""fuerwort import: a bundle, a list of members, a git history. The last two first say what would happen."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.table import Table
from typer.core import TyperGroup

from fuerwort.cli import house, moving
from fuerwort.cli.doors import refuse

if TYPE_CHECKING:
    from fuerwort.experiences.actions.histories import Suggested
    from fuerwort.people.models import Membership, Space

Apply = Annotated[bool, typer.Option("--apply", help="Do it; without this, only say what would happen")]
In = Annotated[str, typer.Option("--space", help="The space, as in its address: /spaces/SPACE/")]


class _BundleFirst(TyperGroup):
    """`fuerwort import SPACE BUNDLE` is the bundle's; the others have a name."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        named = args and (args[0] in self.commands or args[0].startswith("-"))
        return super().resolve_command(ctx, args if named else ["bundle", *args])


app = typer.Typer(cls=_BundleFirst, no_args_is_help=True, help="Take a community in: SPACE BUNDLE, or one of these.")
app.command("bundle")(moving.move_in)


@app.command("members")
def members(
    file: Annotated[Path, typer.Argument(help="CSV from Cobot, Nexudus or a spreadsheet")],
    space: In,
    apply: Apply = False,
    post: Annotated[bool, typer.Option("--post", help="Mail the invitations at once")] = False,
    by: Annotated[str, typer.Option(help="Address of the host who invites; the first host without it")] = "",
) -> None:
    """Invite the members of a list: guests, unseen by others until they accept. All of them or none."""
    house.enter()
    from django.utils import timezone  # noqa: PLC0415 - Django is set up by now

    from fuerwort.people import links, roster  # noqa: PLC0415
    from fuerwort.people.actions import rosters  # noqa: PLC0415

    host = _host(moving.space_at(space), by)
    try:
        found = roster.read_roster(file.read_bytes())
    except roster.RosterError as error:
        refuse(f"{file}: {error}")
    except OSError as error:
        refuse(f"cannot read {file}: {error.strerror}")
    if found.problems:
        refuse("\n".join(f"{file.name}:{one.line}: {one.reason}" for one in found.problems))
    if apply:
        tokens = [links.new_token() for _guest in found.guests]
        done = rosters.take_in(guests=found.guests, by=host, at=timezone.now(), tokens=tokens, post=post)
    else:
        done = rosters.arrivals(host.space, found.guests)
    used = ", ".join(f"{column} = {meaning}" for column, meaning in found.mapping.items() if meaning)
    typer.echo(f"Columns: {used}")
    typer.echo(f"{'Invited' if apply else 'Would invite'}: {len(done.new)}. Here already: {len(done.known)}.")


@app.command("git")
def git(
    repository: Annotated[Path, typer.Argument(help="A clone; only its commits are read, nothing of it is run")],
    space: In,
    apply: Apply = False,
    since: Annotated[str, typer.Option(help="First day, such as 2026-01-31")] = "",
    project: Annotated[str, typer.Option(help="What to call it; without this, as the folder")] = "",
    field: Annotated[str, typer.Option(help="The field of work, by its id")] = "",
) -> None:
    """Suggest shared experiences from a git history. Both say yes themselves; reading it confirms nothing."""
    house.enter()
    from django.utils import timezone  # noqa: PLC0415 - Django is set up by now

    from fuerwort.experiences import githistory  # noqa: PLC0415
    from fuerwort.experiences.actions import histories  # noqa: PLC0415
    from fuerwort.people.queries.fields import offered  # noqa: PLC0415

    found = moving.space_at(space)
    work = next((one for one in offered(found) if one.slug == field), None)
    if field and work is None:
        refuse(f'there is no field "{field}" in this space')
    try:
        history = githistory.read(repository, _day(since))
    except githistory.HistoryError as error:
        refuse(error)
    rows = histories.suggestions(found, history)
    _show(rows)
    typer.echo(f"{history.commits} commits, {history.people} addresses, {len(history.together)} pairs and months.")
    new = sum(row.is_new for row in rows)
    if apply:
        name = project or repository.resolve().name
        histories.take_in(found, history, project=name, field=work, by=None, at=timezone.now())
    typer.echo(f"{'Suggested' if apply else 'Would suggest'}: {new}. Suggested before: {len(rows) - new}.")


def _show(rows: list["Suggested"]) -> None:
    table = Table("who", "with", "month", "what", "commits", "hours", "", box=None)
    for row in rows:
        state = "new" if row.is_new else "known"
        table.add_row(row.one.name, row.other.name, row.found.month, row.found.what,
                      str(row.found.commits), f"{row.hours:g}", state)  # fmt: skip
    if rows:
        Console().print(table)


def _host(space: "Space", email: str) -> "Membership":
    from fuerwort.people import queries  # noqa: PLC0415 - Django is set up by now
    from fuerwort.people.errors import Missing  # noqa: PLC0415

    try:
        return queries.host_of(space, email)
    except Missing:
        refuse("no host of this space has this address" if email else "this space has no host yet")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        refuse(f'--since "{text}" is no day such as 2026-01-31')
