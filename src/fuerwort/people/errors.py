"""What an action may refuse, and what a query may not show."""

from django.http import Http404


class Refused(Exception):
    """An action that was not done; the message is a whole translated sentence for the person who asked."""


class Missing(Http404):
    """Not there, or not for this person: the two look alike."""
