"""The mails that a demo's sink keeps, newest first. Nothing leaves the machine."""

import mailbox
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path

from django.conf import settings

from fuerwort.people.errors import Missing


@dataclass(frozen=True)
class Mail:
    key: str
    to: str
    subject: str
    at: datetime
    text: str
    html: str


def mails() -> list[Mail]:
    """Raises Missing where no sink is set up."""
    box = _box()
    return sorted((_mail(key, box) for key in box.iterkeys()), key=lambda mail: mail.at, reverse=True)


def mail(key: str) -> Mail:
    """Raises Missing when there is no such mail."""
    box = _box()
    if key not in box:
        raise Missing
    return _mail(key, box)


def _box() -> "mailbox.Maildir":
    if not settings.MAILBOX or not Path(settings.MAILBOX).is_dir():
        raise Missing
    return mailbox.Maildir(settings.MAILBOX, create=False)


def _mail(key: str, box: "mailbox.Maildir") -> Mail:
    message: EmailMessage = message_from_bytes(box.get_bytes(key), policy=policy.default)
    at = parsedate_to_datetime(message["date"])
    at = at if at.tzinfo else at.replace(tzinfo=UTC)  # a date with "-0000" is UTC without a zone
    return Mail(key, message["to"], message["subject"], at, _body(message, "plain"), _body(message, "html"))


def _body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    return part.get_content() if part else ""
