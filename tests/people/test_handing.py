"""What becomes of a mail, by what the server says; the tables of docs/rules/mail.md."""

import smtplib
from datetime import timedelta

import pytest

from fuerwort.people.handing import PAUSES, is_final
from tests.tables import table

SAID: dict[str, OSError] = {
    "nobody answers": ConnectionRefusedError(),
    "password refused (535)": smtplib.SMTPAuthenticationError(535, b"no"),
    "sender refused (550)": smtplib.SMTPSenderRefused(550, b"no", "us@example.org"),
    "mailbox busy (450)": smtplib.SMTPRecipientsRefused({"a@example.org": (450, b"busy")}),
    "one of two mailboxes unknown (550), one busy (450)": smtplib.SMTPRecipientsRefused(
        {"a@example.org": (550, b"who?"), "b@example.org": (450, b"busy")}
    ),
    "mailbox unknown (550)": smtplib.SMTPRecipientsRefused({"a@example.org": (550, b"who?")}),
    "content too large for now (452)": smtplib.SMTPDataError(452, b"full"),
    "content refused (554)": smtplib.SMTPDataError(554, b"no"),
}


@pytest.mark.parametrize("row", table("mail.md"), ids=lambda row: row["what happens"])
def test_what_is_said_decides(row: dict[str, str]) -> None:
    assert is_final(SAID[row["what happens"]]) == (row["then"] == "never")


def test_nothing_that_may_be_said_is_left_out() -> None:
    assert [row["what happens"] for row in table("mail.md")] == list(SAID)


def test_so_long_is_waited() -> None:
    said = [
        timedelta(minutes=int(row["so long after the one before"].split()[0])) for row in table("mail.md", "## Tries")
    ]
    assert said == PAUSES
