"""What the event log says about pilots; never who takes part, and never what was drawn for whom."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "pilot.planned": _("%(who)s began to plan a pilot."),
    "pilot.questions-brought": _("%(who)s brought own questions into a pilot."),
    "pilot.registered": _("%(who)s registered a pilot."),
    "pilot.deviated": _("%(who)s noted what a pilot does otherwise than registered."),
    "pilot.enrolling": _("%(who)s opened a pilot to whoever wants to join."),
    "pilot.joined": _("Somebody joined a pilot."),
    "pilot.withdrew": _("Somebody withdrew from a pilot."),
    "pilot.promised": _("Somebody promised a secret for a draw."),
    "pilot.revealed": _("Somebody gave the secret they had promised for a draw."),
    "pilot.committed": _("%(who)s fixed the roster of a draw and published its hash."),
    "pilot.voided": _("%(who)s declared a draw void, because a secret was kept back."),
    "pilot.drawn": _("%(who)s made the draw of a pilot."),
    "pilot.income": _("%(who)s proposed the income for a group that was drawn."),
    "pilot.running": _("%(who)s noted that a pilot has begun."),
    "pilot.agreed": _("Somebody agreed to be asked in a pilot."),
    "pilot.ended-questions": _("Somebody is asked no more in a pilot."),
    "pilot.analysis-asked": _("%(who)s asked to compare the groups of a pilot."),
    "pilot.locked": _("%(who)s locked the answers of a pilot."),
    "pilot.reported": _("%(who)s published the report of a pilot."),
    "pilot.off": _("%(who)s called a pilot off."),
}
