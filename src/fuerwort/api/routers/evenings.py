"""Creative evenings: when, who comes, who cares for what, what is asked and thought of, what is written down."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from fuerwort.api.operations import Area
from fuerwort.api.schemas import evenings as said_
from fuerwort.api.schemas.evenings import EveningOut, EveningSeenOut, GuestOut, IdeaOut, MinutesOut, QuestionOut
from fuerwort.evenings import notices, queries
from fuerwort.evenings.actions import agenda, arriving, ideas, minutes, planning, replies, rota
from fuerwort.evenings.actions.planning import Meeting
from fuerwort.evenings.queries.live import idea_at, is_at_the_table, own_ideas
from fuerwort.evenings.queries.minutes import written
from fuerwort.people.errors import Missing
from fuerwort.people.queries import Here

area = Area("evenings")


@area.lists("/evenings", EveningOut)
def coming(here: Here) -> Any:
    """What is ahead, the next first."""
    return queries.coming(here, timezone.now())


@area.lists("/evenings/past", EveningOut)
def past(here: Here) -> Any:
    """What was, the last first."""
    return queries.past(here, timezone.now())


@area.does("POST", "/evenings", EveningOut, status=201)
def plan(here: Here, said: said_.MeetingIn) -> Any:
    """Plan an extra evening; hosts."""
    here.require_host()
    return planning.plan(Meeting(**said.model_dump()), by=here.membership, at=timezone.now())


@area.lists("/evenings/questions", QuestionOut)
def questions(here: Here) -> Any:
    """Questions that wait for an evening."""
    return list(queries.questions(here))


@area.does("POST", "/evenings/questions", QuestionOut, status=201)
def ask(here: Here, said: said_.QuestionIn) -> Any:
    """Ask something for an evening."""
    return agenda.ask(said.text, by=here.membership, at=timezone.now())


@area.does("DELETE", "/evenings/questions/{slug:public}")
def withdraw_question(here: Here, public: str) -> None:
    """Withdraw a question of one's own."""
    agenda.withdraw(queries.question_for(here, public), by=here.membership, at=timezone.now())


@area.does("PUT", "/evenings/turns")
def turns(here: Here, said: said_.WillingIn) -> None:
    """For which tasks one's turn may come."""
    rota.say_willing(said.tasks, by=here.membership, at=timezone.now())


@area.reads("/evenings/{slug:public}", EveningSeenOut)
def evening(here: Here, public: str) -> Any:
    """One evening: who comes, duties, agenda, question."""
    return queries.seen_by(here, queries.evening_for(here, public))


@area.does("PUT", "/evenings/{slug:public}", EveningOut)
def change(here: Here, public: str, said: said_.MeetingIn) -> Any:
    """Move or rename it; hosts."""
    here.require_host()
    found = queries.evening_for(here, public)
    return planning.change(found, Meeting(**said.model_dump()), by=here.membership, at=timezone.now())


@area.does("POST", "/evenings/{slug:public}/cancel", EveningOut)
def cancel(here: Here, public: str) -> Any:
    """Call it off; hosts."""
    here.require_host()
    return planning.cancel(queries.evening_for(here, public), by=here.membership, at=timezone.now())


@area.does("PUT", "/evenings/{slug:public}/reply")
def reply(here: Here, public: str, said: said_.ReplyIn) -> None:
    """Say whether one comes."""
    replies.reply(queries.evening_for(here, public), said.says, by=here.membership, at=timezone.now())


@area.does("POST", "/evenings/{slug:public}/check-in")
def check_in(here: Here, public: str) -> None:
    """One is here."""
    arriving.check_in(queries.evening_for(here, public), by=here.membership, at=timezone.now())


@area.does("POST", "/evenings/{slug:public}/guests", GuestOut, status=201)
def invite_guest(here: Here, public: str, said: said_.GuestIn) -> Any:
    """Invite a guest by a link that one passes on."""
    found = queries.evening_for(here, public)
    made = replies.invite_guest(found, said.name, by=here.membership, at=timezone.now())
    return {"public": made.public, "name": made.name, "link": notices.guest_address(made)}


@area.does("DELETE", "/evenings/{slug:public}/guests/{slug:guest}")
def remove_guest(here: Here, public: str, guest: str) -> None:
    """Uninvite a guest."""
    found = queries.guest_of(here, queries.evening_for(here, public), guest)
    replies.remove_guest(found, by=here.membership, at=timezone.now())


def _duty(path: str, verb: Callable[..., Any], words: str) -> None:
    def act(here: Here, public: str, duty: str) -> None:
        found = queries.duty_for(here, queries.evening_for(here, public), duty)
        verb(found, by=here.membership, at=timezone.now())

    act.__name__, act.__doc__ = f"duty_{path}", words
    area.does("POST", f"/evenings/{{slug:public}}/duties/{{slug:duty}}/{path}")(act)


_duty("take", rota.take, "Care for something on this evening.")
_duty("offer", rota.offer, "Ask whether somebody else takes it.")
_duty("keep", rota.keep, "Keep it after all.")


@area.does("PUT", "/evenings/{slug:public}/agenda")
def set_agenda(here: Here, public: str, said: said_.AgendaIn) -> None:
    """Set the agenda; whoever leads."""
    found = queries.evening_for(here, public)
    items = [agenda.Item(one.title, one.minutes) for one in said.items]
    agenda.set_agenda(found, items, by=here.membership, at=timezone.now())


@area.does("PUT", "/evenings/{slug:public}/question")
def choose_question(here: Here, public: str, said: said_.QuestionIn) -> None:
    """Ask this on the evening; whoever leads."""
    found, at = queries.evening_for(here, public), timezone.now()
    agenda.choose_question(found, agenda.ask(said.text, by=here.membership, at=at), by=here.membership, at=at)


@area.lists("/evenings/{slug:public}/ideas", IdeaOut)
def my_ideas(here: Here, public: str) -> Any:
    """What one wrote on this evening."""
    seat = is_at_the_table(here, queries.evening_for(here, public))
    return list(own_ideas(seat)) if seat else []


@area.does("POST", "/evenings/{slug:public}/ideas", IdeaOut, status=201)
def write_idea(here: Here, public: str, said: said_.IdeaIn) -> Any:
    """Write an idea to the evening's question, as somebody who is here."""
    found = queries.evening_for(here, public)
    seat, question = is_at_the_table(here, found), getattr(found, "question", None)
    if seat is None or question is None:
        raise Missing
    return ideas.write(question, said.text, by=seat, at=timezone.now())


@area.does("DELETE", "/evenings/{slug:public}/ideas/{slug:idea}")
def take_idea_back(here: Here, public: str, idea: str) -> None:
    """Take an idea of one's own back."""
    found = queries.evening_for(here, public)
    seat = is_at_the_table(here, found)
    if seat is None:
        raise Missing
    ideas.take_back(idea_at(found, idea), by=seat, at=timezone.now())


@area.reads("/evenings/{slug:public}/minutes", MinutesOut)
def minutes_(here: Here, public: str) -> Any:
    """What was written down."""
    found = written(here, public)
    if found is None:
        raise Missing
    return {"title": found.minutes.title, "version": found.minutes.version, "text": found.text}


@area.does("PUT", "/evenings/{slug:public}/minutes", MinutesOut)
def save_minutes(here: Here, public: str, said: said_.WrittenIn) -> Any:
    """Write it down; what somebody else wrote meanwhile is kept aside and never lost."""
    kept = minutes.begin(queries.evening_for(here, public), by=here.membership, at=timezone.now())
    minutes.save(kept, **said.model_dump(), by=here.membership, at=timezone.now())
    return minutes_(here, public)
