"""How allauth logs people in here: by invitation only, by a code (see `proof`) or a passkey, never by password."""

import time
from typing import Any, ClassVar, NoReturn

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

PROVED_AT = "proved_at"
"""Session key: when this browser last showed who sits in front of it."""


class InvitationOnly(DefaultAccountAdapter):
    """Nobody signs up; a host invites."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def set_password(self, user: Any, password: str) -> None:
        """There are no passwords."""
        user.set_unusable_password()

    def get_login_stages(self) -> list[str]:
        """None: a passkey is another way in, no second lock behind the code that could shut somebody out."""
        return []

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """The door `fresh` asks again where it matters."""
        return False

    def login(self, request: HttpRequest, user: Any) -> None:
        super().login(request, user)
        request.session[PROVED_AT] = time.time()

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        """Go on in the person's language."""
        return in_language(super().post_login(request, user, **kwargs), user.language)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> NoReturn:
        """All mails are our own (`people.notices`); one of allauth's would be a mistake."""
        raise NotImplementedError(template_prefix)


class Passkeys(DefaultMFAAdapter):
    """What a device shows when it makes or offers a passkey."""

    error_messages: ClassVar = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": gettext_lazy("This passkey did not fit. Please try again, or have a code sent to you."),
    }

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": "Fürwort"}

    def get_public_key_credential_user_entity(self, user: Any) -> dict[str, Any]:
        return {**super().get_public_key_credential_user_entity(user), "name": user.email, "display_name": user.email}

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        return _("My passkey")


def in_language(response: HttpResponse, language: str) -> HttpResponse:
    """From this answer on, pages are in this language."""
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, samesite="Lax", secure=settings.SECURE)
    return response
