"""Two workers decide in the same field at once, in real transactions. Django must be set up before this is imported."""

from datetime import datetime
from threading import Barrier, Thread

from django.core.management import call_command
from django.db import connection
from django.db.models import Count

from fuerwort.people.models import Field, Membership
from fuerwort.referrals.actions import answers, introductions, needs, suggesting, verifying
from fuerwort.referrals.actions.needs import Want
from fuerwort.referrals.models import Balance, Book, Change, Entry, Placing
from tests import cast as people
from tests.cast import NOW

REQUESTS = 8
"""So many each; of four one is answered yes, one no, one withdrawn, and in one a place is handed over."""

SCRIPT = "import django; django.setup(); from tests.referrals.two_workers import main; main()"


def settle() -> None:
    """Five who do web design, and the cast."""
    cast = people.make()
    cast.web_design.members.clear()
    for name in ("Ada", "Ben", "Cem", "Dia", "Eli"):
        people.member(cast.space, f"{name} Macher", about="Ich baue Websites.").fields.set([cast.web_design])


def decide_side_by_side() -> list[str]:
    """Two threads, each with its own connection, suggest, choose, answer, hand over and withdraw; what went wrong."""
    asker = Membership.objects.select_related("space").get(name="Ines Insider")
    start, wrong = Barrier(2), []

    def work() -> None:
        try:
            start.wait(timeout=30)
            for number in range(REQUESTS):
                one(asker, number, NOW)
        except Exception as error:  # whatever it is, the test shall say it
            wrong.append(f"{type(error).__name__}: {error}")
        finally:
            connection.close()

    workers = [Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout=120)
    return wrong + amiss()


def amiss() -> list[str]:
    balances = list(Balance.objects.values_list("micro", flat=True))
    rounds = Entry.objects.filter(verb="recommend").count()
    found = [problem for book in Book.objects.all() for problem in verifying.verify_book(book)]
    handed = Change.objects.filter(handed=True).count()
    found += [] if handed == REQUESTS // 2 else [f"{handed} places were handed over"]
    placed = Placing.objects.filter(place__isnull=False).values("request", "place").annotate(number=Count("pk"))
    found += [f"a place is there twice: {row}" for row in placed.filter(number__gt=1)]
    found += [] if sum(balances) == 0 and any(balances) else [f"balances {balances}"]
    return found + ([] if rounds == 2 * REQUESTS else [f"{rounds} rounds were booked"])


def one(asker: Membership, number: int, at: datetime) -> None:
    """A request, its list, and a yes, a no, a withdrawal or a hand-over."""
    want = Want(Field.objects.get(space=asker.space, slug="web-design"), "Wir brauchen eine Website.")
    request = needs.record_need(wants=[want], by=asker, at=at).requests.get()
    suggesting.suggest(request=request, by=request.owner, at=at)
    if number % 4 == 2:
        introductions.withdraw(request=request, by=asker, at=at)
        return
    suggesting.choose(request=request, by=request.owner, at=at)
    placing = request.placings.select_related("membership").get(place=1)
    if number % 4 == 3:
        colleague = request.explanations.filter(good_enough=True).select_related("membership").order_by("pk")[0]
        answers.hand_over(placing=placing, to=colleague.membership, by=placing.membership, at=at)
        return
    say = answers.say_no if number % 4 else answers.say_yes
    say(placing=placing, by=placing.membership, at=at)


def main() -> None:
    """In an empty database of its own."""
    call_command("migrate", verbosity=0)
    settle()
    if wrong := decide_side_by_side():
        raise SystemExit("\n".join(wrong))
