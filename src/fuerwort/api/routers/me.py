"""Whose token it is: profile, time, news."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from fuerwort.api import auth
from fuerwort.api.errors import READING, Problem
from fuerwort.api.operations import Area, Done
from fuerwort.api.schemas.people import Me, NewsOut, ProfileIn, ProfileOut, StepsIn, TimeIn, TimeOut
from fuerwort.people.actions import availability, letters, profile
from fuerwort.people.actions.profile import ProfileRefused, Told
from fuerwort.people.models import Field
from fuerwort.people.queries import Here, news_for
from fuerwort.people.queries.profile import profile_for, time_of

area = Area("me")


@area.router.get("/me", response={200: Me, READING: Problem}, operation_id="me", summary="Whose token this is")
def me(request: HttpRequest) -> Any:
    token = auth.token_of(request)
    here = auth.here(request, token.membership.space.slug)
    return {
        "public": here.membership.public, "name": here.membership.name, "space": here.space.slug,
        "space_name": here.space.name, "roles": sorted(here.roles), "scopes": token.scopes,
        "expires_at": token.expires_at,
    }  # fmt: skip


@area.reads("/profile", ProfileOut)
def profile_(here: Here) -> Any:
    """One's own profile."""
    return profile_for(here, here.membership.public, timezone.now())


@area.does("PUT", "/profile", ProfileOut)
def change_profile(here: Here, said: ProfileIn) -> Any:
    """Say all about oneself anew."""
    at = timezone.now()
    told = said.model_dump() | {"work": _work(here, said)}
    profile.change(Told(**told), by=here.membership, at=at)
    return profile_for(here, here.membership.public, at)


def _work(here: Here, said: ProfileIn) -> dict[Field | None, list[str]]:
    known: dict[str, Field | None] = {"": None, **{field.slug: field for field in here.space.fields.all()}}
    if unknown := [one.slug for one in said.work if one.slug not in known]:
        raise ProfileRefused(unknown[0], "work")
    return {known[one.slug]: one.skills for one in said.work}


@area.reads("/availability", TimeOut)
def availability_(here: Here) -> Any:
    """How much time one has."""
    return time_of(here, timezone.now())


@area.does("PUT", "/availability", TimeOut)
def say_availability(here: Here, said: TimeIn) -> Any:
    """Say how much time one has, until a day; without one for a month."""
    at = timezone.now()
    availability.say(by=here.membership, at=at, **said.model_dump())
    return time_of(here, at)


@area.lists("/news", NewsOut)
def news(here: Here) -> Any:
    """The newest things not read yet."""
    return news_for(here)


@area.does("POST", "/news/read", Done)
def read_news(here: Here) -> None:
    """Mark all news as read."""
    letters.read_news(by=here.membership, at=timezone.now())


@area.does("POST", "/steps", Done)
def hide_steps(here: Here, said: StepsIn) -> None:
    """Hide the first steps, or show them again."""
    profile.hide_steps(by=here.membership, at=timezone.now(), hidden=said.hidden)
