"""Experiences: shared occasions, their confirmations, vouches."""

from django.apps import AppConfig


class ExperiencesConfig(AppConfig):
    name = "fuerwort.experiences"
    label = "experiences"

    def ready(self) -> None:
        from fuerwort.experiences import erasure, news, own  # noqa: F401, PLC0415 - they need the models
