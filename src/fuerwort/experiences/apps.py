"""Experiences: shared occasions, their confirmations, vouches."""

from django.apps import AppConfig


class ExperiencesConfig(AppConfig):
    name = "fuerwort.experiences"
    label = "experiences"
