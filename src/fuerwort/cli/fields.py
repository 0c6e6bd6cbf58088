"""fuerwort fields: the catalogue, and which fields a text is about."""

import json
from collections.abc import Iterable
from typing import Annotated

import typer

from fuerwort.cli.doors import refuse
from fuerwort.cli.recommend import Language
from fuerwort.fields.catalogue import Field, catalogue
from fuerwort.fields.suggest import suggest

Lang = Annotated[Language, typer.Option(help="Language of the labels")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON list")]

app = typer.Typer(invoke_without_command=True, help="The fields of work that ship with Fürwort.")


@app.callback()
def every(context: typer.Context, lang: Lang = Language.DE, as_json: AsJson = False) -> None:
    """List every field: id, label, and the key of the professional law that binds it."""
    if context.invoked_subcommand is None:
        _show(catalogue().values(), lang, as_json)


@app.command("suggest")
def run(
    text: Annotated[str, typer.Argument(help="What is needed, in German or English")],
    lang: Lang = Language.DE,
    as_json: AsJson = False,
) -> None:
    """Name up to three fields a text is most likely about, best first."""
    found = suggest(text)
    if not found:
        refuse(f'no field recognised in "{text}"; fuerwort fields lists all')
    _show(found, lang, as_json)


def _show(fields: Iterable[Field], lang: Language, as_json: bool) -> None:
    records = [{"field": f.field, "label": f.label(lang.value), "professional_law": f.professional_law} for f in fields]
    if as_json:
        typer.echo(json.dumps(records, ensure_ascii=False, indent=2))
    else:
        for record in records:
            typer.echo("{field:<28}{label:<44}{professional_law}".format(**record).rstrip())
