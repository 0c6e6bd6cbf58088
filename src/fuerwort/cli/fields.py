"""fuerwort fields: the catalogue, which fields a text is about, and words of ESCO for those of a space."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from fuerwort.cli import house
from fuerwort.cli.doors import refuse
from fuerwort.cli.moving import space_at
from fuerwort.cli.recommend import Language
from fuerwort.fields import esco as occupations
from fuerwort.fields.catalogue import Field, catalogue
from fuerwort.fields.suggest import suggest

Lang = Annotated[Language, typer.Option(help="Language of the labels")]
PROBLEMS = 20
"""So many are told; a wrong file has thousands."""

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


@app.command("esco")
def esco(
    folder: Annotated[Path, typer.Argument(help="Folder with ESCO's occupations_de.csv and occupations_en.csv")],
    space: Annotated[str, typer.Option("--space", help="The space, as in its address: /spaces/SPACE/")],
    apply: Annotated[bool, typer.Option("--apply", help="Do it; without this, only say what would happen")] = False,
) -> None:
    """Let the fields of a space be found by what ESCO calls such work, too; all of it or nothing."""
    house.enter()
    from django.utils import timezone  # noqa: PLC0415 - Django is set up by now

    from fuerwort.people.actions import esco as actions  # noqa: PLC0415

    there, found = space_at(space), _read(folder)
    if apply:
        changed = actions.take_in(space=there, occupations=found, by=None, at=timezone.now())
    else:
        changed = [one for one in actions.changes(there, found) if one.is_one]
    for one in changed:
        typer.echo(f"{one.field.slug:<28}+{one.added} words, -{one.dropped}, +{one.new_uris} addresses")
    words, did = sum(one.added for one in changed), "Added" if apply else "Would add"
    typer.echo(f"{len(found)} occupations read. {did}: {words} words to {len(changed)} fields.")
    typer.echo(occupations.SENTENCE)


def _read(folder: Path) -> list[occupations.Occupation]:
    try:
        return occupations.read(folder)
    except occupations.EscoError as error:
        more = len(error.problems) - PROBLEMS
        told = [str(problem) for problem in error.problems[:PROBLEMS]]
        refuse("\n".join([*told, f"and {more} more"] if more > 0 else told))
    except OSError as error:
        refuse(f"cannot read {error.filename}: {error.strerror}")


def _show(fields: Iterable[Field], lang: Language, as_json: bool) -> None:
    records = [{"field": f.field, "label": f.label(lang.value), "professional_law": f.professional_law} for f in fields]
    if as_json:
        typer.echo(json.dumps(records, ensure_ascii=False, indent=2))
    else:
        for record in records:
            typer.echo("{field:<28}{label:<44}{professional_law}".format(**record).rstrip())
