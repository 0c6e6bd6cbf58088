"""A space where five do web design, for pages about requests."""

from tests.referrals.conftest import house

__all__ = ["house"]
