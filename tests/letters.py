"""The post of a test: what waits in the queue is handed over, and lies in Django's outbox."""

import re

from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django_tasks import TaskContext
from django_tasks_db.models import DBTaskResult


def delivered() -> list[EmailMultiAlternatives]:
    """Run the jobs that wait, as the worker would, and return all mails so far, oldest first."""
    for job in DBTaskResult.objects.ready():
        job.claim("test")
        context = [TaskContext(task_result=job.task_result)] if job.task.takes_context else []
        job.set_successful(job.task.call(*context, *job.args_kwargs["args"]))
    return mail.outbox


def link(letter: EmailMultiAlternatives, part: str) -> str:
    """The path of the first link in a mail that contains ``part``."""
    paths = re.findall(r"https?://[^/\s]+(/\S*)", str(letter.body))
    return next(path for path in paths if part in path)


def code(letter: EmailMultiAlternatives) -> str:
    found = re.search(r"\b[A-Z]{4}-[A-Z]{4}\b", letter.body)
    assert found, letter.body
    return found[0]
