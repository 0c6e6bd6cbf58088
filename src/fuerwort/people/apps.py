"""People: spaces, persons, memberships, fields, availability, consent, invitations, agreements."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "fuerwort.people"
    label = "people"
