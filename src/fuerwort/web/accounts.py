"""How allauth logs people in here: by invitation only, no passwords, mails in our words."""

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class InvitationOnly(DefaultAccountAdapter):
    """Nobody signs up; a host invites."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This access is closed. Ask a host if you want to come back."),
        "duplicate_email": _("This is your address already."),
        "email_taken": _("This address already belongs to another access."),
        "incorrect_code": _("This is not the code from the mail. Capitals do not matter; the newest mail counts."),
        "invalid_or_expired_key": _("This link has run out."),
        "rate_limited": _("That was often in a short time. Wait a few minutes and try again."),
        "same_as_current": _("This is your address already."),
        "too_many_login_attempts": _("That was often in a short time. Wait a few minutes and try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def set_password(self, user: Any, password: str) -> None:
        """There are no passwords."""
        user.set_unusable_password()
