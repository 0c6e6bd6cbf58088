"""fuerwort replay: a community's past requests answered again, beside the rules people use today."""

import json
import time
from pathlib import Path
from typing import Annotated

import typer
from rich import box
from rich.console import Console
from rich.progress import track
from rich.table import Table

from fuerwort.bundle.shapes import Community
from fuerwort.cli.doors import open_bundle, refuse
from fuerwort.engine.recommend import Shortlist
from fuerwort.lab.replay import Replay, books_sum, replay, table


def run(
    bundle: Annotated[Path, typer.Argument(help="Folder with members.csv, experiences.csv, requests.csv; or: demo")],
    out: Annotated[Path | None, typer.Option(help="Write each decision to this file, one JSON object a line")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead of the table")] = False,
) -> None:
    """Replay all requests in order of time, knowing only what was confirmed before each."""
    if out and (out.is_dir() or not out.parent.is_dir()):
        refuse(f"cannot write {out}: {'it is a folder' if out.is_dir() else f'there is no folder {out.parent}'}")
    community = open_bundle(bundle)
    began = time.perf_counter()
    state, decisions = _walk(community, keep=out is not None)
    seconds = round(time.perf_counter() - began, 3)
    if out:
        _write(out, decisions)
    rows = table(state)
    if as_json:
        typer.echo(json.dumps({**rows, "books_sum": books_sum(state), "seconds": seconds}, ensure_ascii=False))
    else:
        _print(rows, books_sum(state), seconds)


def _walk(community: Community, *, keep: bool) -> tuple[Replay, list[str]]:
    console, lines = Console(stderr=True), []
    steps = track(
        replay(community), "Replay", total=len(community.requests),
        console=console, transient=True, disable=not console.is_terminal,
    )  # fmt: skip
    state: Replay | None = None
    for state, found in steps:  # noqa: B007 - the last state is what the table is made of
        if keep:
            lines.append(_line(found))
    if state is None:
        refuse("there is no request to replay: requests.csv is missing or empty")
    return state, lines


def _line(found: Shortlist) -> str:
    decision = found.decision
    said = {m: [r.code for r in reasons] for m, reasons in {**found.reasons, **found.others}.items()}
    record = {
        "request": decision.request,
        "good_enough": decision.good_enough,
        "due": decision.due,
        "order": decision.order,
        "reasons": said,
    }
    return json.dumps(record, ensure_ascii=False)


def _write(out: Path, lines: list[str]) -> None:
    try:
        out.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    except OSError as error:
        refuse(f"cannot write {out}: {error.strerror}")


def _print(rows: dict[str, dict[str, float]], total: int, seconds: float) -> None:
    shown = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    shown.add_column("rule", no_wrap=True)
    for title in ("requests", "hit@1", "hit@3", "MRR", "drift in\na field", "drift of\na member"):
        shown.add_column(title, justify="right", no_wrap=True)
    for rule, row in rows.items():
        shares = [f"{row[key]:.3f}" for key in ("hit1", "hit3", "mrr")]
        drifts = [f"{row[key]:.2f}" for key in ("drift_field", "drift_member")]
        shown.add_row(rule, str(row["requests"]), *shares, *drifts)
    console = Console()
    console.print(shown)
    console.print(f"Drift in chances: |due - got|, largest at any moment. Books sum to {total}. {seconds:.1f} s.")
