"""A file of own questions, and a question as it is looked at before it is asked."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fuerwort.pilot.items import Item
from fuerwort.pilot.items.own import LARGEST

COLUMNS: tuple[tuple[str, Any], ...] = (
    ("id", _("Its name, at most twelve letters and digits")),
    ("measures", _("What it is about; questions with the same word are put together")),
    ("lowest, highest", _("The ends of the scale, whole numbers")),
    ("de, en", _("The wording, in both languages")),
    ("answers_de, answers_en", _("The words of the answers with a | between them; one for each, or two for both ends")),
    ("licence", _("What allows you to use it")),
    ("source", _("Whose it is, and where it is published")),
    ("reversed", _("“yes” where agreeing means less of what is measured; may be left out")),
)


class FileForm(forms.Form):
    file = forms.FileField(
        label=_("Your questions"),
        help_text=_("A CSV file. First you see what would be asked; nothing is kept before you say so."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt"}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(
                _("This file is larger than %(most)s KB: is it the right one?"), params={"most": LARGEST // 1024}
            )
        return file


@dataclass(frozen=True)
class Shown:
    """A question in both languages."""

    item: Item

    @property
    def german(self) -> str:
        return self._answers(self.item.scale.de)

    @property
    def english(self) -> str:
        return self._answers(self.item.scale.en)

    def _answers(self, words: tuple[str, ...]) -> str:
        """Each number with its word; of two ends what lies between is left out."""
        named = [f"{number}: {word}" for number, word in enumerate(words, self.item.scale.lowest) if word]
        return " … ".join(named) if len(named) < len(words) else " · ".join(named)
