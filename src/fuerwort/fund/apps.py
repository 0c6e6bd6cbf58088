"""The fund: ledger, contributions, bank statements, audits, basic income."""

from django.apps import AppConfig


class FundConfig(AppConfig):
    name = "fuerwort.fund"
    label = "fund"
