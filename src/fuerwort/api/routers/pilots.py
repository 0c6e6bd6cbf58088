"""Pilots: taking part, one's own token, one's own questionnaire. Nobody reads what others answered, here neither."""

from typing import Any

from django.utils import timezone

from fuerwort.api.operations import Area
from fuerwort.api.schemas import pilots as said_
from fuerwort.api.schemas.pilots import MyPilotOut, PilotOut, SheetOut
from fuerwort.people import links
from fuerwort.people.queries import Here
from fuerwort.pilot.actions import answers, enrolment, secrets
from fuerwort.pilot.queries import answers as asked
from fuerwort.pilot.queries import pilots as queries
from fuerwort.pilot.terms import Terms

area = Area("pilots")


@area.lists("/pilots", PilotOut)
def pilots(here: Here) -> Any:
    """Pilots of the space that one may see."""
    return queries.listed(here)


@area.reads("/pilots/{slug:public}", MyPilotOut)
def pilot(here: Here, public: str) -> Any:
    """One pilot, and one's own part in it."""
    found = queries.pilot_for(here, public)
    mine = queries.mine(here, found, timezone.now())
    token = mine.participant.token if mine.participant else None
    return {"pilot": found, "takes_part": bool(mine.participant), "token": token, "must_give": mine.must_give}


@area.does("POST", "/pilots/{slug:public}/join", kept=False)
def join(here: Here, public: str, said: said_.JoinIn) -> None:
    """Take part, after reading what it is. One can leave at any time without saying why."""
    found = queries.pilot_for(here, public)
    strata = Terms.of(found.terms).strata
    known = {"field": said.field or "", "buffer": said.buffer or ""}
    facts = {name: value for name, value in known.items() if name in strata}
    enrolment.join(
        pilot=found, consent=said.consent, facts=facts, nonce=links.new_token(), by=here.membership, at=timezone.now()
    )


@area.does("POST", "/pilots/{slug:public}/withdraw", kept=False)
def withdraw(here: Here, public: str) -> None:
    """Take part no more; nothing that was promised changes."""
    enrolment.withdraw(pilot=queries.pilot_for(here, public), by=here.membership, at=timezone.now())


@area.does("PUT", "/pilots/{slug:public}/promise", kept=False)
def promise(here: Here, public: str, said: said_.HashIn) -> None:
    """The hash of a secret for the draw."""
    found = queries.pilot_for(here, public)
    secrets.promise(pilot=found, hash=said.hash, by=here.membership, at=timezone.now())


@area.does("PUT", "/pilots/{slug:public}/secret", kept=False)
def give(here: Here, public: str, said: said_.SecretIn) -> None:
    """The secret itself, when the draw is due."""
    found = queries.pilot_for(here, public)
    secrets.give(pilot=found, secret=said.secret, by=here.membership, at=timezone.now())


@area.reads("/pilots/{slug:public}/questions", SheetOut)
def questions(here: Here, public: str) -> Any:
    """One's own questionnaire of this month, with what one answered so far."""
    found = asked.mine_for(here, public, timezone.now())
    rows = [
        {
            "id": one.id, "de": one.de, "en": one.en, "lowest": one.scale.lowest, "highest": one.scale.highest,
            "answer": found.answers.get(one.id),
        }
        for screen in (found.screens if found.agreed else ())
        for one in screen
    ]  # fmt: skip
    names = ("agreed", "wave", "sent_on", "paused_until")
    return {**{name: getattr(found, name) for name in names}, "questions": rows}


@area.does("PUT", "/pilots/{slug:public}/questions", kept=False)
def answer(here: Here, public: str, said: said_.AnswersIn) -> None:
    """Answer some or all of one's own questions; ``send`` when all are done."""
    found = asked.mine_for(here, public, timezone.now())
    answers.answer(participant=found.participant, said=said.said, by=here.membership, at=timezone.now(), send=said.send)


@area.does("POST", "/pilots/{slug:public}/questions/agree", kept=False)
def agree(here: Here, public: str, said: said_.AgreeIn) -> None:
    """Agree to be asked, to the version of the consent that one read."""
    found = asked.mine_for(here, public, timezone.now())
    answers.agree(participant=found.participant, version=said.version, by=here.membership, at=timezone.now())


@area.does("POST", "/pilots/{slug:public}/questions/pause", kept=False)
def pause(here: Here, public: str) -> None:
    """Pause, or go on."""
    found = asked.mine_for(here, public, timezone.now())
    answers.pause(participant=found.participant, by=here.membership, at=timezone.now(), on=not found.paused_until)


@area.does("POST", "/pilots/{slug:public}/questions/end", kept=False)
def end(here: Here, public: str, said: said_.EndIn) -> None:
    """Be asked no more."""
    found = asked.mine_for(here, public, timezone.now())
    answers.withdraw(participant=found.participant, by=here.membership, at=timezone.now(), forget=said.forget)
