"""A person in a space: where every page starts."""

from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef

from fuerwort.people.errors import Missing
from fuerwort.people.models import Membership, Memberships, Person, RoleName, Space


@dataclass(frozen=True)
class Here:
    """A person in one space: what every page of the space starts from."""

    membership: Membership
    roles: frozenset[str]
    has_fields: bool = False
    """Whether the member has said what they do."""

    @property
    def space(self) -> Space:
        return self.membership.space

    @property
    def is_host(self) -> bool:
        return RoleName.HOST in self.roles

    def require_host(self) -> None:
        """Raise ``Missing`` for everybody who is no host: what hosts see looks missing to others."""
        if not self.is_host:
            raise Missing

    @property
    def is_treasurer(self) -> bool:
        return RoleName.TREASURER in self.roles

    @property
    def moves_money(self) -> bool:
        """Whether they are one of the two who pay out: a treasurer, or the second signature."""
        return self.is_treasurer or RoleName.SIGNER in self.roles


def here_for(person: Person, slug: str) -> Here:
    """The person's place in this space.

    Raises
    ------
    Missing
        There is no such space, or the person is no active member of it.
    """
    rows = list(
        Membership.objects.active()
        .filter(person=person, space__slug=slug)
        .select_related("space", "person", "sponsor")
        .annotate(
            has_fields=Exists(Membership.fields.through.objects.filter(membership=OuterRef("pk"))),
            role=F("roles__name"),  # a row for each role, so that one question answers all
        )
    )
    if not rows:
        raise Missing
    found, roles = rows[0], frozenset(row.role for row in rows if row.role)
    return Here(found, roles, found.has_fields)


def here_or_not(person: Person | None, slug: str) -> Here | None:
    """The person's place in this space, for pages that others may read, too."""
    try:
        return here_for(person, slug) if person else None
    except Missing:
        return None


def space_at(slug: str) -> Space:
    """The space with this address, for pages that everybody may read.

    Raises
    ------
    Missing
        There is none.
    """
    found = Space.objects.filter(slug=slug).first()
    if found is None:
        raise Missing
    return found


def slugs() -> list[str]:
    """The addresses of all spaces of this house, for whoever has the machine."""
    return list(Space.objects.order_by("slug").values_list("slug", flat=True))


def host_of(space: Space, email: str = "") -> Membership:
    """The host with this address, or the first one: whoever a command acts for.

    Raises
    ------
    Missing
        There is none.
    """
    hosts = Membership.objects.active().filter(space=space, roles__name=RoleName.HOST)
    known = hosts.filter(person__email__iexact=email) if email else hosts.order_by("joined_at", "pk")
    found = known.select_related("space", "person").first()
    if found is None:
        raise Missing
    return found


def lives_beside(slug: str) -> bool:
    """Whether another space than this one lives here, too: commands that make something up keep away then."""
    return Space.objects.exclude(slug=slug).exists()


def spaces_for(person: Person) -> Memberships:
    """The person's active memberships, by name of the space."""
    return Membership.objects.active().filter(person=person).select_related("space").order_by("space__name")


def member_for(here: Here, public: str) -> Membership:
    """An active member of the same space.

    Raises
    ------
    Missing
        There is none with this public id here.
    """
    found = Membership.objects.active().filter(space=here.space, public=public).select_related("person").first()
    if found is None:
        raise Missing
    return found
