"""Who is told what. A mail at once only for what cannot wait: whoever asked, the owner, the named. The rest is news.

Facts of the news hold public ids and codes only, and nothing of the client. Mails to clients go only to whoever asked.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Q

from fuerwort.people import links, mail
from fuerwort.people.models import Membership, News, RoleName, Space
from fuerwort.referrals.models import Answer, Contest, Need, Placing, Request, Thanks

# Whoever asked


def asked_to_confirm(need: Need) -> None:
    """The one mail to an address nobody has proved yet: without the link nothing happens."""
    _to_client(need, "request-confirm")


def taken(request: Request) -> None:
    """The first answer: somebody cares for it."""
    _to_client(request.need, "request-taken", owner=request.owner, until=request.shortlist_due_at, field=request.field)


def shown(request: Request, at: datetime) -> None:
    """The names are there."""
    need = request.need
    _to_client(need, "request-shown", field=request.field)
    if need.asked_by:
        _tell([need.asked_by], at, "request.shown", request=request.public)


def nobody_fits(request: Request) -> None:
    """The honest answer, in the owner's words."""
    _to_client(request.need, "request-nobody", field=request.field, words=request.said)
    if request.need.asked_by and request.ended_at:
        _tell([request.need.asked_by], request.ended_at, "request.nobody", request=request.public)


def _to_client(need: Need, name: str, **facts: Any) -> None:
    if need.email:
        link = links.address("request-status", need.token)
        mail.post(need.email, name, need.language, {"space": need.space, "client": need.client, "link": link, **facts})


# The owner, and the hosts behind them


def owned(request: Request, at: datetime) -> None:
    """A request is somebody's now; news of it to the owner before are gone."""
    News.objects.filter(code="request.owned", facts__request=request.public).delete()
    owner = request.owner
    assert owner
    _tell([owner], at, "request.owned", request=request.public, mailed=at)
    facts = {"request": request, "field": request.field, "space": request.space, "until": request.answer_due_at}
    _write(owner, "request-owned", {**facts, "link": links.address("request", request.space.slug, request.public)})


def nobody_left(request: Request, at: datetime) -> None:
    """All have answered, and nobody said yes."""
    if request.owner:
        _tell([request.owner], at, "request.nobody-left", request=request.public)


def late(request: Request, at: datetime) -> None:
    """A clock has run out: the owner knows, and all hosts who may not qualify themselves."""
    hosts = Q(roles__name=RoleName.HOST) & ~Q(fields=request.field_id)
    to = _active(request.space).filter(hosts | Q(pk=request.owner_id)).distinct()
    _tell(to, at, "request.late", request=request.public)


def books_differ(space: Space, at: datetime) -> None:
    _tell(_active(space).filter(roles__name=RoleName.HOST), at, "books.differ")


# The named


def placed(placing: Placing, at: datetime) -> None:
    """One is named, and asked: one tap, no log-in."""
    request, member = placing.request, placing.membership
    _tell([member], at, "request.placed", request=request.public, mailed=at)
    taps = {said: answer_address(placing, said) for said in ("yes", "no", "full")}
    facts = {"request": request, "field": request.field, "space": request.space, "until": placing.deadline, **taps}
    _write(member, "request-placed", {**facts, "link": links.address("request", request.space.slug, request.public)})


def answer_address(placing: Placing, said: str) -> str:
    """The signed address under which the named member answers without logging in; ``said``: yes, no or full."""
    return links.address("placing-answer", links.sign("placing-answer", placing=placing.public, said=said))


def answered(placing: Placing, at: datetime | None) -> None:
    """A question that was answered is read; one thought over is not."""
    News.objects.filter(
        membership=placing.membership_id, code="request.placed", facts__request=placing.request.public
    ).update(read_at=at)


def silent(placing: Placing, at: datetime) -> None:
    _tell([placing.membership], at, "request.passed-by", request=placing.request.public)


def handed(placing: Placing, by: Membership, at: datetime) -> None:
    _tell([placing.membership], at, "request.handed", request=placing.request.public, by=by.public)


def passed_on(request: Request, by: Membership, at: datetime) -> None:
    """A member has recommended them in their own words; the client writes, or not."""
    named = [placing.membership for placing in request.placings.filter(answer=Answer.PASSED)]
    _tell(named, at, "request.passed-on", request=request.public, by=by.public)


def introduced(placing: Placing, at: datetime) -> None:
    """The only mail that holds a client's contact: to the one member it was released to."""
    request, need = placing.request, placing.request.need
    _tell([placing.membership], at, "request.introduced", request=request.public, mailed=at)
    facts = {"request": request, "field": request.field, "space": request.space, "need": need, "asker": need.asked_by}
    link = links.address("request", request.space.slug, request.public)
    _write(placing.membership, "request-introduced", {**facts, "link": link})


def ended(request: Request, at: datetime) -> None:
    """It ended without a list: the named hear it, whoever was asked and has not answered need not any more."""
    News.objects.filter(
        code__in=["request.placed", "request.owned"], facts__request=request.public, read_at__isnull=True
    ).update(read_at=at)
    yes = request.placings.filter(answer=Answer.YES).select_related("membership")
    _tell([placing.membership for placing in yes], at, "request.ended", request=request.public)


# Everybody else it concerns


def explained(request: Request, at: datetime) -> None:
    """Those good enough and not named read why: in the digest, never in a sudden mail."""
    rows = request.explanations.filter(told_at__isnull=True).select_related("membership")
    for row in rows:
        if row.good_enough and row.membership.left_at is None:
            _tell([row.membership], at, "request.not-named", request=request.public, reader=row.membership.public)
    rows.update(told_at=at)


def came_of_it(request: Request, at: datetime) -> None:
    """Whoever passed it on learns what became of it, once it is said and again if it changes."""
    asker = request.need.asked_by_id
    handed_by = request.placings.filter(handed_to__isnull=False).values_list("membership_id", flat=True)
    passed_on_by = _active(request.space).filter(pk__in=[*handed_by, *([asker] if asker else [])])
    News.objects.filter(code="request.outcome", facts__request=request.public, read_at__isnull=True).delete()
    _tell(passed_on_by, at, "request.outcome", request=request.public)


def thanked(thanks: Thanks) -> None:
    _tell([thanks.to], thanks.at, "thanks.given", request=thanks.request.public, by=thanks.by.public)


def contested(contest: Contest, hosts: Iterable[Membership], at: datetime) -> None:
    _tell(hosts, at, "contest.opened", contest=contest.public)


def contest_answered(contest: Contest, at: datetime) -> None:
    _tell([contest.by], at, "contest.answered", contest=contest.public, request=contest.request.public)


def _active(space: Space) -> Any:
    return Membership.objects.active().filter(space=space)


def _tell(to: Iterable[Membership], at: datetime, code: str, *, mailed: datetime | None = None, **facts: str) -> None:
    News.objects.bulk_create([News(membership=one, at=at, code=code, facts=facts, mailed_at=mailed) for one in to])


def _write(to: Membership, name: str, facts: dict[str, Any]) -> None:
    person = to.person
    if person and person.email and to.left_at is None:
        mail.post(person.email, name, person.language, {**facts, "name": to.name})
