"""What members did together: record, answer, take back; words for colleagues; founding evenings."""

from typing import Annotated, Any, Literal

from django.utils import timezone
from ninja import Query

from fuerwort.api import found
from fuerwort.api.operations import Area
from fuerwort.api.schemas.experiences import (
    ColleagueOut,
    CountsOut,
    ExperienceOut,
    FoundingOut,
    NoteIn,
    OccasionIn,
    RecordIn,
    VouchIn,
    VouchOut,
)
from fuerwort.experiences import actions, queries
from fuerwort.experiences.actions import Occasion
from fuerwort.experiences.queries import Shown
from fuerwort.people.errors import Missing
from fuerwort.people.queries import Here, member_for
from fuerwort.referrals import queries as referrals

area = Area("experiences")
OWN = ("answer", "undo", "take_back", "withdraw", "adjust")
Only = Annotated[Literal["", "cooperation", "learning", "care"], Query("")]


def _said(seen: Shown) -> dict[str, Any]:
    row = seen.experience
    return {
        "public": row.public, "kind": row.kind, "hours": row.hours, "on": row.on, "text": row.text,
        "field": row.field, "inside": row.inside, "recorded_by": row.recorded_by, "confirmed": seen.confirmed,
        "unanswered": seen.unanswered, "denied": seen.denied, "mine": seen.mine.answer if seen.mine else None,
        "may": [what.replace("_", "-") for what in OWN if getattr(seen, f"may_{what}")],
    }  # fmt: skip


def _one(here: Here, public: str) -> Shown:
    return queries.experience_for(here, public, timezone.now())


def _occasion(here: Here, said: OccasionIn) -> Occasion:
    field = found.field(here, said.field)
    return Occasion(kind=said.kind, hours=said.hours, on=said.on, text=said.text, field=field, inside=said.inside)


class _Shown:
    """Rows that are looked through only when their page is."""

    def __init__(self, here: Here, rows: Any) -> None:
        self.here, self.rows = here, rows

    def count(self) -> int:
        return int(self.rows.count())

    def __getitem__(self, some: slice) -> list[dict[str, Any]]:
        at = timezone.now()
        return [_said(queries.shown(self.here, row, at)) for row in self.rows[some]]


@area.lists("/experiences", ExperienceOut)
def experiences(here: Here, kind: Only) -> Any:
    """One's own, newest first."""
    return _Shown(here, queries.mine(here, kind))


@area.lists("/experiences/asked", ExperienceOut)
def asked(here: Here) -> Any:
    """What one is asked whether it was so."""
    return [_said(seen) for seen in queries.open_questions(here, timezone.now())]


@area.does("POST", "/experiences", ExperienceOut, status=201)
def record(here: Here, said: RecordIn) -> Any:
    """Record what one did with others; they are asked."""
    others, at = found.members(here, said.others), timezone.now()
    made = actions.record(_occasion(here, said), others, by=here.membership, at=at)
    return _said(_one(here, made.public))


@area.reads("/experiences/{slug:public}", ExperienceOut)
def experience(here: Here, public: str) -> Any:
    """One experience."""
    return _said(_one(here, public))


@area.does("POST", "/experiences/{slug:public}/confirm", ExperienceOut)
def confirm(here: Here, public: str) -> Any:
    """Yes, that was so."""
    actions.confirm(_one(here, public).experience, by=here.membership, at=timezone.now())
    return _said(_one(here, public))


@area.does("POST", "/experiences/{slug:public}/deny", ExperienceOut)
def deny(here: Here, public: str, said: NoteIn) -> Any:
    """No, that was not so; a host who is not concerned looks at it."""
    actions.deny(_one(here, public).experience, by=here.membership, at=timezone.now(), note=said.note)
    return _said(_one(here, public))


@area.does("POST", "/experiences/{slug:public}/reopen", ExperienceOut)
def reopen(here: Here, public: str) -> Any:
    """Undo one's answer, for a day."""
    actions.reopen(_one(here, public).experience, by=here.membership, at=timezone.now())
    return _said(_one(here, public))


@area.does("POST", "/experiences/{slug:public}/take-back")
def take_back(here: Here, public: str) -> None:
    """Take back a confirmation; from now on it does not count."""
    actions.take_back(_one(here, public).experience, by=here.membership, at=timezone.now())


@area.does("POST", "/experiences/{slug:public}/adjust", ExperienceOut)
def adjust(here: Here, public: str, said: OccasionIn) -> Any:
    """Say how a suggested experience really was, and yes to that."""
    seen = _one(here, public)
    if seen.mine is None or not seen.experience.is_suggested:
        raise Missing
    actions.adjust(seen.experience, _occasion(here, said), by=here.membership, at=timezone.now())
    return _said(_one(here, public))


@area.does("DELETE", "/experiences/{slug:public}")
def withdraw(here: Here, public: str) -> None:
    """Withdraw what one recorded within a day, without a trace."""
    actions.withdraw(_one(here, public).experience, by=here.membership, at=timezone.now())


@area.lists("/members/{slug:public}/vouches", VouchOut)
def vouches(here: Here, public: str) -> Any:
    """What colleagues say about a member."""
    return queries.vouches_for(here, member_for(here, public))


@area.does("POST", "/experiences/{slug:public}/vouches/{slug:member}", VouchOut, status=201)
def vouch(here: Here, public: str, member: str, said: VouchIn) -> Any:
    """Say a word for somebody one did this with."""
    seen = _one(here, public)
    about = next((one for one in seen.may_vouch_for if one.public == member), None)
    if about is None:
        raise Missing
    return actions.vouch(seen.experience, about, said.text, by=here.membership, at=timezone.now())


@area.does("DELETE", "/vouches/{slug:public}")
def withdraw_vouch(here: Here, public: str) -> None:
    """Take back a word one said, or one that is about oneself."""
    actions.withdraw_vouch(queries.vouch_for(here, public), by=here.membership, at=timezone.now())


@area.lists("/members/{slug:public}/shared", ExperienceOut)
def shared(here: Here, public: str) -> Any:
    """What one did with this member."""
    return _Shown(here, queries.shared(here, here.membership, member_for(here, public)))


@area.lists("/ties", ColleagueOut)
def ties(here: Here) -> Any:
    """With whom one has shared something."""
    return list(referrals.circle(here, timezone.localdate()).colleagues)


@area.lists("/founding", FoundingOut)
def founding_evenings(here: Here) -> Any:
    """Evenings on which past experiences were entered."""
    return queries.evenings(here)


@area.does("POST", "/founding", FoundingOut, status=201)
def start_founding(here: Here) -> Any:
    """Begin such an evening; hosts."""
    here.require_host()
    return actions.start_evening(by=here.membership, at=timezone.now())


@area.reads("/founding/{slug:public}", CountsOut)
def founding_evening(here: Here, public: str) -> Any:
    """How far it has come."""
    evening = queries.evening_for(here, public)
    counted = queries.progress(here, evening, timezone.now())
    names = ("confirmed", "people", "pairs", "waiting")
    return {"evening": evening, **{name: getattr(counted, name) for name in names}}


@area.does("POST", "/founding/{slug:public}/end", FoundingOut)
def end_founding(here: Here, public: str) -> Any:
    """End it; hosts."""
    here.require_host()
    return actions.end_evening(queries.evening_for(here, public), by=here.membership, at=timezone.now())
