"""What tables of people and accounts hold about a person."""

from django.utils.translation import gettext_lazy as _

from fuerwort.people.models import Person
from fuerwort.people.own import LOGGED, Shelf, add

add(
    Shelf("people.Person", "pk", _("Account"),
          ("email", "language", "wants_digest", "digest_on", "created_at"), of=Person),
    Shelf("account.EmailAddress", "user", _("Addresses"), ("email", "verified"), of=Person),
    Shelf("mfa.Authenticator", "user", _("Passkeys"), ("created_at", "last_used_at"), of=Person),
    Shelf("people.Membership", "pk", _("Profile"),
          ("name", "joined_at", "left_at", "sponsor.name", "invited_by.name", "has_desk", "about", "languages",
           "availability", "available_until", "contact_email", "phone", "website", "counted_at", "outside_id")),
    Shelf("people.Role", "membership", _("Roles"), ("name",)),
    Shelf("people.Membership_fields", "membership", _("Fields"), ("field.name",)),
    Shelf("people.Skill", "membership", _("Skills"), ("name", "field.name")),
    Shelf("people.Consent", "membership", _("Who sees what"), ("item", "seen_by", "given_at")),
    Shelf("people.Invitation", "membership", _("Invitations to you"),
          ("created_at", "invited_by.name", "email", "accepted_at")),
    Shelf("people.Invitation", "invited_by", _("Invitations by you"), ("created_at", "accepted_at")),
    Shelf("people.Membership", "sponsor", _("You are the sponsor of"), ("name",)),
    Shelf("people.Agreement", "proposer", _("Agreements you proposed"),
          ("field.name", "neighbour.name", "gives_way.name", "text", "proposed_at", "signed_at", "ended_at")),
    Shelf("people.Agreement", "neighbour", _("Agreements proposed to you"),
          ("field.name", "proposer.name", "gives_way.name", "text", "proposed_at", "signed_at", "ended_at")),
    Shelf("people.Token", "membership", _("Your keys for programs"),
          ("name", "created_at", "expires_at", "used_at", "revoked_at")),
    Shelf("people.News", "membership", _("What you were told"), ("at", "code", "read_at")),
    Shelf("people.Event", "by", _("What you did, as the log has it"), ("at", "verb", "about")),
    left_out={
        "people.Membership.invited_by": "said by the invitation",
        "people.Membership.person": "the profile is handed out by its own id",
        "people.Agreement.gives_way": "said by the agreement",
        "people.Agreement.ended_by": LOGGED,
    },
)  # fmt: skip
