"""Write an article, give it pictures, review it; the magazine's settings and categories."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fuerwort.magazine.actions.writing import LONGEST, Content
from fuerwort.magazine.models import Article, Category, Farewell, Magazine, Picture

LANGUAGES = [("de", _("German")), ("en", _("English"))]
ACCEPT = "image/jpeg,image/png,image/webp,image/gif"


class ArticleForm(forms.Form):
    """What an author writes. Everything but the title may wait until it is handed in."""

    title = forms.CharField(
        label=_("Title"), max_length=120, error_messages={"required": _("Please give it a title.")}
    )  # fmt: skip
    teaser = forms.CharField(
        label=_("What it is about"), required=False, max_length=400, widget=forms.Textarea({"rows": 3}),
        help_text=_("One or two sentences. They stand above the text and in every list."),
    )  # fmt: skip
    text = forms.CharField(
        label=_("Text"), required=False, max_length=LONGEST, widget=forms.Textarea({"rows": 24, "class": "long"}),
        help_text=_("Markdown: ## for a heading, *emphasis*, > for a quotation, [words](address) for a link, "
                    "![](bild-1) for a picture."),
    )  # fmt: skip
    categories: Any = forms.ModelMultipleChoiceField(
        label=_("Categories"), queryset=None, required=False, to_field_name="slug",
        widget=forms.CheckboxSelectMultiple({"class": "chips"}),
    )  # fmt: skip
    language = forms.ChoiceField(
        label=_("Language of the text"), choices=LANGUAGES, initial="de",
        widget=forms.RadioSelect({"class": "segments"}),
    )  # fmt: skip
    abstract = forms.CharField(
        label=_("In the other language"), required=False, max_length=600, widget=forms.Textarea({"rows": 3}),
        help_text=_("The gist in two sentences, for those who do not read yours."),
    )  # fmt: skip
    named = forms.BooleanField(
        label=_("Everybody may read my name above it, machines too. Without this, only members see who wrote it."),
        required=False,
    )  # fmt: skip
    farewell = forms.ChoiceField(
        label=_("If you erase your account one day"), choices=Farewell.choices, initial=Farewell.STAYS,
        widget=forms.RadioSelect,
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, categories: Sequence[Category], *args: Any, is_author: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: Any = self.fields["categories"]
        choices.queryset = Category.objects.filter(pk__in=[one.pk for one in categories])
        choices.choices = [(one.slug, one.name) for one in categories]
        self.is_author = is_author
        if not is_author:
            for name in ("named", "farewell"):  # the author's own decisions
                del self.fields[name]
        if not categories:
            del self.fields["categories"]

    @staticmethod
    def of(article: Article) -> dict[str, Any]:
        """What the form begins with."""
        return {
            "title": article.title, "teaser": article.teaser, "text": article.text, "abstract": article.abstract,
            "language": article.language, "named": article.named, "farewell": article.farewell,
            "categories": [one.slug for one in article.categories.all()], "version": article.version,
        }  # fmt: skip

    def content(self, article: Article | None = None) -> Content:
        found = self.cleaned_data
        its = None if self.is_author else article
        return Content(
            title=found["title"], teaser=found["teaser"], text=found["text"], abstract=found["abstract"],
            language=found["language"], categories=list(found.get("categories", ())),
            named=its.named if its else found["named"],
            farewell=its.farewell if its else found["farewell"],
        )  # fmt: skip


class CorrectForm(ArticleForm):
    words = forms.CharField(
        label=_("What was corrected?"), max_length=500, widget=forms.Textarea({"rows": 2}),
        help_text=_("Readers see this below the article, with the day."),
        error_messages={"required": _("Please tell the readers what was corrected.")},
    )  # fmt: skip


class PictureForm(forms.Form):
    file = forms.FileField(
        label=_("Picture"), widget=forms.FileInput(attrs={"accept": ACCEPT}),
        help_text=_("JPEG, PNG, WebP or GIF, at most 10 MB. Where and with what it was taken is removed."),
        error_messages={"required": _("Please choose a picture.")},
    )  # fmt: skip
    alt = forms.CharField(
        label=_("What does it show?"), max_length=300,
        help_text=_("For those who cannot see it: one sentence."),
        error_messages={
            "required": _("Please say in a few words what the picture shows, for those who cannot see it.")
        },
    )  # fmt: skip
    caption = forms.CharField(
        label=_("Caption"), required=False, max_length=300,
        help_text=_("Stands below the picture; say who took it."),
    )  # fmt: skip


class DescribeForm(forms.Form):
    alt = PictureForm.base_fields["alt"]
    caption = PictureForm.base_fields["caption"]
    cover = forms.BooleanField(label=_("It stands on top of the article."), required=False)

    @staticmethod
    def of(picture: Picture, article: Article) -> dict[str, Any]:
        return {"alt": picture.alt, "caption": picture.caption, "cover": article.cover_id == picture.pk}


class ReviewForm(forms.Form):
    words = forms.CharField(
        label=_("A word to the author"), required=False, max_length=2000, widget=forms.Textarea({"rows": 4}),
        help_text=_("Needed when you send it back: what is missing, what is good."),
    )  # fmt: skip
    when = forms.DateTimeField(
        label=_("Appears on"), required=False,
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=_("Empty: at once."),
    )  # fmt: skip

    def clean_when(self) -> datetime | None:
        found: datetime | None = self.cleaned_data["when"]
        return found


class MoveForm(forms.Form):
    slug = forms.CharField(
        label=_("Address"), max_length=120, help_text=_("The old address leads to the new one, for good.")
    )


class MagazineForm(forms.Form):
    title = forms.CharField(label=_("Title"), required=False, max_length=80)
    about = forms.CharField(
        label=_("What it is"), required=False, max_length=300, widget=forms.Textarea({"rows": 2}),
        help_text=_("One sentence below the title."),
    )  # fmt: skip
    is_public = forms.BooleanField(
        label=_("Everybody may read it."), required=False, help_text=_("Otherwise only members do.")
    )
    takes_strangers = forms.BooleanField(
        label=_("People without an account may comment."), required=False,
        help_text=_("They confirm by mail, and an editor reads each comment before it is shown."),
    )  # fmt: skip
    takes_mentions = forms.BooleanField(
        label=_("Tell other sites when an article links to them, and hear it from them (Webmention)."), required=False,
        help_text=_("Whatever comes in is checked, and an editor decides."),
    )  # fmt: skip
    takes_trackbacks = forms.BooleanField(
        label=_("Take Pingback and Trackback, too."), required=False,
        help_text=_("As weblogs did in 2010. Most of it is advertising; it is checked the same way."),
    )  # fmt: skip

    @staticmethod
    def of(magazine: Magazine) -> dict[str, Any]:
        return {name: getattr(magazine, name) for name in MagazineForm.base_fields}


class CategoryForm(forms.Form):
    name_de = forms.CharField(label=_("German name"), max_length=60)
    name_en = forms.CharField(label=_("English name"), max_length=60)
