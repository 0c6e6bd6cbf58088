"""The fixed cast: people every test of the house plays with. One space, one stranger from another."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from fuerwort.people.models import Field, Membership, Person, Role, RoleName, Space

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
LONG_AGO = NOW - timedelta(days=800)


@dataclass
class Cast:
    """``owner`` owns the object under test, ``insider`` is another member, ``stranger`` a member elsewhere."""

    space: Space
    elsewhere: Space
    owner: Membership
    insider: Membership
    host: Membership
    treasurer: Membership
    newcomer: Membership
    stranger: Membership
    web_design: Field
    translation: Field

    @property
    def everybody(self) -> dict[str, Membership]:
        names = ("owner", "insider", "host", "treasurer", "newcomer", "stranger")
        return {name: getattr(self, name) for name in names}


def person(email: str, language: str = "de") -> Person:
    made = Person(email=email, language=language, created_at=LONG_AGO)
    made.set_unusable_password()
    made.save()
    return made


def member(space: Space, name: str, *roles: str, joined: datetime = LONG_AGO, **more: object) -> Membership:
    email = f"{name.split(maxsplit=1)[0].lower()}@example.org"
    made = Membership.objects.create(space=space, person=person(email), name=name, joined_at=joined, **more)
    Role.objects.bulk_create([Role(membership=made, name=role) for role in roles])
    return made


def make() -> Cast:
    space = Space.objects.create(slug="kanal", name="Raum am Kanal", place="Berlin", created_at=LONG_AGO)
    elsewhere = Space.objects.create(slug="hafen", name="Haus am Hafen", place="Kiel", created_at=LONG_AGO)
    web = Field.objects.create(space=space, slug="web-design", name_de="Webdesign", name_en="Web design")
    translation = Field.objects.create(space=space, slug="translation", name_de="Übersetzung", name_en="Translation")
    host = member(space, "Hanne Host", RoleName.HOST)
    cast = Cast(
        space=space,
        elsewhere=elsewhere,
        owner=member(space, "Olga Owner", about="Ich baue Websites für Vereine."),
        insider=member(space, "Ines Insider"),
        host=host,
        treasurer=member(space, "Theo Treasurer", RoleName.TREASURER),
        newcomer=member(space, "Nilo Newcomer", joined=NOW - timedelta(days=20), sponsor=host, invited_by=host),
        stranger=member(elsewhere, "Stella Stranger", RoleName.HOST),
        web_design=web,
        translation=translation,
    )
    cast.owner.fields.set([web])
    cast.insider.fields.set([web, translation])
    return cast
