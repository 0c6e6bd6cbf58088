"""The magazine's pictures in an archive."""

from collections.abc import Iterator

from fuerwort.magazine import files
from fuerwort.magazine.models import Picture
from fuerwort.people.archive import belongs
from fuerwort.people.models import Space


def pictures(space: Space) -> Iterator[str]:
    for picture in Picture.objects.filter(article__space=space).order_by("pk"):
        yield from files.names(picture.public)


belongs.add(belongs.Part(files=pictures))
