"""A real server for several browsers at once: `python -m tests.journeys.house PORT`, in a folder of its own.

It prints one line of JSON, who is logged in under which session, and becomes gunicorn with two workers.
"""

import json
import os
import sys
from pathlib import Path


def main(port: str) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "fuerwort.project.settings"
    import django  # noqa: PLC0415

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    for command in ("migrate", "createcachetable"):
        call_command(command, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    sys.stdout.write(json.dumps(sessions()) + "\n")
    sys.stdout.flush()
    gunicorn = [
        "--bind",
        f"127.0.0.1:{port}",
        "--workers",
        "2",
        "--threads",
        "4",
        "--graceful-timeout",
        "5",
        "--no-control-socket",
    ]
    os.execv(sys.executable, [sys.executable, "-m", "gunicorn", *gunicorn, "fuerwort.project.wsgi"])


def sessions() -> dict[str, str]:
    from tests import cast  # noqa: PLC0415
    from tests.journeys.entry import session  # noqa: PLC0415

    return {name: session(member) for name, member in cast.make().everybody.items()}


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))
    main(sys.argv[1])
