"""Referrals: requests, shortlists, books, introductions, outcomes, thanks."""

from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    name = "fuerwort.referrals"
    label = "referrals"

    def ready(self) -> None:
        from fuerwort.people import erasure  # noqa: PLC0415 - models are there only now
        from fuerwort.referrals import forgetting, news, own  # noqa: F401, PLC0415

        erasure.add(erasure.Part(forgetting.foretell, forgetting.forget))
