"""What stands around every page: where one can go from here, and by which light it is read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from fuerwort.web import undo

THEMES = ("light", "dark")

Names = Iterable[tuple[str, Any]]

VISITORS: Names = (
    ("how", _("How it works")),
    ("magazine", _("Magazine")),
    ("lab", _("What if?")),
    ("account_login", _("Log in")),
)
MEMBERS: Names = (
    ("home", _("What is next")),
    ("members", _("Members")),
    ("experiences", _("Experiences")),
    ("requests", _("Requests")),
    ("evenings", _("Creative evening")),
    ("articles", _("Magazine")),
    ("fund", _("Fund")),
)
HOSTS: Names = (("desk", _("Host desk")),)
YOURS: Names = (("profile", _("Your profile")),)
PERSONS: Names = (("account", _("Your account")),)
ANYWHERE: Names = (("entrance", _("Your spaces")),)
IN_A_SPACE: Names = (("order", _("How this order comes about")), ("pilots", _("Pilots")), ("space-lab", _("What if?")))
COLOPHON: Names = (
    ("imprint", _("Imprint")),
    ("privacy", _("Privacy")),
    ("accessibility", _("Accessibility")),
)


@dataclass(frozen=True)
class Door:
    """A page one can go to."""

    url: str
    label: Any
    current: bool = False


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context of every page: ``space``, ``navigation``, ``personal``, ``colophon``, ``theme``, ``undo``."""
    here = getattr(request, "here", None)
    found = {
        "navigation": marked(_navigation(request, here), _around(request, here)),
        "personal": marked(_personal(here), request.path) if _known(request) else [],
        "colophon": marked(_colophon(here), request.path),
        "theme": theme(request),
        "undo": SimpleLazyObject(lambda: undo.offered(request)) if _known(request) else None,
    }
    return found | {"space": here.space} if here else found


def _navigation(request: HttpRequest, here: Any) -> list[Door]:
    if here:
        return doors(MEMBERS, here.space.slug) + (doors(HOSTS, here.space.slug) if here.is_host else [])
    return doors(ANYWHERE if _known(request) else VISITORS)


def _colophon(here: Any) -> list[Door]:
    return (doors(IN_A_SPACE, here.space.slug) if here else []) + doors(COLOPHON)


AROUND_EVENINGS = ("decisions", "votes")
AROUND_FUND = ("income", "lab")
AROUND_REQUESTS = ("recommend", "books", "fairness", "contests", "order")
"""Pages whose addresses stand on their own and whose place is with the requests, the evenings, the fund."""


def _around(request: HttpRequest, here: Any) -> str:
    if here and request.path.startswith(f"/magazine/{here.space.slug}/"):
        return reverse("articles", args=[here.space.slug])
    for page, names in (("requests", AROUND_REQUESTS), ("evenings", AROUND_EVENINGS), ("fund", AROUND_FUND)):
        if here and request.path.startswith(tuple(f"/spaces/{here.space.slug}/{name}/" for name in names)):
            return reverse(page, args=[here.space.slug])
    return request.path


def _personal(here: Any) -> list[Door]:
    return (doors(YOURS, here.space.slug) if here else []) + doors(PERSONS)


def _known(request: HttpRequest) -> bool:
    user = getattr(request, "user", None)
    return user is not None and user.is_authenticated


def theme(request: HttpRequest) -> str:
    chosen = request.COOKIES.get("theme", "")
    return chosen if chosen in THEMES else ""


def doors(names: Names, *of: str) -> list[Door]:
    """Those of the pages that this house has."""
    found = []
    for name, label in names:
        try:
            found.append(Door(reverse(name, args=of), label))
        except NoReverseMatch:
            continue
    return found


def marked(found: Sequence[Door], path: str) -> list[Door]:
    """The same, with the door marked behind which we are: the one whose address says most about ours.

    A door that leads to other doors (home) is marked on its own page only.
    """
    houses = {door.url for door in found if any(o.url != door.url and o.url.startswith(door.url) for o in found)}
    within = [door.url for door in found if path == door.url or (path.startswith(door.url) and door.url not in houses)]
    current = max(within, key=len, default=None)
    return [Door(door.url, door.label, door.url == current) for door in found]
