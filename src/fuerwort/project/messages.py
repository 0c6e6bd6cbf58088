"""Translations without system tools: `python -m fuerwort.project.messages update | compile`.

`update` collects every message of Python files and templates into locale/<language>/LC_MESSAGES/django.po, sorted and
without line numbers, so that two people's changes merge; `compile` writes the .mo files that Django reads.
"""

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.reloader import translation_file_changed
from django.utils.translation.template import templatize

HERE = Path(__file__).parents[1]
LANGUAGES = ("de",)
"""English is the language of the messages themselves."""

HEADER = """msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""
KEYWORDS = {
    "_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None,
    "ngettext": (1, 2), "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3),
}  # fmt: skip


def po(language: str) -> Path:
    return HERE / "locale" / language / "LC_MESSAGES" / "django.po"


def collected() -> Catalog:
    """Every message that the source asks for."""
    catalog = Catalog()
    for _, message, _, context in _messages():
        catalog.add(message, context=context)
    return catalog


def _messages() -> Iterator[tuple[int, str | tuple[str, ...], list[str], str | None]]:
    for path in sorted(HERE.rglob("*.py")):
        if "migrations" not in path.parts:
            yield from extract("python", BytesIO(path.read_bytes()), KEYWORDS, options={"encoding": "utf-8"})
    for path in sorted([*HERE.rglob("templates/**/*.html"), *HERE.rglob("templates/**/*.txt")]):
        code = templatize(path.read_text(encoding="utf-8"), origin=str(path.relative_to(HERE)))
        inside = f"({code})"  # in brackets Python does not mind how a template is indented
        yield from extract("python", BytesIO(inside.encode()), KEYWORDS, options={"encoding": "utf-8"})


def read(language: str) -> Catalog:
    if not po(language).exists():
        return Catalog(locale=language)
    with po(language).open("rb") as opened:
        return read_po(opened, locale=language)


def updated(language: str) -> str:
    """The .po file as it should be: what the source asks for, with the translations there are."""
    wanted, known = collected(), read(language)
    catalog = Catalog(locale=language)
    for message in wanted:
        if message.id:
            old = known.get(message.id, context=message.context)
            catalog.add(message.id, old.string if old else None, context=message.context)
    out = BytesIO()
    write_po(out, catalog, width=0, no_location=True, omit_header=True, sort_output=True)
    return HEADER.format(language=language) + out.getvalue().decode()


def untranslated(language: str) -> list[str]:
    """Messages nobody has translated yet."""
    known = read(language)
    found = []
    for message in collected():
        entry = known.get(message.id, context=message.context) if message.id else None
        if message.id and not (entry and (all(entry.string) if isinstance(entry.string, tuple) else entry.string)):
            found.append(str(message.id))
    return found


def update() -> None:
    for language in LANGUAGES:
        po(language).parent.mkdir(parents=True, exist_ok=True)
        po(language).write_text(updated(language), encoding="utf-8")


def compile_() -> None:
    for language in LANGUAGES:
        compiled = po(language).with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime_ns > po(language).stat().st_mtime_ns:
            continue  # on a server, whoever prepares may not write beside the code
        out = BytesIO()
        write_mo(out, read(language))
        compiled.write_bytes(out.getvalue())
        translation_file_changed(None, compiled)  # whoever asked before there was one had an empty one


if __name__ == "__main__":
    {"update": update, "compile": compile_}[sys.argv[1]]()
