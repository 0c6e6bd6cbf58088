"""What the event log says about requests and the rule."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "rule.changed": _("%(who)s changed the rule of the space; it has version %(version)s now."),
}
