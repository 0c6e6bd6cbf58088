"""What the event log says about what was shared; which experience it was, hosts need not read there."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "experience.recorded": _("%(who)s recorded an experience."),
    "experience.suggested": _("An experience was suggested to those concerned."),
    "experience.adjusted": _("%(who)s said how a suggested experience really was."),
    "experience.confirmed": _("%(who)s confirmed an experience."),
    "experience.denied": _("%(who)s said no to an experience."),
    "experience.reopened": _("%(who)s took back an answer about an experience."),
    "experience.taken-back": _("%(who)s took back a confirmation."),
    "dispute.settled": _("%(who)s settled a no."),
    "confirmation.released": _("%(who)s let a confirmation count that waited for a host."),
    "confirmation.refused": _("%(who)s let a confirmation not count."),
    "vouch.given": _("%(who)s said a good word for somebody."),
    "vouch.withdrawn": _("%(who)s took a good word back."),
    "founding-evening.started": _("%(who)s began a founding evening."),
    "founding-evening.ended": _("%(who)s ended a founding evening."),
}
