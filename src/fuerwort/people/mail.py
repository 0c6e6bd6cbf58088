"""Mails: plain text and HTML in the reader's language, queued in the same transaction, sent by a worker.

A mail named `invited` is made of templates `mail/invited.subject.txt`, `mail/invited.txt` and `mail/invited.html`.
"""

from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation
from django_tasks import task


def post(to: str, name: str, language: str, facts: dict[str, Any], *, unsubscribe: str = "") -> None:
    """Render now, send when the transaction is committed. ``unsubscribe`` is the address of a one-click page.

    Facts reach the templates, never the log or the queue's name.
    """
    with translation.override(language):
        facts = {**facts, "language": language, "unsubscribe": unsubscribe}
        subject = " ".join(render_to_string(f"mail/{name}.subject.txt", facts).split())
        text, html = (render_to_string(f"mail/{name}.{kind}", facts) for kind in ("txt", "html"))
    send.enqueue(to, subject, text, html, unsubscribe)


@task()
def send(to: str, subject: str, text: str, html: str, unsubscribe: str) -> None:
    """Hand one mail to the server."""
    headers = {"Auto-Submitted": "auto-generated"}
    if unsubscribe:
        headers |= {"List-Unsubscribe": f"<{unsubscribe}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    mail = EmailMultiAlternatives(subject, text, to=[to], headers=headers)
    mail.attach_alternative(html, "text/html")
    mail.send()
