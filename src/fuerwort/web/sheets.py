"""Static files as they are served: one stylesheet instead of thirty, each file named after its content for ever."""

import re
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import Any

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

SHEET = "css/look.css"
IMPORT = re.compile(r'@import url\("(?P<file>.+?)"\) layer\((?P<layer>\w+)\)(?P<medium> print)?;')


def joined(sheet: str, read: Callable[[str], str]) -> str:
    """The sheet with what it imports in place, each in its layer."""

    def inside(found: re.Match[str]) -> str:
        layer = f"@layer {found['layer']} {{\n{read(found['file'])}}}"
        return f"@media print {{\n{layer}\n}}" if found["medium"] else layer

    return IMPORT.sub(inside, sheet)


class OneSheet(CompressedManifestStaticFilesStorage):
    """Joins the stylesheet when files are collected, so that a phone asks once; while developing nothing is built."""

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        if SHEET in paths and not dry_run:
            self._join(paths)
        yield from super().post_process(paths, dry_run=dry_run, **options)

    def _join(self, paths: dict[str, Any]) -> None:
        def read(name: str) -> str:
            storage, path = paths[name]
            with storage.open(path) as file:
                return str(file.read().decode())

        whole = joined(read(SHEET), lambda file: read(str(PurePosixPath(SHEET).parent / file)))
        self.delete(SHEET)
        self._save(SHEET, ContentFile(whole.encode()))
        paths[SHEET] = (self, SHEET)
