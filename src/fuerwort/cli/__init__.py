"""The command line: argument -> one action -> print."""

import typer

from fuerwort.cli import (
    archive,
    backup,
    demo,
    doctor,
    fields,
    fund,
    lab,
    moving,
    person,
    pilot,
    recommend,
    replay,
    seals,
    serve,
    space,
    taking_in,
    tick,
    verify,
)

app = typer.Typer(
    no_args_is_help=True, add_completion=False, help="Whom do we recommend, and why?", pretty_exceptions_enable=False
)
app.command("recommend")(recommend.run)
app.command("replay")(replay.run)
app.add_typer(fields.app, name="fields")
app.add_typer(space.app, name="space")
app.add_typer(fund.app, name="fund")
app.add_typer(pilot.app, name="pilot")
app.add_typer(lab.app, name="lab")
app.command("demo")(demo.run)
app.add_typer(taking_in.app, name="import")
app.command("export")(moving.move_out)
app.command("archive")(archive.write)
app.command("restore")(archive.read)
app.command("person")(person.run)
app.command("serve")(serve.run)
app.command("prepare")(serve.get_ready)
app.command("tick")(tick.run)
app.command("doctor")(doctor.run)
app.command("verify")(verify.run)
app.add_typer(seals.app, name="seals")
app.add_typer(backup.app, name="backup")
