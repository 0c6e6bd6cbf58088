"""Sort the cards: into groups, out again, two that say the same into one."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from fuerwort.evenings.actions.leading import check_leads, touch
from fuerwort.evenings.models import Author, Evening, Group, Idea, Phase, Question
from fuerwort.people.errors import Missing, Refused
from fuerwort.people.events import record as log
from fuerwort.people.models import Membership

SORTING = (Phase.CARDS, Phase.DECIDING, Phase.CLOSING)
LONGEST = 80
MOST = 40


class SortRefused(Refused):
    """Cards that cannot be sorted so."""


@transaction.atomic
def new_group(evening: Evening, title: str, *, by: Membership, at: datetime) -> Group:
    """Make a group.

    Raises
    ------
    Missing
        ``by`` does not lead this evening.
    SortRefused
        It is not the time, it has no title, or there are too many.
    """
    question = _sorted(evening, by)
    words = " ".join(title.replace("\0", "").split())[:LONGEST]
    if not words:
        raise SortRefused(_("Please give the group a name."))
    if question.groups.count() >= MOST:
        raise SortRefused(_("More groups than that help nobody."))
    group = Group.objects.create(question=question, title=words, made_at=at)
    _noted(evening, by, at)
    return group


@transaction.atomic
def rename_group(group: Group, title: str, *, by: Membership, at: datetime) -> None:
    """Call a group otherwise; without a name it is undone, and its cards lie free.

    Raises
    ------
    Missing, SortRefused
        As for a new one.
    """
    evening = group.question.evening
    if evening is None:
        raise Missing
    _sorted(evening, by)
    words = " ".join(title.replace("\0", "").split())[:LONGEST]
    if words:
        Group.objects.filter(pk=group.pk).update(title=words)
    else:
        group.delete()
    _noted(evening, by, at)


@transaction.atomic
def put(idea: Idea, group: Group | None, *, by: Membership, at: datetime) -> None:
    """Lay a card into a group, or out of it.

    Raises
    ------
    Missing
        ``by`` does not lead this evening, or the group is of another.
    SortRefused
        It is not the time.
    """
    evening = _of(idea)
    _sorted(evening, by)
    if group and group.question_id != idea.question_id:
        raise Missing
    Idea.objects.filter(pk=idea.pk).update(group=group)
    _noted(evening, by, at)


@transaction.atomic
def merge(idea: Idea, into: Idea, *, by: Membership, at: datetime) -> Idea:
    """Lay a card under another that says the same. Both texts stay, and both authors are authors of what lies on top.

    Raises
    ------
    Missing
        ``by`` does not lead this evening, or the cards are of different questions.
    SortRefused
        It is not the time, or a card would lie under itself.
    """
    evening = _of(idea)
    _sorted(evening, by)
    Question.objects.select_for_update(no_key=True).get(pk=idea.question_id)
    top = Idea.objects.cards().filter(pk=into.pk, question=idea.question_id).first()
    under = Idea.objects.cards().filter(pk=idea.pk).first()
    if top is None or under is None:
        raise Missing
    if top == under:
        raise SortRefused(_("A card does not lie under itself."))
    Idea.objects.filter(merged_into=under).update(merged_into=top)
    under.merged_into = top
    under.save(update_fields=["merged_into"])
    _credit(under)
    _credit(top)
    if under.taken_by_id and not top.taken_by_id:
        top.taken_by_id = under.taken_by_id
        top.save(update_fields=["taken_by"])
    _noted(evening, by, at)
    return top


@transaction.atomic
def part(idea: Idea, *, by: Membership, at: datetime) -> None:
    """Take a card out from under another; the authors it brought go with it.

    Raises
    ------
    Missing, SortRefused
        As for laying it there.
    """
    evening = _of(idea)
    _sorted(evening, by)
    top = idea.merged_into
    if top is None:
        return
    Idea.objects.filter(pk=idea.pk).update(merged_into=None, group=top.group_id)
    _credit(top)
    _noted(evening, by, at)


def _credit(top: Idea) -> None:
    """Let those who wrote what lies under a card be its authors, too."""
    top.authors.filter(brought=True).delete()
    own = set(top.authors.values_list("check_in", flat=True))
    under = set(Author.objects.filter(idea__merged_into=top, brought=False).values_list("check_in", flat=True))
    Author.objects.bulk_create(Author(idea=top, check_in_id=one, brought=True) for one in sorted(under - own))


def _of(idea: Idea) -> Evening:
    if idea.question.evening is None or idea.withdrawn_at:
        raise Missing
    return idea.question.evening


def _sorted(evening: Evening, by: Membership) -> Question:
    check_leads(evening, by)
    if Evening.objects.values_list("phase", flat=True).get(pk=evening.pk) not in SORTING:
        raise SortRefused(_("Cards are sorted once they lie on the table."))
    return evening.question


def _noted(evening: Evening, by: Membership, at: datetime) -> None:
    touch(evening)
    log(by.space, by=by, at=at, verb="ideas.grouped", about=evening.public)
