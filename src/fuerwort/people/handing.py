"""Hand a mail to the server: once, whoever dies meanwhile; later where it is not taken; docs/rules/mail.md."""

import logging
from datetime import timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused

from django.core.mail import EmailMultiAlternatives, get_connection

from fuerwort.people.models import Handed

PAUSES = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720)]
"""Before the second, third, … try: for most of a day, as long as mail servers themselves go on."""
PERMANENT = 500
"""SMTP answers from here on mean never (RFC 5321, section 4.2.1)."""

log = logging.getLogger(__name__)


def hand_over(mail: EmailMultiAlternatives, key: str) -> None:
    """Give it to the server, unless that was begun before: who did so is dead, and most probably after it was taken.

    Raises
    ------
    OSError
        The server did not take it; it may be tried again.
    """
    with get_connection() as server:  # an error up to here means that nothing was sent
        if not Handed.objects.get_or_create(key=key)[1]:
            log.error("mail %s was begun by a worker that died; it may not have arrived and is not sent again", key)
            return
        mail.connection = server
        try:
            mail.send()
        except OSError:
            Handed.objects.filter(key=key).delete()
            raise


def is_final(error: OSError) -> bool:
    """The server said never of this mail. A password or sender that it refuses is ours to mend, so the mail waits."""
    if isinstance(error, SMTPRecipientsRefused):
        return all(code >= PERMANENT for code, _said in error.recipients.values())
    return isinstance(error, SMTPDataError) and error.smtp_code >= PERMANENT
