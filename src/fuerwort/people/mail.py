"""Mails: plain text and HTML in the reader's language, queued in the same transaction, sent by a worker.

A mail named `invited` is made of templates `mail/invited.subject.txt`, `mail/invited.txt` and `mail/invited.html`.
"""

import json
import logging
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template import Context, Engine
from django.utils import timezone, translation
from django.utils.safestring import mark_safe
from django_tasks import TaskContext, task
from django_tasks_db.models import DBTaskResult

from fuerwort.people import handing
from fuerwort.people.sealed import seal, unseal

log = logging.getLogger(__name__)


def post(to: str, name: str, language: str, facts: dict[str, Any], *, unsubscribe: str = "") -> None:
    """Render now, send when the transaction is committed. ``unsubscribe`` is the address of a one-click page.

    The queue holds the mail sealed: it may carry a name, an address and a link that opens a door.
    """
    with translation.override(language):
        facts = {**facts, "language": language, "unsubscribe": unsubscribe}
        subject = " ".join(_render(f"mail/{name}.subject.txt", facts).split())
        text, html = (_letter(f"mail/{name}.{kind}", facts) for kind in ("txt", "html"))
    send.enqueue(seal(json.dumps([to, subject, text, html, unsubscribe])))


def _letter(template: str, facts: dict[str, Any]) -> str:
    """What a mail says, in the frame of every mail: `mail/letter.txt` or `.html`."""
    said = mark_safe(_render(template, facts).strip())  # escaped when it was rendered
    return _render(f"mail/letter.{template.rsplit('.', maxsplit=1)[-1]}", {**facts, "said": said})


def _render(template: str, facts: dict[str, Any]) -> str:
    """Plain text must not be escaped as if it were HTML."""
    context = Context(facts, autoescape=template.endswith(".html"))
    return str(Engine.get_default().get_template(template).render(context))


def drop(trace: str) -> int:
    """Forget every queued, sent or failed mail that holds this address or name; returns how many there were."""
    jobs = DBTaskResult.objects.filter(task_path=send.module_path)
    found = [job.pk for job in jobs.iterator() if trace.lower() in _opened(job).lower()]
    return DBTaskResult.objects.filter(pk__in=found).delete()[0]


def forget_waiting() -> int:
    """Drop mails that wait or were being sent: in a backup, they have long been sent. Returns how many there were."""
    waiting = DBTaskResult.objects.filter(task_path=send.module_path, status__in=("READY", "RUNNING"))
    return waiting.delete()[0]


def _opened(job: DBTaskResult) -> str:  # type: ignore[type-arg]
    return "\n".join(json.loads(unseal(job.args_kwargs["args"][0])))


@task(takes_context=True)
def send(context: TaskContext, sealed: str, first: str = "", tries: int = 1) -> None:
    """Hand one mail to the server; one to nobody was only written so that writing it took its time.

    ``first`` is the job that tried first, ``tries`` how often it has been tried with this one.
    """
    to, subject, text, html, unsubscribe = json.loads(unseal(sealed))
    if not to:
        return
    key = first or str(context.task_result.id)
    # the same name at each try: a mail program that gets it twice shows it once
    headers = {"Auto-Submitted": "auto-generated", "Message-ID": f"<{key}@{urlsplit(settings.ADDRESS).hostname}>"}
    if unsubscribe:
        headers |= {"List-Unsubscribe": f"<{unsubscribe}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    mail = EmailMultiAlternatives(subject, text, to=[to], headers=headers)
    mail.attach_alternative(html, "text/html")
    try:
        handing.hand_over(mail, key)
    except OSError as error:  # every error of SMTP is one
        if tries > len(handing.PAUSES) or handing.is_final(error):
            raise
        log.warning("mail %s was not taken (try %d): %s", key, tries, type(error).__name__)
        later = timezone.now() + handing.PAUSES[tries - 1]
        send.using(run_after=later).enqueue(sealed, key, tries + 1)
