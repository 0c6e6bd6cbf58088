"""What a pilot refuses."""

from fuerwort.people.errors import Refused


class PilotRefused(Refused):
    """Nothing was written; the message is a whole translated sentence that says what to do."""
