"""People: spaces, persons, memberships, fields, availability, consent, invitations, agreements."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "fuerwort.people"
    label = "people"

    def ready(self) -> None:
        from fuerwort.people import own_rows, tellers  # noqa: F401, PLC0415 - models are there only now
