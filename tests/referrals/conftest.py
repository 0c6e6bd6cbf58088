"""What the tests of requests start from: a space where five do web design and the host does not."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from fuerwort.experiences import actions as experiences
from fuerwort.people.models import Field, Membership, RoleName
from fuerwort.people.queries import Here, here_for
from fuerwort.referrals.actions import needs, suggesting
from fuerwort.referrals.actions.needs import Client, Want
from fuerwort.referrals.models import Request
from tests import cast as people
from tests.cast import NOW, Cast

TEXT = "Wir brauchen eine Website für unseren Ruderverein."


@dataclass
class House:
    """Ada, Ben, Cem, Dia and Eli offer web design and have worked with each other; Hanne and Hugo are hosts."""

    cast: Cast
    web: Field
    makers: list[Membership]
    second_host: Membership

    @property
    def host(self) -> Membership:
        return self.cast.host

    def want(self, **more: object) -> Want:
        return Want(**{"field": self.web, "text": TEXT} | more)

    def asked(self, at: datetime = NOW, **more: object) -> Request:
        """A client's confirmed request."""
        made = needs.ask(
            space=self.cast.space, wants=[self.want(**more)], client=CLIENT, at=at, token=f"t{Request.objects.count()}"
        )
        return needs.confirm(need=made, at=at).requests.get()

    def suggested(self, at: datetime = NOW, **more: object) -> Request:
        request = self.asked(at, **more)
        suggesting.suggest(request=request, by=request.owner, at=at)
        request.refresh_from_db()
        return request

    def chosen(self, at: datetime = NOW, **more: object) -> Request:
        request = self.suggested(at, **more)
        return suggesting.choose(request=request, by=request.owner, at=at)


CLIENT = Client("Petra Paddel", "petra@ruderverein.example", "0170 4444", "de")


@pytest.fixture
def house(cast: Cast) -> House:
    space, web = cast.space, cast.web_design
    cast.owner.fields.clear()
    cast.insider.fields.clear()
    makers = [people.member(space, f"{name} Macher", about=f"Ich baue Websites, {name}.") for name in NAMES]
    second = people.member(space, "Hugo Zweithost", RoleName.HOST)
    for maker in makers:
        maker.fields.set([web])
    for at, (one, other) in enumerate(zip(makers, [*makers[1:], cast.host], strict=True)):
        shared(one, other, hours=6.0 + at, field=web, text="die Seite des Vereins gebaut", days=20 + at)
    shared(makers[0], cast.host, hours=4.0)
    return House(cast, web, makers, second)


NAMES = ("Ada", "Ben", "Cem", "Dia", "Eli")


def shared(one: Membership, *others: Membership, hours: float = 4.0, days: int = 30, **what: object) -> None:
    """Something done together, confirmed by all."""
    on = NOW - timedelta(days=days)
    occasion = experiences.Occasion(**{"kind": "cooperation", "hours": hours, "on": on.date()} | what)
    made = experiences.record(occasion, others, by=one, at=on)
    for other in others:
        experiences.confirm(made, by=other, at=on)


def here(member: Membership) -> Here:
    assert member.person
    return here_for(member.person, member.space.slug)
