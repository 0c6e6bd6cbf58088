"""What is sealed is unreadable in the database, and opens with an older key."""

import pytest
from django.db import connection

from fuerwort.people import sealed
from fuerwort.people.models import Membership


def test_the_column_holds_only_cipher_text(cast) -> None:
    cast.owner.phone = "030 1234567"
    cast.owner.save()
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone FROM people_membership WHERE id = %s", [cast.owner.pk])
        stored = cursor.fetchone()[0]
    assert "1234567" not in stored
    assert Membership.objects.get(pk=cast.owner.pk).phone == "030 1234567"


def test_a_new_key_seals_and_the_old_one_still_opens(settings) -> None:
    settings.SEALS = ["old"]
    text = sealed.seal("030 1234567")
    settings.SEALS = ["new", "old"]
    assert sealed.unseal(text) == "030 1234567"
    fresh = sealed.seal("030 1234567")
    settings.SEALS = ["new"]
    assert sealed.unseal(fresh) == "030 1234567"


def test_it_cannot_be_searched() -> None:
    with pytest.raises(TypeError, match="cannot be searched"):
        Membership.objects.filter(phone="030 1234567").exists()
