"""Who asks: whoever holds a token. No cookie opens the API, so no other site can make a browser use it."""

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from ninja.errors import Throttled
from ninja.security import HttpBearer

from fuerwort.api.errors import NoScope
from fuerwort.people.actions import tokens
from fuerwort.people.errors import Missing
from fuerwort.people.models import Token
from fuerwort.people.queries import Here, here_for
from fuerwort.people.queries.tokens import opened_by


class Bearer(HttpBearer):
    """A token that holds, and did not ask too often."""

    openapi_description = "A personal token, made on the page “Tokens” of a space."

    def authenticate(self, request: HttpRequest, token: str) -> Token | None:
        at = timezone.now()
        found = opened_by(token, at)
        if found and (wait := tokens.use(token=found, at=at, most=settings.API_PER_MINUTE)):
            raise Throttled(wait)
        return found


def token_of(request: HttpRequest) -> Token:
    found: Token = request.auth  # type: ignore[attr-defined] # ninja puts there what authenticate returned
    return found


def require(request: HttpRequest, scope: str) -> None:
    """Raise ``NoScope`` unless the token has it; asked first, so that it tells nothing about what there is."""
    if not token_of(request).may(scope):
        raise NoScope(scope)


def here(request: HttpRequest, space: str) -> Here:
    """The member in the space of the token; any other space looks missing."""
    token = token_of(request)
    if token.membership.space.slug != space or token.membership.person is None:
        raise Missing
    return here_for(token.membership.person, space)
