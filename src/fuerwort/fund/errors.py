"""What the fund refuses."""

from fuerwort.people.errors import Refused


class FundRefused(Refused):
    """Nothing was written; the message is a whole translated sentence with the figures."""
