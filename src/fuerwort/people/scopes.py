"""What a token may be allowed: to read or to change, one part of the house at a time."""

from typing import Any

from django.utils.translation import gettext_lazy as _

AREAS: dict[str, Any] = {
    "me": _("My profile and my time"),
    "members": _("Members and fields"),
    "experiences": _("Shared experiences"),
    "ask": _("Pass on what clients ask"),
    "requests": _("Requests and chances"),
    "agreements": _("Agreements"),
    "evenings": _("Evenings and questions"),
    "deciding": _("Votes and decisions"),
    "fund": _("Community fund and income"),
    "pilots": _("Pilots"),
    "magazine": _("Magazine"),
    "desk": _("The host's desk"),
}
READ, WRITE = "read", "write"
SCOPES = [f"{area}:{how}" for area in AREAS for how in (READ, WRITE)]
ONLY_WRITTEN = ("ask:read",)
"""What a client asks is read where requests are."""
SCOPES = [scope for scope in SCOPES if scope not in ONLY_WRITTEN]
