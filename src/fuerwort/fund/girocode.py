"""GiroCode (EPC069-12, version 2): the text behind a QR code that fills in a transfer in a banking app."""

from fuerwort.fund.models import Fund
from fuerwort.fund.money import LARGEST

NEWLINE = "\n"
LONGEST = 331
"""Bytes, as the standard says."""


def girocode(fund: Fund, cents: int, text: str) -> str:
    """What the code says; an amount of zero is left to whoever pays.

    Raises
    ------
    ValueError
        The amount cannot be paid by one transfer.
    """
    if not 0 <= cents <= min(LARGEST, 999_999_999_99):
        raise ValueError(cents)
    amount = f"EUR{cents // 100}.{cents % 100:02d}" if cents else ""
    parts = ("BCD", "002", "1", "SCT", fund.bic, fund.holder, fund.iban, amount, "", "", text[:140])
    said = NEWLINE.join(parts)
    while len(said.encode()) > LONGEST:
        said = said[:-1]
    return said
