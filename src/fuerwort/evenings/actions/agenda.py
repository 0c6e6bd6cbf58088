"""What happens when, and which question an evening takes up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fuerwort.evenings.actions.leading import check_leads, touch
from fuerwort.evenings.models import AgendaItem, Evening, Phase, Question
from fuerwort.people.errors import Missing, Refused
from fuerwort.people.events import record as log
from fuerwort.people.models import Membership

LONGEST = 200
MOST = 20


class AgendaRefused(Refused):
    """An agenda or a question that cannot be."""


@dataclass(frozen=True, slots=True)
class Item:
    title: str
    minutes: int


USUAL = (
    (10, gettext_lazy("Arriving")),
    (10, gettext_lazy("Silent writing")),
    (40, gettext_lazy("Sorting the cards and talking about them")),
    (20, gettext_lazy("Deciding")),
    (10, gettext_lazy("Closing round")),
)


@transaction.atomic
def set_agenda(evening: Evening, items: Sequence[Item], *, by: Membership, at: datetime) -> None:
    """Say what happens, in this order.

    Raises
    ------
    Missing
        ``by`` does not lead this evening.
    AgendaRefused
        Too many items, one without a title, or one that takes no time.
    """
    check_leads(evening, by)
    if len(items) > MOST or any(not item.title.strip() or not 1 <= item.minutes <= 480 for item in items):
        raise AgendaRefused(_("Each item needs a title and between one minute and eight hours."))
    evening.agenda.all().delete()
    AgendaItem.objects.bulk_create(
        AgendaItem(evening=evening, position=i, title=item.title.strip()[:120], minutes=item.minutes)
        for i, item in enumerate(items)
    )
    touch(evening)
    log(by.space, by=by, at=at, verb="evening.agenda", about=evening.public)


@transaction.atomic
def ask(text: str, *, by: Membership, at: datetime) -> Question:
    """Ask something that an evening may take up.

    Raises
    ------
    Missing
        ``by`` has left.
    AgendaRefused
        Nothing was asked, or too much.
    """
    if by.left_at:
        raise Missing
    words = " ".join(text.replace("\0", "").split())
    if not words or len(words) > LONGEST:
        raise AgendaRefused(_("A question has at most 200 letters, and at least one."))
    question = Question.objects.create(space=by.space, text=words, asked_by=by, asked_at=at)
    log(by.space, by=by, at=at, verb="question.asked", about=question.public)
    return question


@transaction.atomic
def withdraw(question: Question, *, by: Membership, at: datetime) -> None:
    """Take back one's own question, as long as no evening has taken it up.

    Raises
    ------
    Missing
        ``by`` did not ask it.
    AgendaRefused
        An evening has taken it up.
    """
    if question.asked_by_id != by.pk:
        raise Missing
    if question.evening_id:
        raise AgendaRefused(_("An evening has taken this question up; it stays."))
    question.withdrawn_at = at
    question.save(update_fields=["withdrawn_at"])
    log(by.space, by=by, at=at, verb="question.withdrawn", about=question.public)


@transaction.atomic
def choose_question(evening: Evening, question: Question | None, *, by: Membership, at: datetime) -> None:
    """Say which question the evening takes up; the one before waits again. Not once ideas were written.

    Raises
    ------
    Missing
        ``by`` does not lead this evening, or the question is not of this space.
    AgendaRefused
        Ideas were written already, or the question is taken.
    """
    check_leads(evening, by)
    if question and (question.space_id != evening.space_id or question.withdrawn_at):
        raise Missing
    before = Question.objects.select_for_update().filter(evening=evening).first()
    if before and before != question and before.ideas.exists():
        raise AgendaRefused(_("Ideas were written for the question of this evening; it stays."))
    if question and question.evening_id not in (None, evening.pk):
        raise AgendaRefused(_("Another evening has taken this question up."))
    if evening.phase == Phase.OVER or evening.cancelled_at:
        raise AgendaRefused(_("This evening is over or was called off."))
    Question.objects.filter(evening=evening).update(evening=None)
    if question:
        Question.objects.filter(pk=question.pk).update(evening=evening)
    touch(evening)
    log(by.space, by=by, at=at, verb="question.chosen", about=evening.public)
