"""Pages: views, forms, templates, static files. No models."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "fuerwort.web"
    label = "web"
