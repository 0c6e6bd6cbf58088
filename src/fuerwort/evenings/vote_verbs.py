"""What the event log says about votes and decisions. Who cast a ballot when stands nowhere in it."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "vote.prepared": _("%(who)s prepared a vote."),
    "proposal.added": _("%(who)s added a proposal to a vote."),
    "proposal.removed": _("%(who)s took a proposal out of a vote."),
    "vote.opened": _("%(who)s opened a vote."),
    "vote.closed": _("A vote, or a round of it, was closed, counted and published."),
    "vote.next-round": _("%(who)s asked for consent again."),
    "vote.dropped": _("%(who)s ended a vote without adopting its proposal."),
    "vote.called-off": _("%(who)s called a vote off; its ballots were destroyed unread."),
    "decision.made": _("Something was decided."),
    "decision.carried-out": _("A decision was carried out."),
    "decision.entrusted": _("%(who)s said who cares for a decision."),
    "decision.done": _("%(who)s said that a decision is done."),
    "decision.dropped": _("%(who)s said that a decision was dropped."),
}
