"""A new key seals everything anew; afterwards the old one opens nothing and is needed for nothing."""

import base64
import hashlib
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.db import connection
from typer.testing import CliRunner

from fuerwort.cli import app
from fuerwort.people.actions import seals
from fuerwort.people.models import Membership
from fuerwort.people.sealed import unseal


def column(member: Membership) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone FROM people_membership WHERE id = %s", [member.pk])
        return cursor.fetchone()[0]


def test_the_new_key_seals_and_the_old_one_can_go(cast, settings) -> None:
    settings.SEALS = ["old"]
    cast.owner.phone = "0170 5551"
    cast.owner.save()
    settings.SEALS = ["new", "old"]
    before = column(cast.owner)
    done = CliRunner().invoke(app, ["seals", "rotate"])
    assert done.exit_code == 0, done.output
    assert "rows are sealed with the first key" in done.output
    settings.SEALS = ["new"]
    assert Membership.objects.get(pk=cast.owner.pk).phone == "0170 5551"
    assert Membership.objects.get(pk=cast.insider.pk).phone == ""
    with pytest.raises(InvalidToken):
        unseal(before)
    settings.SEALS = ["old"]
    with pytest.raises(InvalidToken):
        unseal(column(cast.insider) or column(cast.owner))


def test_a_missing_key_changes_nothing(cast, settings) -> None:
    settings.SEALS = ["old"]
    cast.owner.phone = "0170 5551"
    cast.owner.save()
    sealed = column(cast.owner)
    settings.SEALS = ["other"]
    with pytest.raises(InvalidToken):
        seals.rotate()
    assert column(cast.owner) == sealed


ROTATING = """
import django; django.setup()
from django.conf import settings
from django.db import connection
from django.utils import timezone
from fuerwort.people.actions import seals
from fuerwort.people.models import Membership, Person, Space
with connection.schema_editor() as tables:  # those that are needed, and no more
    for model in (Person, Space, Membership):
        tables.create_model(model)
settings.SEALS = ["old"]
space = Space.objects.create(slug="kanal", name="Raum", created_at=timezone.now())
Membership.objects.bulk_create(
    Membership(space=space, name="x", joined_at=timezone.now(), phone=f"0170 {number}") for number in range(4000)
)
settings.SEALS = ["new", "old"]
print("sealed", flush=True)
seals._rotate(Membership, seals._sealed(Membership))
"""


def fernet(key: str) -> Fernet:
    """As people/sealed.py makes one of a key."""
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(key.encode()).digest()))


def opened(phones: list[str], key: str) -> int:
    opener = MultiFernet([fernet(key)])
    return sum(_opens(opener, phone) for phone in phones)


def _opens(opener: MultiFernet, phone: str) -> bool:
    try:
        opener.decrypt(phone.encode())
    except InvalidToken:
        return False
    return True


@pytest.mark.skipif(connection.vendor != "sqlite", reason="it makes a file of its own, the same on both")
def test_killed_in_the_middle_nothing_is_lost_and_it_goes_on(tmp_path: Path) -> None:
    file = tmp_path / "house.sqlite3"
    environment = {**os.environ, "FUERWORT_VAR": str(tmp_path), "DATABASE_URL": f"sqlite:///{file}",
                   "DJANGO_SETTINGS_MODULE": "fuerwort.project.settings"}  # fmt: skip
    with subprocess.Popen([sys.executable, "-c", ROTATING], env=environment, stdout=subprocess.PIPE, text=True) as one:
        assert one.stdout and one.stdout.readline() == "sealed\n"
        phones = columns(file)
        before, end = set(phones), time.monotonic() + 60
        while not set(columns(file)) - before and time.monotonic() < end:
            time.sleep(0.01)
        one.send_signal(signal.SIGKILL)
    phones = columns(file)
    done = opened(phones, "new")
    assert 0 < done < 4000
    assert done + opened(phones, "old") == 4000  # each opens with one of the two, so it can simply be run again


def columns(file: Path) -> list[str]:
    with closing(sqlite3.connect(file, timeout=20)) as read:
        return [phone for (phone,) in read.execute("SELECT phone FROM people_membership")]
