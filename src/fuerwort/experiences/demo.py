"""The demo community as a space one can log in to, on a morning on which something waits for everybody."""

from datetime import date, datetime, timedelta

from django.db import transaction

from fuerwort.demo.community import community
from fuerwort.experiences.actions.record import Occasion, record
from fuerwort.experiences.models import Kind
from fuerwort.experiences.moving import move_in
from fuerwort.people.actions.agreements import propose
from fuerwort.people.actions.profile import be_counted
from fuerwort.people.models import Membership, Person, Role, RoleName, Space

SLUG = "raum-am-kanal"
ROLES = {
    "hanne": (RoleName.HOST,),
    "jonas": (RoleName.HOST,),
    "aylin": (RoleName.TREASURER,),
    "katrin": (RoleName.SIGNER,),
    "amira": (RoleName.EDITOR,),
    "ruth": (RoleName.SIGNER,),
}
LOG_INS = {"host": "hanne", "member": "mehmet", "newcomer": "noor", "treasurer": "aylin", "signer": "ruth"}
SHOWN = timedelta(days=40)
"""So long ago somebody showed the lab at a creative evening."""
UNCOUNTED = ("mehmet", "tom", "katrin", "uwe", "rainer", "birgit", "oskar", "jakob")
AGREEMENT = """Wir machen beide Websites und wollen gute Nachbarn sein.

Läden und Werkstätten gehen zuerst an dich, Museen und Vereine zuerst an mich.

Passt etwas besser zum anderen, sagen wir es gleich und geben es weiter.
"""


@transaction.atomic
def open_demo(*, at: datetime) -> Space:
    """Let Raum am Kanal move in, as it stands this morning, everybody with a log-in; once."""
    if known := Space.objects.filter(slug=SLUG).first():
        return known
    space = Space.objects.create(
        slug=SLUG,
        name="Raum am Kanal",
        place="Berlin",
        about="Vierzig Menschen, eine Etage über dem Wasser, und jeden zweiten Mittwoch im Monat ein Kreativabend.",
        created_at=at,
    )
    move_in(space, community(date(at.year, at.month, at.day)), by=None, at=at)
    _settle(space)
    _this_morning(space, at)
    _counted(space, at)
    return space


def _settle(space: Space) -> None:
    """Everybody has accepted."""
    members = list(space.memberships.all())
    for membership in members:
        membership.person = _person(membership.outside_id, membership.joined_at)
    Membership.objects.bulk_update(members, ["person"])
    Role.objects.bulk_create(Role(membership=m, name=role) for m in members for role in ROLES.get(m.outside_id, ()))


def _person(member: str, joined: datetime) -> Person:
    person = Person(email=address(member), language="de", created_at=joined)
    person.set_unusable_password()
    person.save()
    return person


def _this_morning(space: Space, at: datetime) -> None:
    """Somebody is new, something asks to be confirmed, and a neighbour proposes an agreement."""
    hanne, amira, tom, mehmet = (space.memberships.get(outside_id=one) for one in ("hanne", "amira", "tom", "mehmet"))
    joined = at - timedelta(days=5)
    Membership.objects.create(
        space=space,
        person=_person("noor", joined),
        name="Noor Haddad",
        joined_at=joined,
        sponsor=hanne,
        invited_by=hanne,
    )
    web = space.fields.get(slug="web-design")
    form = Occasion(
        Kind.COOPERATION, 6, (at - timedelta(days=2)).date(), "ein Anmeldeformular für die Musikschule gebaut", web
    )
    record(form, [mehmet], by=amira, at=at - timedelta(hours=20))
    lunch = Occasion(Kind.CARE, 1, (at - timedelta(days=1)).date(), "Noor beim ersten Mittagessen allen vorgestellt")
    record(lunch, [mehmet, amira], by=hanne, at=at - timedelta(hours=18))
    propose(neighbour=mehmet, field=web, text=AGREEMENT, by=tom, at=at - timedelta(hours=3))


def _counted(space: Space, at: datetime) -> None:
    """Most agreed to be counted when the lab was shown to them; some did not, and whoever logs in can still decide."""
    for number, membership in enumerate(space.memberships.filter(joined_at__lt=at - SHOWN).order_by("joined_at", "pk")):
        if membership.outside_id not in UNCOUNTED:
            be_counted(by=membership, at=at - SHOWN + timedelta(minutes=7 * number))


def address(member: str) -> str:
    return f"{member}@{SLUG}.example"


def log_ins() -> dict[str, str]:
    """Whom to log in as, and with which mail address."""
    return {who: address(member) for who, member in LOG_INS.items()}
