"""The pilot: registered, entered, drawn; then asked, locked, reported."""

from django.apps import AppConfig


class PilotConfig(AppConfig):
    name = "fuerwort.pilot"
    label = "pilot"

    def ready(self) -> None:
        from fuerwort.pilot import archiving, asking, erasure, news, own  # noqa: F401, PLC0415 - they need the models
        from fuerwort.referrals import wanted  # noqa: PLC0415

        wanted.add(asking.asks_clients)
