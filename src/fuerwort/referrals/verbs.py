"""What the event log says about requests, one sentence for each verb; never who declined, and nobody's words."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "rule.changed": _("%(who)s noted a decision: the order now comes about by rule %(version)s."),
}
