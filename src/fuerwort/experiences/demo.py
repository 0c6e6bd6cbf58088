"""The demo community as a space one can log in to."""

from datetime import date, datetime

from django.db import transaction

from fuerwort.demo.community import community
from fuerwort.experiences.moving import move_in
from fuerwort.people.models import Membership, Person, Role, RoleName, Space

SLUG = "raum-am-kanal"
ROLES = {
    "hanne": (RoleName.HOST,),
    "jonas": (RoleName.HOST,),
    "aylin": (RoleName.TREASURER,),
    "amira": (RoleName.EDITOR,),
}
LOG_INS = {"host": "hanne", "member": "mehmet", "newcomer": "linh"}


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
    members = list(space.memberships.all())
    for membership in members:
        person = Person(email=address(membership.outside_id), language="de", created_at=membership.joined_at)
        person.set_unusable_password()
        person.save()
        membership.person = person
    Membership.objects.bulk_update(members, ["person"])
    Role.objects.bulk_create(Role(membership=m, name=role) for m in members for role in ROLES.get(m.outside_id, ()))
    return space


def address(member: str) -> str:
    return f"{member}@{SLUG}.example"


def log_ins() -> dict[str, str]:
    """Whom to log in as, and with which mail address."""
    return {who: address(member) for who, member in LOG_INS.items()}
