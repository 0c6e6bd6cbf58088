"""Mails: plain text and HTML in the reader's language, queued in the same transaction, sent by a worker.

A mail named `invited` is made of templates `mail/invited.subject.txt`, `mail/invited.txt` and `mail/invited.html`.
"""

import json
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.template import Context, Engine
from django.utils import translation
from django_tasks import task

from fuerwort.people.sealed import seal, unseal


def post(to: str, name: str, language: str, facts: dict[str, Any], *, unsubscribe: str = "") -> None:
    """Render now, send when the transaction is committed. ``unsubscribe`` is the address of a one-click page.

    The queue holds the mail sealed: it may carry a name, an address and a link that opens a door.
    """
    with translation.override(language):
        facts = {**facts, "language": language, "unsubscribe": unsubscribe}
        subject = " ".join(_render(f"mail/{name}.subject.txt", facts).split())
        text, html = (_render(f"mail/{name}.{kind}", facts) for kind in ("txt", "html"))
    send.enqueue(seal(json.dumps([to, subject, text, html, unsubscribe])))


def _render(template: str, facts: dict[str, Any]) -> str:
    """Plain text must not be escaped as if it were HTML."""
    context = Context(facts, autoescape=template.endswith(".html"))
    return str(Engine.get_default().get_template(template).render(context))


@task()
def send(sealed: str) -> None:
    """Hand one mail to the server."""
    to, subject, text, html, unsubscribe = json.loads(unseal(sealed))
    headers = {"Auto-Submitted": "auto-generated"}
    if unsubscribe:
        headers |= {"List-Unsubscribe": f"<{unsubscribe}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    mail = EmailMultiAlternatives(subject, text, to=[to], headers=headers)
    mail.attach_alternative(html, "text/html")
    mail.send()
