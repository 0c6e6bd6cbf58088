"""Write an idea, write it again, take it back, care for one. The same form sent twice is one idea."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from fuerwort.evenings.actions.leading import touch
from fuerwort.evenings.models import Author, CheckIn, Idea, Phase, Question
from fuerwort.evenings.models.ideas import LONGEST
from fuerwort.people.errors import Missing, Refused
from fuerwort.people.events import record as log
from fuerwort.people.models import ALPHABET, Membership, public_id

WRITING = (Phase.WRITING, Phase.CARDS, Phase.DECIDING, Phase.CLOSING)
"""In silence first; a late one is welcome as long as the evening runs."""


class IdeaRefused(Refused):
    """An idea that was not taken; what was typed stays in the form."""


def write(question: Question, text: str, *, by: CheckIn, at: datetime, once: str = "") -> Idea:
    """Write an idea down.

    Parameters
    ----------
    once : a public id chosen when the form was opened. The same form sent again is the same idea, with what is typed
        now.

    Raises
    ------
    Missing
        ``by`` is not there on the evening of this question.
    IdeaRefused
        Nothing was typed, or too much; or it is not the time to write.
    """
    evening = question.evening
    if evening is None or by.evening_id != evening.pk:
        raise Missing
    if evening.phase not in WRITING or evening.cancelled_at:
        raise IdeaRefused(_("At the moment nobody writes. What you typed stays here."))
    words = " ".join(text.replace("\0", "").split())
    if not words:
        raise IdeaRefused(_("Please write something first."))
    if len(words) > LONGEST:
        raise IdeaRefused(_("One thought a card: at most %(number)s letters.") % {"number": LONGEST})
    key = once if is_key(once) else public_id()
    try:
        with transaction.atomic():
            idea = Idea.objects.create(public=key, question=question, text=words, written_at=at)
            Author.objects.create(idea=idea, check_in=by)
    except IntegrityError:
        return _again(question, key, words, by, at)
    return idea


def _again(question: Question, key: str, words: str, by: CheckIn, at: datetime) -> Idea:
    """The key is known: of the same form, or of somebody else by accident."""
    known = Idea.objects.filter(public=key, question=question, authors__check_in=by).first()
    if known is None:
        return write(question, words, by=by, at=at)
    if known.text != words and known.withdrawn_at is None:
        known.text = words
        known.save(update_fields=["text"])
        touch(by.evening)
    return known


@transaction.atomic
def take_back(idea: Idea, *, by: CheckIn, at: datetime) -> None:
    """Take back what one wrote alone.

    Raises
    ------
    Missing
        ``by`` did not write it.
    IdeaRefused
        It has other authors by now, holds others' words, or the evening is over.
    """
    authors = set(idea.authors.values_list("check_in", flat=True))
    if by.pk not in authors:
        raise Missing
    if len(authors) > 1 or idea.merged.exists() or not by.evening.is_running:
        raise IdeaRefused(_("This card is no longer yours alone; it stays."))
    idea.withdrawn_at = at
    idea.save(update_fields=["withdrawn_at"])
    touch(by.evening)


@transaction.atomic
def care_for(idea: Idea, *, by: Membership, at: datetime) -> Idea:
    """Say: I take care of this one. Saying it again lets it go.

    Raises
    ------
    Missing
        ``by`` is no member of its space.
    IdeaRefused
        Somebody else cares for it already.
    """
    found = Idea.objects.select_for_update(of=("self",)).select_related("taken_by").get(pk=idea.pk)
    if by.left_at or found.question.space_id != by.space_id or found.question.evening is None:
        raise Missing
    if found.taken_by and found.taken_by_id != by.pk:
        raise IdeaRefused(_("%(name)s cares for this already.") % {"name": found.taken_by.name})
    found.taken_by = None if found.taken_by else by
    found.save(update_fields=["taken_by"])
    touch(found.question.evening)
    if found.taken_by:
        log(by.space, by=by, at=at, verb="idea.taken", about=found.public)
    return found


def is_key(typed: str) -> bool:
    """Whether this is a public id as ours are."""
    return len(typed) == 12 and set(typed) <= set(ALPHABET)
