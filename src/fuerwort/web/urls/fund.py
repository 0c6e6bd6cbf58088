"""Pages of the fund, inside a space. What a page may show is decided in the queries it asks."""

from django.urls import URLPattern, URLResolver, path

from fuerwort.web.views.fund import closing, contributions, desk, ledger, mine, state, statements

urlpatterns: list[URLPattern | URLResolver] = [
    path("", state.fund, name="fund"),
    path("contribution/", mine.contribution, name="fund-mine"),
    path("contribution/bid/", mine.bid, name="fund-bid"),
    path("contribution/<int:year>/", mine.year, name="fund-year"),
    # Treasurer: state, accounts, statements and their lines, ledger, contributions, closing and audits
    path("desk/", desk.desk, name="fund-desk"),
    path("desk/open/", desk.open_, name="fund-open"),
    path("desk/account/", desk.account, name="fund-account"),
    path("desk/accounts/", desk.accounts, name="fund-accounts"),
    path("desk/accounts/<slug:public>/give-back/", desk.give_back, name="fund-give-back"),
    path("desk/statements/", statements.taken, name="fund-statements"),
    path("desk/statements/take-in/", statements.take_in, name="fund-take-in"),
    path("desk/statements/<slug:public>/withdraw/", statements.withdraw, name="fund-statement-withdraw"),
    path("desk/lines/<slug:public>/", statements.line, name="fund-line"),
    path("desk/ledger/", ledger.ledger, name="fund-ledger"),
    path("desk/ledger/<int:number>/", ledger.transaction, name="fund-transaction"),
    path("desk/documents/<slug:public>/", ledger.document, name="fund-document"),
    path("desk/ledger.csv", desk.csv, name="fund-csv"),
    path("desk/ledger.beancount", desk.beancount, name="fund-beancount"),
    path("desk/contributions/", contributions.everybody, name="fund-contributions"),
    path("desk/closing/", closing.closing, name="fund-closing"),
    path("desk/audits/<slug:public>/", closing.audit, name="fund-audit"),
    path("desk/audits/<slug:public>/withdraw/", closing.withdraw, name="fund-audit-withdraw"),
]
