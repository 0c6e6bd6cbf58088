"""Moving in: a file, what its columns mean, and the word that it may happen."""

from collections.abc import Mapping
from typing import Any

from cryptography.fernet import InvalidToken
from django import forms
from django.utils.translation import gettext_lazy as _

from fuerwort.people.roster import COLUMNS
from fuerwort.people.sealed import seal, unseal

MEANINGS = {
    "": _("leave out"),
    "outside_id": _("id in the other software"),
    "name": _("name"),
    "first_name": _("first name"),
    "last_name": _("last name"),
    "email": _("e-mail"),
    "joined": _("member since"),
    "left": _("has left on"),
    "published": _("profile is public"),
    "about": _("about me"),
    "skills": _("skills"),
    "languages": _("languages"),
    "fields": _("fields"),
    "phone": _("phone"),
    "website": _("website"),
}
assert set(MEANINGS) == {"", *COLUMNS}


class FileForm(forms.Form):
    file = forms.FileField(
        label=_("File"),
        help_text=_("A list of members as CSV (Cobot, Nexudus, a spreadsheet), or a community bundle as zip."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.zip"}),
    )


class KeptForm(forms.Form):
    """Carries the file from step to step, sealed: nothing of it lies on the server before the host says yes."""

    kept = forms.CharField(widget=forms.HiddenInput)

    def clean_kept(self) -> bytes:
        try:
            return bytes.fromhex(unseal(self.cleaned_data["kept"]))
        except InvalidToken as forged:
            raise forms.ValidationError("forged") from forged

    @staticmethod
    def keep(data: bytes) -> str:
        return seal(data.hex())


class ColumnsForm(forms.Form):
    """What each column of the file means."""

    def __init__(self, mapping: Mapping[str, str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for at, (column, meaning) in enumerate(mapping.items()):
            self.fields[f"column-{at}"] = forms.ChoiceField(
                label=column or _("(without a name)"), choices=list(MEANINGS.items()), initial=meaning, required=False
            )
        self.columns = list(mapping)

    def mapping(self) -> dict[str, str]:
        """The chosen meanings; call after ``is_valid``."""
        return {column: self.cleaned_data[f"column-{at}"] for at, column in enumerate(self.columns)}
