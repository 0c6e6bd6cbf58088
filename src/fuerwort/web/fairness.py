"""Is it fair? The same sentences on the page and on the sheet for the wall, a drawing, and the figures as CSV."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from statistics import median

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fuerwort.referrals.queries import Fairness
from fuerwort.referrals.queries.books import FEWEST
from fuerwort.referrals.queries.fairness import Part, Shares
from fuerwort.web.charts import GREEN, GREY, Chart
from fuerwort.web.templatetags.requests import CHANCE, chances


@dataclass(frozen=True)
class Chapter:
    """A heading and whole sentences below it."""

    title: str
    lines: list[str]


def open_fields(found: Fairness) -> list[Shares]:
    """Fields large enough to be shown each by itself."""
    return [one for one in found.fields if len(one.balances) >= FEWEST]


def chapters(found: Fairness) -> list[Chapter]:
    """What the figures say."""
    return [
        Chapter(_("What came"), list(_came(found))),
        Chapter(_("Decided by hand"), list(_hand(found))),
        Chapter(_("Favourites and newcomers"), list(_who(found))),
        Chapter(_("In time"), list(_time(found))),
    ]


def _came(found: Fairness) -> Iterator[str]:
    yield ngettext("%(count)s request came.", "%(count)s requests came.", found.requests) % {"count": found.requests}
    yield ngettext("%(count)s list of names went out.", "%(count)s lists of names went out.", found.lists) % {
        "count": found.lists
    }
    if found.nobody:
        yield ngettext(
            "To %(count)s request we said honestly that nobody here fits.",
            "To %(count)s requests we said honestly that nobody here fits.",
            found.nobody,
        ) % {"count": found.nobody}


def _hand(found: Fairness) -> Iterator[str]:
    if not found.lists:
        yield _("No list went out, so none was changed.")
        return
    if found.changed.number:
        yield _("An owner changed the order of %(number)s of %(all)s lists, each time with a reason.") % _of(
            found.changed
        )
    else:
        yield _("No owner changed an order by hand.")
    if found.handed.number:
        yield _("On %(number)s of %(all)s lists somebody handed their place over to a colleague.") % _of(found.handed)


def _who(found: Fairness) -> Iterator[str]:
    if found.favourites_got is not None and found.favourites_due is not None:
        facts = {"got": round(found.favourites_got), "due": round(found.favourites_due)}
        yield _("The most-named fifth of each field got %(got)s %% of the chances and was due %(due)s %%.") % facts
    if found.first_chances:
        middle = int(median(found.first_chances))
        yield ngettext(
            "Half of those new to a field, or more, were named at the first request they fitted.",
            "Half of those new to a field were named within the first %(middle)s requests they fitted.",
            middle,
        ) % {"middle": number_format(middle)}
    if found.waiting:
        yield ngettext(
            "%(count)s newcomer was good enough and still waits for the first chance.",
            "%(count)s newcomers were good enough and still wait for the first chance.",
            found.waiting,
        ) % {"count": found.waiting}
    if not found.first_chances and not found.waiting:
        yield _("Nobody was new to a field.")


def _time(found: Fairness) -> Iterator[str]:
    if found.first_answers.of:
        yield _("%(number)s of %(all)s requests had a first answer in time.") % _of(found.first_answers)
    if found.shortlists.of:
        yield _("%(number)s of %(all)s requests had names, or an honest no, in time.") % _of(found.shortlists)
    if found.replies.of:
        yield _("%(number)s of %(all)s members who were named answered in time.") % _of(found.replies)
    if not found.first_answers.of:
        yield _("No clock ran in this time.")


def _of(part: Part) -> dict[str, int]:
    return {"number": part.number, "all": part.of}


def chart(found: Fairness) -> Chart | None:
    """Each member of each field as a dot: what they got less what they were due."""
    apart = [
        (one.field.name, round((got - due) / CHANCE, 3))
        for one in open_fields(found)
        for due, got in zip(one.due, one.got, strict=True)
    ]
    if not apart:
        return None
    rows = [{"field": name, "apart": value} for name, value in apart]
    furthest = max(abs(value) for _name, value in apart)
    axis = {"title": _("got less due, in chances"), "grid": True, "tickCount": 5}
    across = {"field": "apart", "type": "quantitative", "axis": axis, "scale": {"nice": True}}
    down = {"field": "field", "type": "nominal", "sort": None, "axis": {"title": None, "labelLimit": 130}}
    place = {"x": across, "y": down}
    dots = {"mark": {"type": "circle", "size": 110, "color": GREEN, "opacity": 0.75}, "encoding": place}
    zero = {"mark": {"type": "rule", "color": GREY}, "encoding": {"x": {"datum": 0}}}
    summary = _("Nobody is further than %(furthest)s chances from what they were due.")
    return Chart(
        title=_("What everybody got, beside what they were due"),
        summary=summary % {"furthest": number_format(furthest, decimal_pos=2)},
        spec={"layer": [zero, dots]},
        rows=rows,
        columns={"field": _("Field"), "apart": _("got less due, in chances")},
        height=60 + 34 * len(open_fields(found)),
    )


def drift(one: Shares) -> list[str]:
    """A row of the table of books: field, members, furthest from zero, bound."""
    return [one.field.name, str(len(one.balances)), chances(one.drift), chances(one.bound)]


def sheet_of_figures(found: Fairness) -> str:
    """CSV: one figure a line, with its field where it has one; chances in millionths."""
    out = StringIO()
    write = csv.writer(out).writerow
    write(["figure", "field", "value", "of"])
    for name in ("requests", "lists", "nobody", "waiting"):
        write([name, "", getattr(found, name), ""])
    for name in ("changed", "handed", "first_answers", "shortlists", "replies"):
        part: Part = getattr(found, name)
        write([name, "", part.number, part.of])
    write(["favourites_got_percent", "", _rounded(found.favourites_got), ""])
    write(["favourites_due_percent", "", _rounded(found.favourites_due), ""])
    for number in found.first_chances:
        write(["first_chance_at_request", "", number, ""])
    for one in open_fields(found):
        for due, got in zip(one.due, one.got, strict=True):
            write(["due_micro_chances", one.field.slug, due, ""])
            write(["got_micro_chances", one.field.slug, got, ""])
        write(["drift_micro_chances", one.field.slug, one.drift, one.bound])
    return out.getvalue()


def _rounded(value: float | None) -> str:
    return "" if value is None else f"{value:.1f}"
