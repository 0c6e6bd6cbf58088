"""Consent, and what participants answer. No event of the log says who answered, or when."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from fuerwort.people.errors import Missing, Refused
from fuerwort.people.events import record as log
from fuerwort.people.models import Membership, News
from fuerwort.pilot.asking import ASKING, CONSENT, items_of, schedule_of, wave_of
from fuerwort.pilot.items import Item
from fuerwort.pilot.models import Code, Participant, Pilot, Sheet

PAUSE = timedelta(days=61)
AGAIN = timedelta(days=14)
"""After so long without a sheet somebody is reminded once more."""


class AnswersRefused(Refused):
    """Nothing was changed; what was answered before still stands."""


@transaction.atomic
def agree(*, participant: Participant, version: int, by: Membership, at: datetime) -> Participant:
    """Agree to be asked: by itself, apart from membership and payment; also after having withdrawn.

    Raises
    ------
    Missing
        It is somebody else.
    AnswersRefused
        Another version of the text was read, or the answers are closed.
    """
    participant = _mine(participant, by)
    _open(participant.pilot)
    if version != CONSENT:
        raise AnswersRefused(_("The text has changed since you opened it. Please read it once more."))
    if participant.withdrawn_at:
        participant.withdrawn_at = None
        participant.save(update_fields=["withdrawn_at"])
    code = Code.objects.get_or_create(participant=participant)[0]
    code.version, code.agreed_at, code.ended_at = version, at, None
    code.save(update_fields=["version", "agreed_at", "ended_at"])
    log(participant.pilot.space, by=None, at=at, verb="pilot.agreed", about=participant.pilot.public)
    return participant


@transaction.atomic
def withdraw(*, participant: Participant, by: Membership, at: datetime, forget: bool = False) -> Participant:
    """End all questions and nothing else; with ``forget`` also the answers given so far, while they are not locked.

    Raises
    ------
    Missing
        It is somebody else.
    """
    participant = _mine(participant, by)
    code = Code.objects.filter(participant=participant).first()
    if code is None:
        return participant
    code.ended_at = at
    if forget and participant.pilot.state in ASKING:
        code.agreed_at = None
        Sheet.objects.filter(pilot=participant.pilot, code=code.code).delete()
    code.save(update_fields=["ended_at", "agreed_at"])
    _silence(participant, at)
    log(participant.pilot.space, by=None, at=at, verb="pilot.ended-questions", about=participant.pilot.public)
    return participant


@transaction.atomic
def pause(*, participant: Participant, by: Membership, at: datetime, on: bool = True) -> Code:
    """No reminders for two months, or again from now on; questions can be answered all the same."""
    participant = _mine(participant, by)
    code = Code.objects.get_or_create(participant=participant)[0]
    code.paused_until = timezone.localdate(at) + PAUSE if on else None
    code.save(update_fields=["paused_until"])
    if on:
        _silence(participant, at)
    return code


@transaction.atomic
def answer(
    *, participant: Participant, said: Mapping[str, int | None], by: Membership, at: datetime, send: bool = False
) -> Sheet:
    """Keep some answers of the wave that is on; None takes one back. ``send``: that was the last screen.

    Raises
    ------
    Missing
        It is somebody else.
    AnswersRefused
        They did not agree, no wave is on, or an answer is not on its scale.
    """
    participant = _mine(participant, by)
    pilot = participant.pilot
    _open(pilot)
    code = Code.objects.filter(participant=participant).first()
    if code is None or not code.agreed or participant.withdrawn_at:
        raise AnswersRefused(_("You have not agreed to be asked. Nothing was kept."))
    today = timezone.localdate(at)
    wave = wave_of(pilot, today)
    if wave is None:
        raise AnswersRefused(_("No questions are open today. Nothing was kept."))
    asked = {item.id: item for item in schedule_of(pilot).items(wave, items_of(pilot))}
    sheet = Sheet.objects.select_for_update().filter(pilot=pilot, code=code.code, wave=wave).first()
    sheet = sheet or Sheet(pilot=pilot, code=code.code, wave=wave, answers="{}")
    kept = json.loads(sheet.answers) | {name: _checked(asked, name, value) for name, value in said.items()}
    sheet.answers = json.dumps({name: value for name, value in sorted(kept.items()) if value is not None})
    if send:
        sheet.sent_on = today
        _silence(participant, at)
    sheet.save()
    return sheet


def _checked(asked: Mapping[str, Item], name: str, value: int | None) -> int | None:
    item = asked.get(name)
    if item is None:
        raise AnswersRefused(_("This is not asked at the moment. Nothing was kept."))
    if value is not None and not item.scale.lowest <= value <= item.scale.highest:
        facts = {"lowest": item.scale.lowest, "highest": item.scale.highest}
        raise AnswersRefused(_("Please choose between %(lowest)s and %(highest)s.") % facts)
    return value


def _mine(participant: Participant, by: Membership) -> Participant:
    found = Participant.objects.select_for_update(of=("self",)).select_related("pilot__space")
    mine = found.filter(pk=participant.pk, membership=by).first()
    if mine is None or by.left_at:
        raise Missing
    return mine


def _open(pilot: Pilot) -> None:
    if pilot.state not in ASKING:
        raise AnswersRefused(_("The answers of this pilot are closed. Nothing was changed."))


def _silence(participant: Participant, at: datetime) -> None:
    """A reminder that is answered waits no more."""
    News.objects.filter(
        membership=participant.membership, code="pilot.asks", facts__pilot=participant.pilot.public, read_at=None
    ).update(read_at=at)


def remind(*, at: datetime) -> int:
    """Put the questions of a new wave into the news, and so into the weekly letter; once more after two weeks.

    Returns how many were reminded. Calling it again changes nothing.
    """
    return sum(_remind(pilot, at) for pilot in Pilot.objects.filter(state__in=ASKING, first__isnull=False))


@transaction.atomic
def _remind(pilot: Pilot, at: datetime) -> int:
    today, schedule = timezone.localdate(at), schedule_of(pilot)
    wave = wave_of(pilot, today)
    if wave is None:
        return 0
    sent = set(Sheet.objects.filter(pilot=pilot, wave=wave, sent_on__isnull=False).values_list("code", flat=True))
    begun, news = schedule.month(wave), []
    agreed = Code.objects.filter(
        participant__pilot=pilot, agreed_at__isnull=False, ended_at=None, participant__withdrawn_at=None,
        participant__membership__left_at=None, participant__membership__isnull=False,
    ).select_related("participant__membership")  # fmt: skip
    for code in agreed:
        paused = code.paused_until and code.paused_until > today
        asked = code.asked_on and code.asked_on >= begun
        again = code.asked_on is not None and begun <= code.asked_on < begun + AGAIN <= today
        if code.code in sent or paused or (asked and not again):
            continue
        facts = {"pilot": pilot.public, "wave": wave}
        news.append(News(membership=code.participant.membership, at=at, code="pilot.asks", facts=facts))
        code.asked_on = today
        code.save(update_fields=["asked_on"])
    News.objects.bulk_create(news)
    return len(news)
