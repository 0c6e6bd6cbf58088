"""fuerwort serve: everything an instance needs on one machine, started together and stopped together."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from fuerwort.cli import house
from fuerwort.cli.doors import refuse

SINK = 8025


def run(
    port: Annotated[int, typer.Option(help="Where the pages are served")] = 8000,
    demo: Annotated[bool, typer.Option("--demo", help="With the demo community, and mails shown on a page")] = False,
) -> None:
    """Serve the pages and do the work behind them, on this machine, without configuration."""
    if not _free(port):
        refuse(f"port {port} is taken by another program; choose another: fuerwort serve --port {port + 1}")
    folder = Path(os.environ.get("FUERWORT_VAR") or ("var/demo" if demo else "var"))
    sink = _reserved()
    mail = f"smtp://127.0.0.1:{sink.getsockname()[1]}"
    mailbox = {"FUERWORT_MAILBOX": str((folder / "mailbox").resolve()), "FUERWORT_MAIL": mail}
    house.enter(
        FUERWORT_VAR=str(folder.resolve()),
        FUERWORT_ADDRESS=f"http://localhost:{port}",
        **(mailbox if demo else {}),
    )
    prepare()
    said = f"Fürwort is served at http://localhost:{port} (stop: Ctrl-C)"
    _serve(port, sink if demo else None, f"{said}\n{_open_demo(port)}" if demo else said)


def get_ready() -> None:
    """Tables, words and style sheets as this version needs them; for a server, after each upgrade."""
    house.enter()
    prepare()
    typer.echo("ready")


def prepare() -> None:
    """Tables, cache, words and static files as this version needs them."""
    from fuerwort.project import messages  # noqa: PLC0415 - Django is set up by now

    messages.compile_()
    house.django_command("migrate")
    house.django_command("createcachetable")
    house.django_command("collectstatic", interactive=False)
    count_anew()


def count_anew() -> None:
    """Workers that are no more left their counts behind."""
    from django.conf import settings  # noqa: PLC0415 - Django is set up by now

    for left in Path(settings.METRICS_DIR).glob("*.db"):
        left.unlink()


def _open_demo(port: int) -> str:
    from django.urls import reverse  # noqa: PLC0415 - Django is set up by now
    from django.utils import timezone  # noqa: PLC0415

    from fuerwort.evenings import demo as evenings  # noqa: PLC0415
    from fuerwort.evenings import demo_votes  # noqa: PLC0415
    from fuerwort.experiences.demo import log_ins  # noqa: PLC0415
    from fuerwort.fund import demo as fund  # noqa: PLC0415
    from fuerwort.magazine import demo as magazine  # noqa: PLC0415
    from fuerwort.people.events import quietly  # noqa: PLC0415
    from fuerwort.referrals import demo  # noqa: PLC0415

    at = timezone.now()
    with quietly():  # a year of invented events tells whoever starts the demo nothing
        space = demo.open_demo(at=at)
        for part in (fund, evenings, demo_votes, magazine):
            part.open_demo(space, at=at)
    people = "\n".join(f"  {who:<9} {email}" for who, email in log_ins().items())
    here = f"http://localhost:{port}"
    audit = f"The auditor of the fund needs no log-in: {here}{reverse('audit', args=[fund.AUDIT])}"
    return f"Log in as\n{people}\nThe code, and every other mail, arrives at {here}/mailbox/\n{audit}"


def _serve(port: int, sink: socket.socket | None, said: str) -> None:
    from django.conf import settings  # noqa: PLC0415 - Django is set up by now

    python = [sys.executable, "-m"]
    commands = [
        [*python, "gunicorn", "--bind", f"127.0.0.1:{port}", "--workers", "2", "--threads", "2", "--preload",
         "--no-control-socket", "--log-level", "warning", "fuerwort.project.wsgi"],
        *([*python, "django", "db_worker", "--queue-name", name, "--no-reload", "-v", "1"] for name in settings.QUEUES),
        [*python, "fuerwort", "tick", "--every", "60"],
    ]  # fmt: skip
    if sink:
        box, at = os.environ["FUERWORT_MAILBOX"], f"127.0.0.1:{sink.getsockname()[1]}"
        commands.append([*python, "aiosmtpd", "--nosetuid", "-l", at, "-c", "aiosmtpd.handlers.Mailbox", box])
        sink.close()
    running = [subprocess.Popen(command) for command in commands]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        _wait_for(port, running[0])
        typer.echo(said)
        _watch(commands, running)
        refuse("the web server has stopped; its last lines above say why")
    except KeyboardInterrupt:
        typer.echo("")
    finally:
        _stop(running)


def _watch(commands: Sequence[Sequence[str]], running: "list[subprocess.Popen[Any]]") -> None:
    """Until the web server ends; whatever else has ended is started again, for without it no mail goes out."""
    while running[0].poll() is None:
        for place, command in enumerate(commands[1:], 1):
            if running[place].poll() is not None:
                running[place] = subprocess.Popen(command)
        time.sleep(1)


def _wait_for(port: int, server: "subprocess.Popen[Any]") -> None:
    while _free(port) and server.poll() is None:
        try:
            server.wait(0.1)
        except subprocess.TimeoutExpired:
            continue


def _stop(running: Sequence["subprocess.Popen[Any]"]) -> None:
    for process in running:
        process.terminate()
    for process in running:
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()


def _free(port: int) -> bool:
    with socket.socket() as tried:
        return tried.connect_ex(("127.0.0.1", port)) != 0


def _reserved() -> socket.socket:
    """A port for the demo's mail, held until it is served: another demo that starts meanwhile takes another one."""
    held = socket.socket()
    try:
        held.bind(("127.0.0.1", SINK))
    except OSError:
        held.bind(("127.0.0.1", 0))
    return held
