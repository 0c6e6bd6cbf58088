"""Persons and their accounts. An address is asked about only by whoever has proved to read it, or in vain."""

from allauth.mfa.models import Authenticator

from fuerwort.people import erasure
from fuerwort.people.erasure import Foretold
from fuerwort.people.errors import Missing
from fuerwort.people.models import Person


def address_is_new(email: str) -> bool:
    """No account has this address. What follows must look the same to whoever typed it."""
    return not Person.objects.filter(email__iexact=email).exists()


def person_at(email: str) -> Person:
    """The person with this address, which was proved.

    Raises
    ------
    Missing
        There is none; nobody can have proved it, so nobody is told so.
    """
    found = Person.objects.filter(email__iexact=email).first()
    if found is None:
        raise Missing
    return found


def passkeys(person: Person) -> list[Authenticator]:
    """The passkeys with which this person logs in, oldest first."""
    return list(Authenticator.objects.filter(user=person, type=Authenticator.Type.WEBAUTHN).order_by("pk"))


def foretold(person: Person) -> Foretold:
    """What the erasure of this person will do, beyond what the page says of everybody."""
    memberships = list(person.memberships.select_related("space"))
    parts = [part.foretell(memberships) for part in erasure.PARTS]
    goes, stays = ([said for part in parts for said in getattr(part, which)] for which in ("goes", "stays"))
    return Foretold(goes, stays)
