"""Pages of the basic income, inside a space. What a page may show is decided in the queries it asks."""

from django.urls import URLPattern, URLResolver, path

from fuerwort.web.views.income import desk, mine, paying, whole

urlpatterns: list[URLPattern | URLResolver] = [
    path("", whole.whole, name="income"),
    path("mine/", mine.mine, name="my-income"),
    path("mine/<slug:public>/wish/", mine.wish, name="my-income-wish"),
    path("mine/<slug:public>/account/", mine.account, name="my-income-account"),
    path("mine/<slug:public>/<int:year>.pdf", mine.statement, name="my-income-statement"),
    # The two who pay out: plans, legal points, runs
    path("desk/", desk.plans, name="income-desk"),
    path("desk/planner/", desk.planner, name="income-planner"),
    path("desk/plans/<slug:public>/", desk.plan, name="income-plan"),
    path("desk/plans/<slug:public>/act/", desk.act, name="income-plan-act"),
    path("desk/plans/<slug:public>/gate/", desk.gate, name="income-gate"),
    path("desk/runs/<slug:public>/", paying.run, name="income-run"),
    path("desk/runs/<slug:public>/act/", paying.act, name="income-run-act"),
    path("desk/runs/<slug:public>/file/", paying.file, name="income-run-file"),
    path("desk/payments/<slug:public>/look/", paying.look, name="income-look"),
]
