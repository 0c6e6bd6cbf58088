"""All that is kept about a person as one zip: JSON for machines, one page for people, and their pictures."""

import io
import json
import zipfile
from datetime import UTC, date, datetime
from html import escape
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, override

from fuerwort.people import own
from fuerwort.people.models import Person
from fuerwort.people.own import Place, Shelf
from fuerwort.people.own_words import word

STYLE = """:root{color-scheme:light dark}
body{font:1.0625rem/1.6 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem}
h1,h2,h3{font-family:Charter,"Bitstream Charter",Cambria,Georgia,serif;line-height:1.25}
h2{margin-top:3rem}h3{margin-top:2rem}
dl{display:grid;grid-template-columns:minmax(8rem,1fr) 3fr;gap:.2rem 1rem;padding:.8rem 0;margin:0;
border-top:1px solid #8886}dt{opacity:.7}dd{margin:0;white-space:pre-wrap;overflow-wrap:anywhere}
@media(max-width:30rem){dl{grid-template-columns:1fr}dd{margin-bottom:.5rem}}"""


def pack(person: Person, at: datetime) -> bytes:
    """The zip, in the language of the person; the language of the page stays as it was."""
    made = io.BytesIO()
    with override(person.language), zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        places = own.places(person)
        packed.writestr("data.json", json.dumps(_data(places, at), ensure_ascii=False, indent=1))
        packed.writestr("index.html", _page(places, at))
        for place in places:
            for name, data in place.files.items():
                packed.writestr(name, data, zipfile.ZIP_STORED)
    return made.getvalue()


def _data(places: list[Place], at: datetime) -> dict[str, Any]:
    return {
        "form": 1,
        "at": at.astimezone(UTC).isoformat(),
        "places": [
            {
                "space": place.slug,
                "name": place.name,
                "rows": {f"{shelf.model}.{shelf.way}": [_plain(row) for row in rows] for shelf, rows in place.shelves},
                "files": sorted(place.files),
            }
            for place in places
        ],
    }


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {name: _json(value) for name, value in row.items()}


def _json(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, int | float | list | dict | None) else str(value)


def _page(places: list[Place], at: datetime) -> str:
    title = gettext("What Fürwort knows about you")
    about = gettext("All that was kept about you on %(day)s, as you may read it. data.json says the same to programs.")
    parts = [
        f'<!doctype html><html lang="{get_language()}"><meta charset="utf-8">',
        f'<meta name="viewport" content="width=device-width"><title>{escape(title)}</title><style>{STYLE}</style>',
        f"<h1>{escape(title)}</h1><p>{escape(about % {'day': _seen(at)})}</p>",
    ]
    for place in places:
        name = place.name or gettext("Your account")
        parts.append(f"<h2>{escape(name)}</h2>")
        parts += [_shelf(shelf, rows) for shelf, rows in place.shelves]
        parts += [f'<p><a href="{escape(name)}">{escape(name)}</a></p>' for name in sorted(place.files)]
    return "\n".join([*parts, "</html>"])


def _shelf(shelf: Shelf, rows: list[dict[str, Any]]) -> str:
    return f"<h3>{escape(str(shelf.heading))}</h3>\n" + "\n".join(_row(row) for row in rows)


def _row(row: dict[str, Any]) -> str:
    said = {name: _seen(value) for name, value in row.items()}
    lines = [f"<dt>{escape(word(name))}</dt><dd>{escape(text)}</dd>" for name, text in said.items() if text]
    return f"<dl>{''.join(lines)}</dl>"


def _seen(value: Any) -> str:
    if value is None or isinstance(value, own.Coded):
        return value.label if value else ""
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, date):
        when = timezone.localtime(value) if isinstance(value, datetime) else value
        return date_format(when, "DATETIME_FORMAT" if isinstance(value, datetime) else "DATE_FORMAT")
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return ", ".join(value)
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    return str(value)
