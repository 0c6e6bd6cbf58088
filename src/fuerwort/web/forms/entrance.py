"""allauth's forms with our labels: whoever knocks reads our words."""

from typing import Any

from allauth.account.forms import AddEmailForm, ConfirmLoginCodeForm, LoginForm, RequestLoginCodeForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _

ADDRESS, INVITED = _("Your e-mail address"), _("The one your invitation came to.")
DEVICE = _("What is this device called?")


def say(field: forms.Field, label: Any, help_text: Any = "", **attrs: str) -> None:
    field.label, field.help_text = label, help_text
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs.update(attrs)


class Knock(LoginForm):
    """The door: an address, and a code goes there."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(
            self.fields["login"],
            _("Your e-mail address"),
            _("The one your invitation came to."),
            autocomplete="username",
        )


class AskForCode(RequestLoginCodeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(
            self.fields["email"],
            _("Your e-mail address"),
            _("The one your invitation came to."),
            autocomplete="username",
        )


class EnterCode(ConfirmLoginCodeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        attrs = {"class": "code", "autocomplete": "one-time-code", "spellcheck": "false", "autofocus": ""}
        say(self.fields["code"], _("Code from the mail"), **attrs)


class ChangeAddress(AddEmailForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self.fields["email"], _("New address"), autocomplete="email")


class AddPasskey(AddWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(
            self.fields["name"],
            _("What is this device called?"),
            _("So that you recognise it later, for example: phone."),
        )
        say(self.fields["passwordless"], _("I want to log in with this device alone, without a code."))
        self.initial.update(name="", passwordless=True)


class RenamePasskey(EditWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self.fields["name"], DEVICE)
