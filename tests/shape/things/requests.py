"""Requests, from inside and from a client."""

from django.utils import timezone

from fuerwort.referrals import notices
from fuerwort.referrals.actions import contests, needs, outcomes, personal, suggesting
from tests.cast import Cast


def things(cast: Cast) -> dict[str, str]:
    return {**inside(cast), **needed(cast), **became(cast)}


def inside(cast: Cast) -> dict[str, str]:
    """A need the owner recorded, which waits for its host; and another in which the owner is named, and doubts it."""
    at = timezone.now()
    noted, other = (
        needs.record_need(wants=[needs.Want(field, "Ein Flyer.")], by=by, at=at).requests.get()
        for field, by in ((cast.translation, cast.owner), (cast.web_design, cast.treasurer))
    )
    suggesting.suggest(request=other, by=cast.host, at=at)
    suggesting.choose(request=other, by=cast.host, at=at)
    doubt = contests.contest(request=other, text="Warum ich zuerst?", by=cast.owner, at=at)
    return {"request": noted.public, "contest": doubt.public}


def needed(cast: Cast) -> dict[str, str]:
    """A client's request for which the owner is named, and the two secret links to it."""
    at, want = timezone.now(), needs.Want(field=cast.web_design, text="Eine Website für den Ruderverein.")
    client = needs.Client("Petra Paddel", "petra@ruderverein.example")
    need = needs.ask(space=cast.space, wants=[want], client=client, at=at, token="n33d")
    request = needs.confirm(need=need, at=at).requests.get()
    suggesting.suggest(request=request, by=request.owner, at=at)
    request.refresh_from_db()
    suggesting.choose(request=request, by=request.owner, at=at)
    place = notices.answer_address(request.placings.get(membership=cast.owner), "yes").rstrip("/").rsplit("/", 1)[1]
    return {"need": "n33d", "needed": request.public, "place": place}


def became(cast: Cast) -> dict[str, str]:
    """The owner was recommended, and says that it became work."""
    at = timezone.now()
    made = needs.look_for(want=needs.Want(cast.web_design, "Ein Logo."), by=cast.treasurer, at=at)
    suggesting.suggest(request=made, by=cast.treasurer, at=at)
    personal.pass_on(request=made, names=[cast.owner], by=cast.treasurer, at=at)
    outcomes.report(placing=made.placings.get(membership=cast.owner), said="work", by=cast.owner, at=at)
    return {"became": made.public}
