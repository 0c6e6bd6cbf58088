"""The demo space with lived requests behind it, and a morning on which some wait; everything by the real actions."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django_tasks_db.models import DBTaskResult

from fuerwort.bundle.shapes import Request as Told
from fuerwort.demo.community import community
from fuerwort.experiences import demo
from fuerwort.people import mail
from fuerwort.people.events import quietly
from fuerwort.people.models import Field, Membership, News, Space
from fuerwort.referrals.actions import answers, introductions, needs, outcomes, owners, suggesting
from fuerwort.referrals.actions.needs import Client, Want
from fuerwort.referrals.models import Answer, Placing, Request, Said, Size, State

CLIENT = Client("Petra Fromm", "petra.fromm@verein.example", "", "de")
SHOP = "Unser Unverpackt-Laden braucht einen kleinen Webshop, den wir selbst pflegen können. Zwanzig Artikel, keine Technik, die nachts piept."  # noqa: E501 - one sentence of a client
RECENT = timedelta(days=9)
"""What happened before is read already."""

REMEMBERED = timedelta(days=150)
"""So far back all requests are lived again; further back only those in the field of this morning's."""

NO_TIME, SILENT = 5, 13
"""Of so many who are named in the second place one says no, and in the third place one lets the time pass."""


def open_demo(*, at: datetime) -> Space:
    """Raum am Kanal with its requests; once. What a year would have logged is not logged again."""
    with quietly(), transaction.atomic():
        space = demo.open_demo(at=at)
        if not Request.objects.filter(space=space).exists():
            _live(space, at)
        return space


def _live(space: Space, at: datetime) -> None:
    fields = {field.slug: field for field in space.fields.all()}
    members = {member.outside_id: member for member in space.memberships.all()}
    written = set(_mails().values_list("pk", flat=True))
    *past, last = community(date(at.year, at.month, at.day)).requests
    lived = [told for told in past if told.date > at - REMEMBERED or told.field == last.field]
    for number, told in enumerate(lived):
        request, served = _lived(space, told, number, fields, members)
        if request.state == State.SHOWN:
            _closed(request, served, told.date, at)
    _shop(space, fields, members, at - timedelta(hours=26))
    _mails().exclude(pk__in=written).delete()
    News.objects.filter(at__lt=at - RECENT).update(read_at=at, mailed_at=at)
    waiting = _asked(space, _want(last, fields), at - timedelta(minutes=40))
    _to_hanne(waiting, members, at - timedelta(minutes=40))


def _mails() -> Any:
    """Letters of a year that nobody needs to get now."""
    return DBTaskResult.objects.filter(task_path=mail.send.module_path)


def _lived(
    space: Space, told: Told, number: int, fields: dict[str, Field], members: dict[str, Membership]
) -> tuple[Request, set[int]]:
    """One request of the year from the question to the names, as it was told; and who did the work."""
    at = told.date
    request = _asked(space, _want(told, fields), at)
    served = {members[member].pk for member in told.served_by}
    suggesting.suggest(request=request, by=_owner(request), at=at + timedelta(hours=5))
    request.refresh_from_db()
    if not request.placings.exists():
        introductions.nobody_fits(
            request=request, words="Hier passt gerade niemand.", by=_owner(request), at=at + timedelta(hours=6)
        )
        request.refresh_from_db()
        return request, served
    suggesting.choose(request=request, by=_owner(request), at=at + timedelta(hours=6))
    _answered(request, number, served, at + timedelta(hours=20))
    request.refresh_from_db()
    return request, served


def _answered(request: Request, number: int, served: set[int], at: datetime) -> None:
    for placing in _open(request):
        place, member = placing.place, placing.membership
        if place == 3 and number % SILENT == 0 and member.pk not in served and placing.deadline:
            answers.let_pass(placing=placing, at=placing.deadline)
        elif place == 2 and number % NO_TIME == 0 and member.pk not in served:
            answers.say_no(placing=placing, by=member, at=at)
        else:
            answers.say_yes(placing=placing, by=member, at=at)


def _open(request: Request) -> Iterator[Placing]:
    """Those asked one after the other, also whoever moves up meanwhile."""
    rows = request.placings.filter(answer=Answer.OPEN, asked_at__isnull=False).select_related("membership", "request")
    while found := rows.order_by("place").first():
        yield found


def _closed(request: Request, served: set[int], asked: datetime, now: datetime) -> None:
    """Three weeks after it was asked; what was asked lately, this morning: nothing in the log is yet to come."""
    at = min(asked + timedelta(days=21), now - timedelta(hours=1))
    met = min(asked + timedelta(days=3), at)
    chosen = request.placings.filter(answer=Answer.YES).order_by("place")
    with_placing = next((placing for placing in chosen if placing.membership_id in served), chosen[0])
    introductions.release(placing=with_placing, by=None, at=met)
    outcomes.close(request=request, said=Said.WORK, by=None, at=at, with_placing=with_placing)
    outcomes.report(placing=with_placing, said=Said.WORK, by=with_placing.membership, at=at)


def _shop(space: Space, fields: dict[str, Field], members: dict[str, Membership], at: datetime) -> None:
    """Since yesterday somebody who is named is waited for; Jonas does this work himself, so Hanne decides it."""
    want = Want(fields["web-development"], SHOP, ["WooCommerce"])
    noted = needs.record_need(wants=[want], by=members["aylin"], at=at).requests.get()
    _to_hanne(noted, members, at)
    suggesting.suggest(request=noted, by=members["hanne"], at=at + timedelta(hours=2))
    noted.refresh_from_db()
    suggesting.choose(request=noted, by=members["hanne"], at=at + timedelta(hours=2))
    for placing in noted.placings.exclude(membership=members["mehmet"]).select_related("membership"):
        answers.say_yes(placing=placing, by=placing.membership, at=at + timedelta(hours=4))


def _asked(space: Space, want: Want, at: datetime) -> Request:
    need = needs.ask(space=space, wants=[want], client=CLIENT, at=at, token=f"demo-{at:%Y%m%d%H%M%S%f}")
    return needs.confirm(need=need, at=at).requests.select_related("field", "space", "owner").get()


def _to_hanne(request: Request, members: dict[str, Membership], at: datetime) -> None:
    hanne = members["hanne"]
    if request.owner_id != hanne.pk:
        mail.drop(request.public)  # whoever had it for a moment is not told to care for it
        owners.assign(request=request, to=hanne, by=hanne, at=at)


def _owner(request: Request) -> Membership:
    assert request.owner
    return request.owner


def _want(told: Told, fields: dict[str, Field]) -> Want:
    size = min(Size, key=lambda one: abs(one.worth - told.size))
    return Want(fields[told.field], told.text, told.skills, size=size)
