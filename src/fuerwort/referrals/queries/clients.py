"""The page of whoever asked from outside: opened by their token alone, without an account."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from fuerwort.people.errors import Missing
from fuerwort.people.links import hashed
from fuerwort.people.models import Item, Membership, Seen
from fuerwort.people.queries import consent
from fuerwort.people.queries.profile import work_of
from fuerwort.referrals import sentences
from fuerwort.referrals.actions.second_thoughts import rest
from fuerwort.referrals.models import Answer, Need, Outcome, Placing, Request, State
from fuerwort.referrals.wanted import is_wanted

OUT = (State.SHOWN, State.CLOSED)


@dataclass(frozen=True)
class Name:
    """One of the named, as somebody outside the space sees them: what they show everybody, and their yes to this."""

    placing: Placing
    member: Membership
    reasons: Sequence[str]
    about: str
    website: str
    skills: Sequence[str]
    released: bool
    email: str
    """Only after the client has released their own contact, and if the member keeps one for this."""


@dataclass(frozen=True)
class Part:
    """One field of the need: how far it has come, and the names once they are out."""

    request: Request
    step: int
    """1 asked, 2 owned, 3 looked for, 4 asked back, 5 named, 6 ended."""
    names: Sequence[Name]
    outcome: Outcome | None
    wanted: bool
    """Whether anybody has a purpose to ask how good the work was."""

    @property
    def doer(self) -> Membership | None:
        """Of whom the client may say whether it was good work: with whom it became some."""
        if not (self.wanted and self.may_close and self.outcome):
            return None
        return next((one.member for one in self.names if one.placing.pk == self.outcome.with_placing_id), None)

    @property
    def may_withdraw(self) -> bool:
        return self.request.ended_at is None and not self.is_withdrawing

    @property
    def is_withdrawing(self) -> bool:
        """Whether it was taken back, and may still be thought over."""
        return self.request.withdrawing_at is not None

    @property
    def gone_at(self) -> datetime | None:
        """When a withdrawal takes effect."""
        return self.request.withdrawing_at + rest() if self.request.withdrawing_at else None

    @property
    def may_close(self) -> bool:
        return self.request.state in OUT and not self.is_withdrawing

    @property
    def any_released(self) -> bool:
        return any(name.released for name in self.names)

    @property
    def may_release(self) -> bool:
        return self.may_close and self.request.state == State.SHOWN and any(not name.released for name in self.names)


@dataclass(frozen=True)
class Status:
    """A client's need."""

    need: Need
    parts: Sequence[Part]

    @property
    def is_confirmed(self) -> bool:
        return self.need.confirmed_at is not None


STEPS = {State.UNCONFIRMED: 1, State.OPEN: 2, State.SUGGESTED: 3, State.ASKED: 4, State.SHOWN: 5}


def status_for(token: str) -> Status:
    """The need this token opens.

    Raises
    ------
    Missing
        There is none, or its data has been deleted: the two look alike.
    """
    need = Need.objects.filter(token_hash=hashed(token)).select_related("space").first()
    if need is None:
        raise Missing
    requests = list(need.requests.select_related("field", "owner", "space").order_by("pk"))
    names = _names(requests)
    outcomes = {o.request_id: o for o in Outcome.objects.filter(request__in=requests, placing__isnull=True)}
    wanted = bool(outcomes) and is_wanted(need.space)
    return Status(
        need,
        [Part(r, STEPS.get(State(r.state), 6), names.get(r.pk, []), outcomes.get(r.pk), wanted) for r in requests],
    )


def is_there(status: Status) -> bool:
    """Whether the page still opens: what was never confirmed may have vanished, and what is over may be forgotten."""
    return Need.objects.filter(pk=status.need.pk, token_hash=status.need.token_hash).exists()


def placing_for_client(status: Status, public: str) -> Placing:
    """One of those named for this need.

    Raises
    ------
    Missing
        Nobody named for it has this id.
    """
    for part in status.parts:
        for name in part.names:
            if name.placing.public == public:
                return name.placing
    raise Missing


def part_for_client(status: Status, public: str) -> Part:
    """One request of this need.

    Raises
    ------
    Missing
        It has none with this id.
    """
    for part in status.parts:
        if part.request.public == public:
            return part
    raise Missing


def _names(requests: Sequence[Request]) -> dict[int, list[Name]]:
    out = [request.pk for request in requests if request.state in OUT]
    rows = Placing.objects.filter(request__in=out, answer=Answer.YES, membership__left_at__isnull=True)
    rows = rows.select_related("request__space", "membership", "introduction").order_by("place", "pk")
    placings = list(rows.prefetch_related("membership__consents", "membership__fields", "membership__skills"))
    texts = sentences.said_to_clients([p.reasons for p in placings])
    found: dict[int, list[Name]] = {}
    for placing, reasons in zip(placings, texts, strict=True):
        found.setdefault(placing.request_id, []).append(_name(placing, reasons))
    return found


def _name(placing: Placing, reasons: Sequence[str]) -> Name:
    member, released = placing.membership, hasattr(placing, "introduction")
    said = consent.said(member)
    shown = {item for item, eyes in said.items() if eyes == Seen.PUBLIC}
    skills = [skill for work in work_of(member) for skill in work.skills]
    return Name(
        placing=placing,
        member=member,
        reasons=reasons,
        about=member.about if Item.ABOUT in shown else "",
        website=member.website if Item.WEBSITE in shown else "",
        skills=skills if Item.FIELDS in shown else (),
        released=released,
        email=member.contact_email if released else "",
    )
