"""A shortlist as one record (for --json) and as a page to read: the names, the reasons, the others, the book."""

import shutil
from collections import defaultdict
from textwrap import fill
from typing import Any

from fuerwort.bundle.shapes import Community, Request
from fuerwort.engine.recommend import Shortlist
from fuerwort.engine.shapes import MICRO, Reason
from fuerwort.referrals.reasons import sentence

WORDS = {
    "de": {
        "from": "Aus der Sicht von {names}, am {day}.",
        "shown": "Vorschlag",
        "nobody": "Niemand hier passt gerade.",
        "others": "Was die anderen lesen",
        "gates": "Diesmal nicht dabei",
        "more": "und {n} weitere",
        "book": "Das Buch, in Chancen",
        "rounded": "Gerundet; --json zeigt ganze Mikrochancen (1 Chance = 1 000 000). Die Summe bleibt 0.",
    },
    "en": {
        "from": "As seen by {names}, on {day}.",
        "shown": "Shortlist",
        "nobody": "Nobody here fits at the moment.",
        "others": "What the others read",
        "gates": "Not in it this time",
        "more": "and {n} more",
        "book": "The book, in chances",
        "rounded": "Rounded; --json shows whole micro-chances (1 chance = 1,000,000). The sum stays 0.",
    },
}
COLUMNS = {"de": ("vorher", "+ Teil", "− Platz", "= nachher"), "en": ("before", "+ part", "− place", "= after")}
NAMED = 12
"""The page names so many who read the same, and so many lines of the book; --json has them all."""


def record(community: Community, request: Request, found: Shortlist, lang: str) -> dict[str, Any]:
    """Everything that was decided, with ids, names, codes and sentences."""

    def name(member: str) -> str:
        return community.member(member).name

    def one(member: str, reasons: tuple[Reason, ...]) -> dict[str, Any]:
        said = [
            {"code": r.code, **dict(r.facts), "text": sentence(r, lang, name, community.experience)} for r in reasons
        ]
        return {"member": member, "name": name(member), "reasons": said}

    d = found.decision
    amounts = {"before": d.before, "due": d.due, "debit": d.debits, "after": d.after}
    return {
        "request": {"field": request.field, "text": request.text, "skills": request.skills},
        "at": request.date.isoformat(),
        "seen_from": [{"member": m, "name": name(m)} for m in found.seen_from],
        "shown": [one(m, found.reasons[m]) for m in d.shown],
        "others": [one(m, reasons) for m, reasons in found.others.items()],
        "gates": [one(m, (reason,)) for m, reason in found.gates.items()],
        "book": {m: {"name": name(m), **{key: of[m] for key, of in amounts.items()}} for m in d.order},
    }


def page(record: dict[str, Any], lang: str) -> str:
    """The record as a page; who reads the same is named together."""
    words = WORDS[lang]
    names = ", ".join(one["name"] for one in record["seen_from"])
    lines = [f"{record['request']['field']}: {record['request']['text']}"]
    lines += [words["from"].format(names=names, day=record["at"][:10]), "", words["shown"]]
    for place, one in enumerate(record["shown"], 1):
        lines += ["", f"  {place}. {one['name']}", *(_filled(r["text"], "     – ") for r in one["reasons"])]
    if not record["shown"]:
        lines += ["", f"  {words['nobody']}"]
    for part in ("others", "gates"):
        lines += _together(words[part], record[part], words["more"])
    return "\n".join([*lines, *(_book(record["book"], lang) if record["book"] else [])])


def _together(title: str, group: list[dict[str, Any]], more: str) -> list[str]:
    by_text = defaultdict(list)
    for one in group:
        by_text[" ".join(r["text"] for r in one["reasons"])].append(one["name"])
    lines = ["", title] if group else []
    for text, names in by_text.items():
        rest = f" {more.format(n=len(names) - NAMED)}" if len(names) > NAMED else ""
        lines += ["", _filled(", ".join(names[:NAMED]) + rest, "  "), _filled(text, "     ")]
    return lines


def _book(book: dict[str, dict[str, Any]], lang: str) -> list[str]:
    words, marks = WORDS[lang], str.maketrans({"-": "−"} | ({".": ","} if lang == "de" else {}))
    shown = list(book.values())[:NAMED]
    wide = max(len(line["name"]) for line in shown)
    lines = ["", words["book"], "", f"  {'':<{wide}}" + "".join(f"{title:>11}" for title in COLUMNS[lang])]
    for line in shown:
        signed = (f"{line['before'] / MICRO:+.2f}", f"{line['due'] / MICRO:.2f}", f"{line['debit'] / MICRO:.2f}",
                  f"{line['after'] / MICRO:+.2f}")  # fmt: skip
        lines.append(f"  {line['name']:<{wide}}" + "".join(f"{amount.translate(marks):>11}" for amount in signed))
    if len(book) > NAMED:
        lines.append(f"  {words['more'].format(n=len(book) - NAMED)}")
    return [*lines, "", words["rounded"]]


def _filled(text: str, lead: str) -> str:
    width = min(100, shutil.get_terminal_size((100, 24)).columns)
    return fill(text, width, initial_indent=lead, subsequent_indent=" " * len(lead), break_on_hyphens=False)
