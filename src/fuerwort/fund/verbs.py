"""What the event log says about the fund; never an amount, and never whose money it is."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "fund.opened": _("%(who)s opened the fund."),
    "fund.described": _("%(who)s described the bank account of the fund anew."),
    "fund.posted": _("The ledger of the fund went on by transaction %(number)s."),
    "fund.budget-set": _("Money of the fund was set aside, as decided."),
    "fund.budget-returned": _("%(who)s gave back what a budget did not need."),
}
