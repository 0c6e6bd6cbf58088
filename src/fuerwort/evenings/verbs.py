"""What the event log says about evenings."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "series.set": _("%(who)s set when creative evenings are."),
    "evening.planned": _("%(who)s planned an evening."),
    "evening.told": _("An evening was announced to everybody."),
    "evening.changed": _("%(who)s changed an evening."),
    "evening.cancelled": _("%(who)s called an evening off."),
    "evening.skipped": _("%(who)s left out a date of the creative evenings."),
    "evening.agenda": _("%(who)s changed the agenda of an evening."),
    "evening.phase": _("%(who)s led an evening on."),
    "evening.followed-up": _("An evening was followed up: its guests are forgotten."),
    "guest.invited": _("%(who)s invited a guest to an evening."),
    "guest.removed": _("%(who)s took back the invitation of a guest."),
    "duty.offered": _("%(who)s looks for somebody who takes over a duty of an evening."),
    "duty.kept": _("%(who)s keeps a duty of an evening."),
    "duty.taken": _("%(who)s took over a duty of an evening."),
    "question.asked": _("%(who)s asked a question for an evening."),
    "question.withdrawn": _("%(who)s took back a question."),
    "question.chosen": _("%(who)s chose the question of an evening."),
    "idea.taken": _("%(who)s takes care of an idea."),
    "ideas.grouped": _("%(who)s sorted the ideas of an evening."),
    "session.held": _("%(who)s showed the others something."),
    "minutes.saved": _("%(who)s wrote in the minutes."),
    "minutes.handed-over": _("%(who)s handed the minutes to the magazine."),
}
"""What single persons write, reply and check in leaves no row: the log is not a record of who said what."""
