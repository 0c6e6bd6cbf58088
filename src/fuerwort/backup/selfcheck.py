"""Look through a restored database: `python -m fuerwort.backup.selfcheck`, with DATABASE_URL set to it.

It runs in a process of its own, so that nothing of the running house is mistaken for what was restored.
"""

import os
import sys
from collections.abc import Iterator

SETTLE = "--settle"


def main(arguments: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fuerwort.project.settings")
    import django  # noqa: PLC0415 - set up for this database first

    django.setup()
    lift()
    wrong = list(differences())
    if not wrong and SETTLE in arguments:
        settle()
    sys.stdout.writelines(f"{line}\n" for line in wrong)
    return bool(wrong)


def lift() -> None:
    """A backup of an older version is lifted to this one."""
    from django.core.management import call_command  # noqa: PLC0415 - Django is set up by now
    from django.db import connection  # noqa: PLC0415
    from django.db.migrations.executor import MigrationExecutor  # noqa: PLC0415

    plan = MigrationExecutor(connection)
    if plan.migration_plan(plan.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0)


def differences() -> Iterator[str]:
    """Books, votes and ledgers recomputed, and every sealed text opened; one line for each difference."""
    from fuerwort.evenings.actions.closing import recount  # noqa: PLC0415 - Django is set up by now
    from fuerwort.evenings.queries.votes import counted_votes  # noqa: PLC0415
    from fuerwort.fund.actions.checking import check  # noqa: PLC0415
    from fuerwort.fund.queries.state import funds_at  # noqa: PLC0415
    from fuerwort.people.queries.seals import closed  # noqa: PLC0415
    from fuerwort.referrals.actions.verifying import verify_book  # noqa: PLC0415
    from fuerwort.referrals.queries import books_on_record  # noqa: PLC0415

    if locked := closed():
        yield f"{locked} sealed texts are opened by no key here: FUERWORT_SEALS or FUERWORT_VAR/seal is another one"
        return
    for book in books_on_record():
        yield from verify_book(book)
    for vote in counted_votes():
        yield from recount(vote)
    for fund in funds_at(""):
        yield from (f"{fund.space.slug}: {one}" for one in check(fund))


def settle() -> None:
    """What must not come back to life: sessions that may have ended since, mails and messages sent since."""
    from django.contrib.sessions.models import Session  # noqa: PLC0415 - Django is set up by now

    from fuerwort.people import hooks, mail  # noqa: PLC0415

    Session.objects.all().delete()
    mail.forget_waiting()
    hooks.forget_waiting()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
