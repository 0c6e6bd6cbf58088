"""Two hosts press at once: the draw is made once, and the second reads so."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import OperationalError, connection

from fuerwort.people.models import Membership
from fuerwort.pilot.actions import drawing
from fuerwort.pilot.errors import PilotRefused
from fuerwort.pilot.models import Draw, Pilot, State
from tests import cast as people
from tests.pilot.life import DUE, life


@pytest.mark.django_db(transaction=True)
def test_two_hosts_draw_at_once() -> None:
    one = life(people.make()).committed()
    together = Barrier(2)

    def press(revealed: str) -> str:
        try:
            pilot, host = Pilot.objects.get(pk=one.pilot.pk), Membership.objects.get(pk=one.cast.host.pk)
            together.wait(10)
            drawing.draw(pilot=pilot, revealed=revealed, by=host, at=DUE)
        except (PilotRefused, OperationalError) as refused:  # SQLite in memory knows one writer and may say so
            return type(refused).__name__
        else:
            return revealed
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as hosts:
        said = list(hosts.map(press, ["1 2 3 4 5 6", "7 8 9 10 11 12"]))
    drawn = [one for one in said if one[0].isdigit()]
    assert len(drawn) == 1
    assert Draw.objects.get().revealed == drawn[0]
    assert Pilot.objects.get().state == State.DRAWN
    assert one.pilot.participants.exclude(arm="").count() == len(one.members)
