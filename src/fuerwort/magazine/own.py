"""What tables of the magazine hold about a person."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from fuerwort.magazine import files
from fuerwort.magazine.models import Picture
from fuerwort.people.models import Membership
from fuerwort.people.own import FILES, Shelf, add


def pictures(membership: Membership) -> Iterator[str]:
    for picture in Picture.objects.filter(article__author=membership).order_by("pk"):
        yield from files.names(picture.public)


FILES.append(pictures)
add(
    Shelf("magazine.Article", "author", _("Your articles"),
          ("title", "teaser", "abstract", "text", "language", "state", "started_at", "published_at")),
    Shelf("magazine.Note", "article__author", _("What editors said about your articles"),
          ("article.title", "verdict", "text", "at")),
    Shelf("magazine.Note", "by", _("Your notes on articles"), ("article.title", "verdict", "text", "at")),
    Shelf("magazine.Correction", "by", _("Corrections by you"), ("article.title", "text", "at")),
    Shelf("magazine.Rating", "by", _("Your stars"), ("article.title", "stars", "at")),
    Shelf("magazine.Comment", "by", _("Your comments"), ("article.title", "text", "standing", "at")),
    Shelf("magazine.Report", "by", _("Comments you reported"), ("reason", "at")),
)  # fmt: skip
