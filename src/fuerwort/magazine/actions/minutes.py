"""Make an article of the minutes of an evening, which their writers have handed over."""

from datetime import datetime

from django.db import IntegrityError, transaction

from fuerwort.evenings import notices
from fuerwort.evenings.queries import minutes_for_article
from fuerwort.magazine.actions.writing import Content, begin
from fuerwort.magazine.editors import require_editor
from fuerwort.magazine.models import Article
from fuerwort.people.models import Membership


def take_up(*, evening: str, by: Membership, at: datetime) -> Article:
    """Begin an article with the newest text of the minutes; there is one of each evening.

    Parameters
    ----------
    evening : its public id.

    Raises
    ------
    Missing
        ``by`` does not edit, or nobody has handed these minutes over.
    """
    require_editor(by, by.space_id)
    found = minutes_for_article(by.space, evening)
    known = Article.objects.filter(space=by.space, minutes=evening)
    if article := known.first():
        return article
    try:
        with transaction.atomic():
            made = begin(content=Content(title=found.title, text=found.text), by=by, at=at, minutes=evening)
            notices.minutes_taken_up(by.space, evening)
            return made
    except IntegrityError:  # two editors at once
        return known.get()
