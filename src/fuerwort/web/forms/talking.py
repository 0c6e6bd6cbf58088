"""A comment below an article, by a member or by somebody without an account; stars."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from fuerwort.magazine.actions.talking import LONGEST, Stranger
from fuerwort.web.forms.asking import ADDRESS


class CommentForm(forms.Form):
    """``is_member``: name and address are known."""

    text = forms.CharField(
        label=_("Your comment"), widget=forms.Textarea({"rows": 5, "maxlength": LONGEST}),
        help_text=_("Plain text; addresses become links. Be as kind as if we were sitting at one table."),
        error_messages={"required": _("Please write something first.")},
    )  # fmt: skip
    name = forms.CharField(
        label=_("Your name"), max_length=60, widget=forms.TextInput({"autocomplete": "name"}),
        help_text=_("It stands above your words. A first name is enough."),
    )  # fmt: skip
    email = forms.EmailField(
        label=_("Your e-mail address"), max_length=254, widget=forms.EmailInput({"autocomplete": "email"}),
        help_text=_("Nobody sees it: you get one link to confirm, and it is deleted when the editors have decided."),
    )  # fmt: skip
    parent = forms.CharField(widget=forms.HiddenInput, required=False, max_length=12)
    homepage = forms.CharField(label=_("Please leave this empty"), required=False, max_length=300)
    stamp = forms.CharField(widget=forms.HiddenInput, required=False, max_length=500)

    def __init__(self, is_member: bool, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_member:
            for name in ("name", "email", "homepage", "stamp"):
                del self.fields[name]

    def clean_text(self) -> str:
        text = str(self.cleaned_data["text"])
        if len(text.replace("\r\n", "\n")) > LONGEST:
            raise ValidationError(
                _(
                    "A comment has at most %(most)s letters; this one has %(number)s. "
                    "Nothing is lost: please shorten it."
                ),
                params={"most": LONGEST, "number": len(text)},
            )
        return text

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        if ADDRESS.search(name):
            raise ValidationError(_("Please give only a name here, no address."))
        return name

    def who(self) -> Stranger:
        found = self.cleaned_data
        return Stranger(found["name"], found["email"], (get_language() or "de")[:2])


class ReportForm(forms.Form):
    reason = forms.CharField(
        label=_("What is wrong with it?"), max_length=500, widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Please say what is wrong with it.")},
    )  # fmt: skip
    stamp = forms.CharField(widget=forms.HiddenInput, required=False, max_length=500)


class TextForm(forms.Form):
    """One's own comment, changed."""

    text = CommentForm.base_fields["text"]
