"""The first to see an upload: what is far too large is not written to disk, and the rest of the form still arrives."""

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

LARGEST = 64 * 1024 * 1024
"""Bytes of one file; each form says how much of it is allowed."""


class Measured(FileUploadHandler):
    """Count, pass on, and stop counting where nobody would want the file any more."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.seen = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.seen += len(raw_data)
        if self.seen > LARGEST:
            self.request.META[__name__] = True  # type: ignore[union-attr]
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Somebody else keeps it."""


def is_too_large(request: HttpRequest) -> bool:
    """Whether a file was left out because of its size."""
    request.POST  # noqa: B018 - reading the form is what measures it
    return bool(request.META.get(__name__))
