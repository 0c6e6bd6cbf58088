"""The fund: ledger, contributions, bank statements, audits, basic income."""

from django.apps import AppConfig


class FundConfig(AppConfig):
    name = "fuerwort.fund"
    label = "fund"

    def ready(self) -> None:
        from fuerwort.fund import archiving, income_erasure, income_news, own  # noqa: F401, PLC0415 - they add themselves
        from fuerwort.fund import erasure as leaving  # noqa: PLC0415 - models are there only now
        from fuerwort.people import erasure  # noqa: PLC0415

        erasure.add(erasure.Part(leaving.foretell, leaving.forget))
