"""Two workers take ballots and close at once, in real transactions. Django must be set up before this is imported."""

from collections.abc import Callable
from datetime import timedelta
from threading import Barrier, Thread

from django.core.management import call_command
from django.db import connection

from fuerwort.evenings.actions import ballots, closing, votes
from fuerwort.evenings.actions.effects import Wanted
from fuerwort.evenings.models import Ballot, Decision, State, Vote
from fuerwort.people.errors import Refused
from fuerwort.people.models import Event, Membership
from tests import cast as people
from tests.cast import NOW

VOTERS = 12
SCRIPT = "import django; django.setup(); from tests.deciding.two_workers import main; main()"


def settle() -> None:
    """Twelve who vote, and the cast."""
    cast = people.make()
    for number in range(VOTERS):
        people.member(cast.space, f"Voter{number} Macher")


def opened(host: Membership, number: int) -> Vote:
    vote = votes.prepare(votes.Plan(f"Wie weiter? {number}", "consent"), by=host, at=NOW)
    votes.propose(vote, Wanted("So"), by=host, at=NOW)
    return votes.open_vote(vote, by=host, at=NOW, key=f"a key {vote.pk}")


def run() -> list[str]:
    """Everything that went wrong; nothing should."""
    host = Membership.objects.select_related("space").get(name="Hanne Host")
    voters = list(Membership.objects.select_related("space").filter(name__startswith="Voter").order_by("pk"))
    wrong = []
    for number in range(4):
        vote = opened(host, number)
        wrong += [f"vote {number}: {one}" for one in voting_and_closing(vote, host, voters)]
    return wrong


def voting_and_closing(vote: Vote, host: Membership, voters: list[Membership]) -> list[str]:
    """Both workers cast for everybody; halfway both close, so that the second half comes too late."""
    half, taken, refused, closed = len(voters) // 2, [], [], []

    def work(mine: int) -> None:
        for place, voter in enumerate(voters):
            if place == half:
                attempt(lambda: closed.append(closing.close(vote, by=host, at=NOW + timedelta(minutes=1))), refused)
            code = f"w{mine}v{voter.pk:09}"
            attempt(lambda c=code, v=voter: taken.append(consent(vote, v, c)), refused)

    wrong = side_by_side(work)
    wrong += [] if len(set(taken)) == half else [f"{len(set(taken))} ballots were taken"]
    return wrong + amiss(vote.pk, set(taken), len(closed))


def consent(vote: Vote, voter: Membership, code: str) -> str:
    return ballots.cast(vote, {"stance": "consent"}, by=voter, at=NOW, receipt=code)


def attempt(act: Callable[[], object], refused: list[str]) -> None:
    try:
        act()
    except Refused as said:
        refused.append(str(said))


def side_by_side(work: Callable[[int], None]) -> list[str]:
    start, wrong = Barrier(2), []

    def one(mine: int) -> None:
        try:
            start.wait(timeout=30)
            work(mine)
        except Exception as error:  # whatever it is, the test shall say it
            wrong.append(f"{type(error).__name__}: {error}")
        finally:
            connection.close()

    workers = [Thread(target=one, args=(mine,)) for mine in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout=120)
    return wrong


def amiss(pk: int, taken: set[str], closed: int) -> list[str]:
    """``taken``: the receipt of each ballot that was said to lie in the box."""
    vote = Vote.objects.get(pk=pk)
    public = list(vote.receipts.values_list("code", flat=True))
    found = [] if closed == 1 else [f"closed {closed} times"]
    found += [] if vote.state == State.CLOSED and not vote.key else [f"it is {vote.state}"]
    found += [] if sorted(public) == sorted(taken) else [f"{len(public)} public, {len(taken)} taken"]
    consents = (vote.result or {}).get("consents")
    found += [] if consents == vote.voted.count() == len(taken) else [f"counted {vote.result}"]
    found += [] if not Ballot.objects.filter(vote=vote).exists() else ["a ballot was cast after closing"]
    found += [] if Decision.objects.filter(vote=vote).count() == 1 else ["not one decision"]
    closings = Event.objects.filter(verb="vote.closed", about=vote.public).count()
    return found + ([] if closings == 1 else [f"{closings} closings in the log"])


def main() -> None:
    """In an empty database of its own."""
    call_command("migrate", verbosity=0)
    settle()
    if wrong := run():
        raise SystemExit("\n".join(wrong))
