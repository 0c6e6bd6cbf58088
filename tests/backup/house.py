"""Rehearsal in a database of its own: save while others write, try, put back. `python -m tests.backup.house FOLDER`.

Prints what it saw as JSON, one object a line. Django must not be set up before.
"""

import json
import logging
import os
import sys
from pathlib import Path
from threading import Event, Thread

import django


def main(folder: Path) -> None:
    django.setup()
    logging.disable(logging.INFO)  # the output is ours
    cast = fill()
    from django.conf import settings  # noqa: PLC0415 - Django is set up by now

    (settings.MEDIA_ROOT / "pictures").mkdir(parents=True)
    (settings.MEDIA_ROOT / "pictures" / "haus.png").write_bytes(b"a picture")
    public = do("key", str(folder / "key.txt"))[1].strip()
    stop, asked, failed = Event(), [], []
    writer = Thread(target=write, args=(cast, stop, asked, failed))
    writer.start()
    saved = folder / "saved"
    saved.mkdir()
    before = len(asked)
    do("create", str(saved), "--to", public, "--keep", "1")
    meanwhile = len(asked) - before
    stop.set()
    writer.join()
    say(meanwhile=meanwhile, failed=failed, total=len(asked))
    file = next(saved.iterdir(), saved / "nothing")
    do("verify", str(file), "--key", str(folder / "key.txt"))
    do("restore", str(file), "--key", str(folder / "key.txt"))
    (settings.MEDIA_ROOT / "pictures" / "haus.png").write_bytes(b"another picture")
    do("restore", str(file), "--key", str(folder / "key.txt"), "--replace")
    look(settings.MEDIA_ROOT)


def do(*arguments: str) -> tuple[int, str]:
    from typer.testing import CliRunner  # noqa: PLC0415

    from fuerwort.cli import app  # noqa: PLC0415

    done = CliRunner().invoke(app, ["backup", *arguments])
    say(command=arguments[0], code=done.exit_code, said=done.stdout, told=done.stderr)
    return done.exit_code, done.stdout


def look(media: Path) -> None:
    """What is in the house after all that."""
    from django.contrib.sessions.models import Session  # noqa: PLC0415
    from django_tasks_db.models import DBTaskResult  # noqa: PLC0415

    from fuerwort.people.models import Beat, Membership  # noqa: PLC0415
    from fuerwort.referrals.models import Request  # noqa: PLC0415

    say(
        requests=Request.objects.count(),
        sessions=Session.objects.count(),
        mails=DBTaskResult.objects.filter(status="READY").count(),
        phone=Membership.objects.get(name="Olga Owner").phone,
        picture=(media / "pictures" / "haus.png").read_text(),
        aside=sorted(path.name.split(".")[0] for path in media.parent.glob("media.before*")),
        beats=sorted(Beat.objects.values_list("name", flat=True)),
    )


def fill():
    from datetime import timedelta  # noqa: PLC0415

    from django.contrib.sessions.models import Session  # noqa: PLC0415

    from fuerwort.fund.actions.funds import open_fund  # noqa: PLC0415
    from fuerwort.people import mail  # noqa: PLC0415
    from fuerwort.people.sealed import seal  # noqa: PLC0415
    from tests import cast as people  # noqa: PLC0415

    cast = people.make()
    cast.owner.phone = "0170 5551"
    cast.owner.save()
    open_fund(holder="e. V.", iban="DE02120300000000202051", held=1_000_00, by=cast.treasurer, at=people.NOW)
    choose(cast, "first")
    mail.send.enqueue(seal("[]"))
    Session.objects.create(session_key="a", session_data="x", expire_date=people.NOW + timedelta(days=900))
    return cast


def write(cast, stop: Event, asked: list[str], failed: list[str]) -> None:
    """Requests and their books, until somebody says that it is enough."""
    from django.db import connection  # noqa: PLC0415

    try:
        while not stop.is_set() and len(asked) < 200:
            choose(cast, f"t{len(asked)}")
            asked.append(f"t{len(asked)}")
            stop.wait(0.2)  # so that a slow machine has time for the backup, too
    except Exception as error:  # whatever it is, the test shall say it
        failed.append(f"{type(error).__name__}: {error}")
    finally:
        connection.close()


def choose(cast, token: str) -> None:
    from fuerwort.referrals.actions import needs, suggesting  # noqa: PLC0415
    from fuerwort.referrals.actions.needs import Client, Want  # noqa: PLC0415
    from tests.cast import NOW  # noqa: PLC0415

    client = Client("Petra Paddel", "petra@ruderverein.example", "0170 4444", "de")
    want = Want(field=cast.web_design, text="Wir brauchen eine Website für unseren Ruderverein.")
    made = needs.ask(space=cast.space, wants=[want], client=client, at=NOW, token=token)
    request = needs.confirm(need=made, at=NOW).requests.get()
    suggesting.suggest(request=request, by=request.owner, at=NOW)
    request.refresh_from_db()
    suggesting.choose(request=request, by=request.owner, at=NOW)


def say(**what: object) -> None:
    sys.stdout.write(json.dumps(what) + "\n")


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "fuerwort.project.settings"
    main(Path(sys.argv[1]))
