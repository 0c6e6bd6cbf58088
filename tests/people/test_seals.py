"""A new key seals everything anew; afterwards the old one opens nothing and is needed for nothing."""

import pytest
from cryptography.fernet import InvalidToken
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
