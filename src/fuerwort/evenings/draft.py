"""The first draft of the minutes, from what an evening knows: question, ideas in their groups, who took what."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fuerwort.evenings import words
from fuerwort.evenings.models import Decision, Evening
from fuerwort.evenings.queries.live import Card, table

MARKS = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_[]<>#|~!"})
"""What somebody wrote on a card is their words, not our typography."""


def title(evening: Evening) -> str:
    question = getattr(evening, "question", None)
    return question.text if question else words.called(evening)


def draft(evening: Evening) -> str:
    """Markdown. Nobody is named but who took something on; an editor asks before that goes out of the house."""
    return "\n".join(_lines(evening)).strip() + "\n"


def _lines(evening: Evening) -> Iterator[str]:
    on = table(evening)
    yield _("%(evening)s, %(when)s.") % {"evening": evening.name, "when": words.when(evening.begins)}
    if on.people:
        yield ngettext("One of us was there.", "%(number)s of us were there.", on.people) % {"number": on.people}
    if on.question:
        yield from ("", _("We asked: **%(question)s**") % {"question": plain(on.question.text)})
    for pile in on.piles:
        if pile.cards:
            free = _("What else we thought of") if len(on.piles) > 1 else _("What we thought of")
            yield from ("", f"## {plain(pile.group.title) if pile.group else free}", "")
            for card in pile.cards:
                yield from _card(card)
    yield from _decided(evening)
    taken = [card.idea for pile in on.piles for card in pile.cards if card.idea.taken_by]
    if taken:
        yield from ("", "## " + _("Who took what"), "")
        yield from (f"- {idea.taken_by.name if idea.taken_by else ''}: {plain(idea.text)}" for idea in taken)
    shown = list(evening.sessions.select_related("led_by").order_by("at"))
    if shown:
        yield from ("", "## " + _("What we showed each other"), "")
        yield from (f"- {plain(one.title)} ({one.led_by.name})" for one in shown)


def _decided(evening: Evening) -> Iterator[str]:
    """What was chosen on the evening, and who cares for it."""
    found = Decision.objects.filter(vote__evening=evening).select_related("proposal", "owner")
    for number, one in enumerate(found.order_by("decided_at", "pk")):
        if number == 0:
            yield from ("", "## " + _("What we decided"), "")
        yield f"- {plain(one.title)}" + (f" ({one.owner.name})" if one.owner else "")


def _card(card: Card) -> Iterator[str]:
    yield f"- {plain(card.idea.text)}"
    yield from (f"    - {plain(one.text)}" for one in card.under)


def plain(text: str) -> str:
    """Words that stay words in Markdown."""
    return text.translate(MARKS)
