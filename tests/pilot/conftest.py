"""What tests of the pilot that need the house start from."""

from tests.referrals.conftest import house  # noqa: F401 - a fixture
