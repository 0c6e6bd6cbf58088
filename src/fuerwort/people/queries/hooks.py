"""Webhooks of a space and what was sent to them: for its hosts only."""

from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.db.models import QuerySet

from fuerwort.people.errors import Missing
from fuerwort.people.models import Delivery, Hook
from fuerwort.people.queries.here import Here

if TYPE_CHECKING:
    from django.core.paginator import Page


def hooks_for(here: Here) -> QuerySet[Hook]:
    """All of the space, newest first."""
    here.require_host()
    return here.space.hooks.defer("secret", "secret_before").order_by("-created_at", "-pk")


def hook_for(here: Here, public: str) -> Hook:
    """One of the space.

    Raises
    ------
    Missing
        There is none, it is another space's, or the viewer is no host.
    """
    found = hooks_for(here).filter(public=public).first()
    if found is None:
        raise Missing
    return found


def deliveries_of(here: Here, hook: Hook, page: int | str = 1) -> "Page[Delivery]":
    """One page of what was sent there, newest first."""
    here.require_host()
    return Paginator(hook.deliveries.order_by("-at", "-pk"), 50).get_page(page)


def delivery_for(here: Here, public: str, delivery: str) -> Delivery:
    """One delivery.

    Raises
    ------
    Missing
        There is none.
    """
    found = hook_for(here, public).deliveries.filter(public=delivery).first()
    if found is None:
        raise Missing
    return found
