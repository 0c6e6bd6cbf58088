"""What the event log says about requests, one sentence for each verb; never who declined, and nobody's words."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "request.confirmed": _("A client asked for something in %(field)s."),
    "request.recorded": _("%(who)s noted what somebody needs in %(field)s."),
    "request.looked-for": _("%(who)s looked for somebody to recommend in %(field)s."),
    "request.given": _("A request went to %(whom)s."),
    "request.bound": _(
        "A request went to %(whom)s. Everybody who could decide may qualify for it, so the suggested order is binding."
    ),
    "request.taken": _("%(who)s cares for a request."),
    "request.suggested": _("%(who)s let a list be suggested."),
    "request.changed": _("%(who)s changed the order of a list and said why."),
    "request.chosen": _("%(who)s confirmed a list; the named were asked."),
    "placing.answered": _("Somebody who is named answered."),
    "placing.passed-by": _("Somebody who is named did not answer in time."),
    "placing.handed-over": _("%(who)s handed a place over to %(whom)s."),
    "request.shown": _("A list went to whoever asked."),
    "request.passed-on": _("%(who)s passed names on."),
    "request.nobody": _("%(who)s said that nobody here fits a request."),
    "request.withdrawn": _("A request was withdrawn."),
    "request.escalated": _("A request waited too long."),
    "request.closed": _("A request was closed."),
    "introduction.released": _("A contact was released for one member."),
    "outcome.reported": _("%(who)s said what came of a request."),
    "thanks.given": _("%(who)s thanked %(whom)s."),
    "contest.opened": _("%(who)s doubted an order."),
    "contest.answered": _("%(who)s answered an objection."),
    "duty.said": _("%(who)s said whether they take requests."),
    "need.purged": _("Contact data of a request was deleted, as promised after %(days)s days."),
    "books.verified": _("All %(books)s books were replayed from their first entry: %(differences)s differences."),
    "rule.changed": _("%(who)s noted a decision: the order now comes about by rule %(version)s."),
}
