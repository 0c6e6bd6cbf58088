"""allauth's forms for passkeys with our labels: whoever knocks reads our words."""

from typing import Any

from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django.utils.translation import gettext_lazy as _

DEVICE = _("What is this device called?")


class AddPasskey(AddWebAuthnForm):
    """Always one that logs in by itself: a key that only follows a code would save nobody anything."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = DEVICE
        self.fields["name"].help_text = _("So that you recognise it later, for example: phone.")
        self.fields["passwordless"].initial = True


class RenamePasskey(EditWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = DEVICE
