"""What the event log says, one sentence for each verb. `who` did it, `whom` it was about."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "space.created": _("The space was founded."),
    "space.described": _("%(who)s described the space anew."),
    "space.moved_in": _("%(who)s let a community move in: %(members)s members, %(experiences)s experiences."),
    "space.moved_out": _("%(who)s took the whole community as a bundle."),
    "space.roster_taken_in": _("%(who)s took in a list of members: %(members)s new guests."),
    "fields.chosen": _("%(who)s chose fields: %(fields)s."),
    "field.added": _("%(who)s added the field %(field)s."),
    "field.renamed": _("%(who)s renamed the field %(field)s."),
    "field.retired": _("%(who)s retired the field %(field)s."),
    "field.restored": _("%(who)s offers the field %(field)s again."),
    "member.invited": _("%(who)s invited %(whom)s."),
    "member.invited_again": _("%(who)s made a new link for %(whom)s."),
    "invitation.withdrawn": _("%(who)s withdrew the invitation of %(whom)s."),
    "member.joined": _("%(whom)s joined."),
    "member.returned": _("%(whom)s came back."),
    "member.left": _("%(whom)s left."),
    "member.marked_left": _("%(who)s noted that %(whom)s has left."),
    "member.erased": _("Somebody erased their account."),
    "member.moved": _("%(who)s noted where %(whom)s works: at a desk here, or at home."),
    "roles.changed": _("%(who)s changed the roles of %(whom)s."),
    "profile.changed": _("%(whom)s changed the profile."),
    "availability.said": _("%(whom)s said how much time there is."),
    "availability.ended": _("What %(whom)s had said about their time ran out."),
    "steps.shown": _("%(whom)s took the first steps out again."),
    "steps.hidden": _("%(whom)s put the first steps away."),
    "sponsor.changed": _("%(who)s chose who sponsors %(whom)s."),
}
