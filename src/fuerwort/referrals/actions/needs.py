"""Ask: as a client who confirms by mail, as a member for somebody, or as a member who wants to recommend somebody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from fuerwort.people.events import record as log
from fuerwort.people.links import hashed
from fuerwort.people.models import Field, Membership, Space
from fuerwort.referrals import law, notices
from fuerwort.referrals.actions.owners import give
from fuerwort.referrals.actions.states import RequestRefused
from fuerwort.referrals.models import Kind, Need, Request, Size, State

MOST = 5
"""A compound need has at most so many fields."""

LONGEST = 2000


class AskRefused(RequestRefused):
    """It cannot be asked like this; ``part`` says what is wrong."""

    def __init__(self, message: str, part: str = "") -> None:
        super().__init__(message)
        self.part = part


@dataclass(frozen=True, slots=True)
class Want:
    """What is needed in one field."""

    field: Field
    text: str
    skills: Sequence[str] = ()
    languages: Sequence[str] = ()
    on_site: bool = False
    place: str = ""
    until: str = ""
    size: str = Size.NORMAL


@dataclass(frozen=True, slots=True)
class Client:
    """Whoever asks from outside, and how to reach them."""

    name: str
    email: str
    phone: str = ""
    language: str = "de"


@transaction.atomic
def ask(*, space: Space, wants: Sequence[Want], client: Client, at: datetime, token: str) -> Need:
    """Take a client's need in; it only exists once they have opened the link they are mailed.

    Parameters
    ----------
    wants
        One for each field; each becomes a request.
    token : str
        A new token of :func:`fuerwort.people.links.new_token`. It opens the client's page for good.

    Returns
    -------
    Need
        Its contact data is sealed.

    Raises
    ------
    AskRefused
        A part is missing, too long, or names a field the space does not offer.
    """
    if not client.name.strip():
        raise AskRefused(_("Please say how we may call you."), "name")
    if not client.email.strip():
        raise AskRefused(_("Please give an address: we send you a link, and later the names."), "email")
    _check(space, wants)
    need = Need.objects.create(
        space=space,
        kind=Kind.CLIENT,
        asked_at=at,
        client=_line(client.name),
        email=client.email.strip(),
        phone=_line(client.phone),
        language=client.language,
        token=token,
        token_hash=hashed(token),
    )
    _write(need, wants, State.UNCONFIRMED)
    notices.asked_to_confirm(need)
    return need


@transaction.atomic
def confirm(*, need: Need, at: datetime) -> Need:
    """The client has opened the link: the need exists, each request gets an owner and its clocks run.

    Opening it twice changes nothing.
    """
    need = Need.objects.select_for_update().get(pk=need.pk)
    if need.confirmed_at:
        return need
    need.confirmed_at = at
    need.save(update_fields=["confirmed_at"])
    for request in need.requests.filter(state=State.UNCONFIRMED).select_related("need", "field", "space"):
        _begin(request, at)
        log(need.space, by=None, at=at, verb="request.confirmed", about=request.public, field=request.field.slug)
    return need


@transaction.atomic
def record_need(*, wants: Sequence[Want], by: Membership, at: datetime) -> Need:
    """Note what somebody needs whom ``by`` knows, without saying who it is.

    Raises
    ------
    AskRefused
        As in :func:`ask`.
    """
    _check(by.space, wants)
    need = Need.objects.create(space=by.space, kind=Kind.MEMBER, asked_by=by, asked_at=at, confirmed_at=at)
    for request in _write(need, wants, State.OPEN):
        _begin(request, at)
        log(by.space, by=by, at=at, verb="request.recorded", about=request.public, field=request.field.slug)
    return need


@transaction.atomic
def look_for(*, want: Want, by: Membership, at: datetime) -> Request:
    """Ask whom one can recommend, from one's own point of view; nothing is booked before it is passed on.

    Raises
    ------
    AskRefused
        As in :func:`ask`; or professional law forbids to recommend anybody unasked.
    """
    _check(by.space, [want])
    if law.forbids_unasked(want.field):
        raise AskRefused(
            _("In this field nobody may be recommended unasked. Whoever needs it can ask here themselves."), "field"
        )
    need = Need.objects.create(space=by.space, kind=Kind.PERSONAL, asked_by=by, asked_at=at, confirmed_at=at)
    request = _write(need, [want], State.OPEN)[0]
    log(by.space, by=by, at=at, verb="request.looked-for", about=request.public, field=request.field.slug)
    return request


def _begin(request: Request, at: datetime) -> None:
    request.state = State.OPEN
    request.answer_due_at = at + timedelta(hours=settings.FIRST_ANSWER_HOURS)
    request.shortlist_due_at = at + timedelta(hours=settings.SHORTLIST_HOURS)
    request.save(update_fields=["state", "answer_due_at", "shortlist_due_at"])
    give(request, at)


def _check(space: Space, wants: Sequence[Want]) -> None:
    if not wants or len(wants) > MOST:
        raise AskRefused(_("Please choose one to five fields of work."), "field")
    fields = [want.field for want in wants]
    if len({field.pk for field in fields}) < len(fields):
        raise AskRefused(_("Each field of work is asked for once."), "field")
    if any(field.space_id != space.pk or field.retired_at for field in fields):
        raise AskRefused(_("This field of work does not exist here."), "field")
    for want in wants:
        if not want.text.strip():
            raise AskRefused(_("Please say in a sentence or two what is needed."), "text")
        if len(want.text) > LONGEST:
            raise AskRefused(_("Please say it in at most 2000 characters."), "text")
        if want.size not in Size.values:
            raise AskRefused(_("Please choose a size."), "size")


def _write(need: Need, wants: Sequence[Want], state: State) -> list[Request]:
    rows = [
        Request(
            space=need.space,
            need=need,
            field=want.field,
            text=want.text.strip(),
            skills=[_line(skill) for skill in want.skills if skill.strip()],
            languages=list(want.languages),
            on_site=want.on_site,
            place=_line(want.place),
            until=_line(want.until),
            size=want.size,
            state=state,
        )
        for want in wants
    ]
    return Request.objects.bulk_create(rows)


def _line(text: str) -> str:
    return " ".join(text.split())[:120]
