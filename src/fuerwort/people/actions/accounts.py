"""An account: the address of a person, in all their spaces. No event: an account belongs to no space."""

from django.db import transaction
from django.utils.translation import gettext as _

from fuerwort.people import notices
from fuerwort.people.errors import Refused
from fuerwort.people.models import Person


class AccountRefused(Refused):
    """The account stays as it is."""


@transaction.atomic
def change_address(*, person: Person, email: str) -> None:
    """Log in by another address from now on; the caller has proved that the person reads it. The old one is told.

    Raises
    ------
    AccountRefused
        Another account has this address; only somebody who reads it learns that.
    """
    new, old = email.strip().lower(), person.email
    if Person.objects.filter(email__iexact=new).exclude(pk=person.pk).exists():
        raise AccountRefused(_("Another account has this address. Log in with it, or erase it first."))
    person.email = new
    person.save(update_fields=["email"])
    if new != old:
        notices.address_changed(old, person.language)


@transaction.atomic
def log_out_everywhere(*, person: Person) -> None:
    """End all sessions: each holds a hash of the unusable password, which is another one now."""
    person.set_unusable_password()
    person.save(update_fields=["password"])
