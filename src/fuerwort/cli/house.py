"""What commands that need the database share: Django set up, its tables there, its words compiled."""

import os
from typing import Any


def enter(**environment: str) -> None:
    """Set Django up; variables given here hold where the environment says nothing."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fuerwort.project.settings")
    for name, value in environment.items():
        os.environ.setdefault(name, value)
    import django  # noqa: PLC0415 - the engine's commands start without Django

    django.setup()


def django_command(name: str, *arguments: str, **options: Any) -> None:
    from django.core.management import call_command  # noqa: PLC0415 - see above

    call_command(name, *arguments, **{"verbosity": 0, **options})
