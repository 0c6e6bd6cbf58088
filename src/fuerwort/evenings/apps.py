"""Creative evenings: dates, who comes, questions, ideas, decisions, minutes."""

from django.apps import AppConfig


class EveningsConfig(AppConfig):
    name = "fuerwort.evenings"
    label = "evenings"
