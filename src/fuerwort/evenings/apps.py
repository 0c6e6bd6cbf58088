"""Creative evenings: dates, who comes, questions, ideas, decisions, minutes."""

from django.apps import AppConfig


class EveningsConfig(AppConfig):
    name = "fuerwort.evenings"
    label = "evenings"

    def ready(self) -> None:
        from fuerwort.evenings import erasure, news, own, vote_erasure, vote_news  # noqa: F401, PLC0415 - they need the models
