"""What the event log says about the fund; never an amount, and never whose money it is."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "fund.opened": _("%(who)s opened the fund."),
    "fund.described": _("%(who)s described the bank account of the fund anew."),
    "fund.posted": _("The ledger of the fund went on by transaction %(number)s."),
    "fund.budget-set": _("Money of the fund was set aside, as decided."),
    "fund.budget-returned": _("%(who)s gave back what a budget did not need."),
    "income.proposed": _("%(who)s proposed a basic income."),
    "income.changed": _("%(who)s changed a proposed basic income."),
    "income.dropped": _("%(who)s dropped a proposed basic income."),
    "income.decided": _("%(who)s noted that a basic income was decided."),
    "income.extended": _("%(who)s promised more months of a basic income."),
    "income.ended": _("%(who)s ended a basic income of which everything is paid."),
    "income.confirmed": _("%(who)s confirmed a legal point of a basic income."),
    "income.accepted": _("An account for a basic income was named."),
    "income.wished": _("A wish about a basic income was changed."),
    "income.looked": _("%(who)s looked at the end of an account number and said why."),
    "income.run-proposed": _("%(who)s proposed to pay a month of basic income."),
    "income.run-withdrawn": _("%(who)s withdrew a proposed payment of basic income."),
    "income.run-released": _("%(who)s released a month of basic income as the second person."),
    "income.file-made": _("%(who)s fetched the file of a basic income for the bank."),
    "income.file-refused": _("%(who)s noted that the bank took nothing of a file."),
    "income.arrived": _("%(who)s noted that the bank paid a basic income."),
    "income.came-back": _("%(who)s noted that a payment came back."),
}
