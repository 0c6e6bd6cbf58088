"""What somebody looks for in the directory; nonsense is nothing in particular."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fuerwort.people.languages import name_of
from fuerwort.people.queries.directory import Directory, Wanted
from fuerwort.people.words import folded


class DirectoryForm(forms.Form):
    words = forms.CharField(
        label=_("Looking for whom?"), required=False, max_length=100,
        widget=forms.TextInput({"type": "search", "autocomplete": "off", "placeholder": _("Name, field, skill, word")}),
    )  # fmt: skip
    field = forms.ChoiceField(label=_("Field"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)
    desk = forms.ChoiceField(
        label=_("Place"), required=False,
        choices=[("", _("anywhere")), ("with", _("with a desk here")), ("without", _("without a desk"))],
    )  # fmt: skip
    has_time = forms.BooleanField(label=_("has time now"), required=False)

    def __init__(self, data: Any) -> None:
        super().__init__(data, use_required_attribute=False)

    def wanted(self) -> Wanted:
        """What was typed, as far as it can be meant; a field or language nobody has finds nobody."""
        return Wanted(
            words=str(self.data.get("words", ""))[:100].replace("\0", "").strip(),
            field=str(self.data.get("field", "")),
            language=str(self.data.get("language", "")),
            has_time=bool(self.data.get("has_time")),
            desk=str(self.data.get("desk", "")) if self.data.get("desk") in ("with", "without") else "",
        )

    @property
    def filters(self) -> list[forms.BoundField]:
        return [self[name] for name in ("field", "language", "desk")]

    def offer(self, found: Directory) -> None:
        """Let one filter by what there is."""
        languages = sorted(((code, name_of(code)) for code in found.languages), key=lambda both: folded(both[1]))
        self.fields["field"].choices = [("", _("all")), *((f.slug, f.name) for f in found.fields)]  # type: ignore[attr-defined]
        self.fields["language"].choices = [("", _("all")), *languages]  # type: ignore[attr-defined]
