"""Who is here, and in which fields."""

from typing import Annotated, Any

from django.utils import timezone
from ninja import Query

from fuerwort.api.operations import Area
from fuerwort.api.schemas.people import CardOut, FieldOut, ProfileOut
from fuerwort.people.queries import Here
from fuerwort.people.queries.directory import Wanted, directory_for
from fuerwort.people.queries.fields import findable, offered, suggested
from fuerwort.people.queries.profile import profile_for

area = Area("members")
Words = Annotated[str, Query("", max_length=200)]
Word = Annotated[str, Query("", max_length=60)]


@area.lists("/members", CardOut)
def members(here: Here, words: Words, field: Word, language: Word, has_time: bool = False) -> Any:
    """The directory, in the order of the day, found by words, field, language and time."""
    wanted = Wanted(words=words, field=field, language=language, has_time=has_time)
    return directory_for(here, wanted, timezone.now()).cards


@area.reads("/members/{slug:public}", ProfileOut)
def member(here: Here, public: str) -> Any:
    """One member."""
    return profile_for(here, public, timezone.now())


@area.lists("/fields", FieldOut)
def fields(here: Here) -> Any:
    """The fields that the space offers."""
    return offered(here.space)


@area.lists("/fields/suggested", FieldOut)
def suggested_fields(here: Here, words: Words) -> Any:
    """Which fields a sentence may be about, best first: a guess, to be offered and never taken for granted."""
    return suggested(words, findable(here.space))
