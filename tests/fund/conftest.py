"""What the tests of the fund start from: a fund of the cast's space that holds 1,000 EUR in its reserve."""

import pytest

from fuerwort.fund.actions.funds import open_fund
from fuerwort.fund.models import Fund
from tests.cast import NOW, Cast
from tests.fund import paying

IBAN = "DE02120300000000202051"


@pytest.fixture
def fund(cast: Cast) -> Fund:
    return open_fund(holder="Raum am Kanal e. V.", iban=IBAN, held=1_000_00, by=cast.treasurer, at=NOW)


@pytest.fixture
def house(cast: Cast, fund: Fund) -> paying.House:
    return paying.settle(cast, fund)
