"""The tables of a report: headings and rows, as page and PDF show them."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from fuerwort.pilot.queries.reports import Read
from fuerwort.web.pilot_words import chance, figure, name_of, primary_of, span, with_unit


class Table(NamedTuple):
    """The first cell of a row says what it is about; no rows: there is nothing to show."""

    heads: list[str]
    rows: list[list[str]]

    @property
    def withholds(self) -> bool:
        """Whether a reader meets the word and wants to know why."""
        return any(cell == _count(None) for row in self.rows for cell in row)


def findings(read: Read) -> Table:
    """The family and what is exploratory."""
    rows, tested = [], not read.figures["descriptive"]
    for one in (*read.figures["findings"], *read.figures["exploratory"]):
        row = [with_unit(one["name"]), figure(one["effect"]), span(one["interval"])]
        row.append(figure(one["sd"][0]) if one["sd"] else "–")
        both = one["drawn"], one["compared"]
        row.append(_count(None) if None in both else f"{both[0]} / {both[1]}")
        if tested:
            together = one["family_p"] if one["q"] is None else one["q"]
            row += [chance(one["p"]), chance(together)]
        rows.append(row)
    first = [_("Outcome"), _("Apart by"), _("95 % interval"), _("in SD"), _("answered")]
    return Table([*first, _("p"), _("together")] if tested else first, rows)


def consort(read: Read) -> Table:
    """How many there were at each step, of both groups."""
    said, stopped = read.figures, _harm(read, "stopped")
    one, first = said["attrition"] or {}, primary_of(said) or {}
    steps = [
        (_("by the draw"), *(said["arms"] or (None, None))),
        (_("answered at least once after it"), one.get("drawn_answered"), one.get("compared_answered")),
        (_("stopped: ended the questions, or left"), *(stopped[arm][0] if stopped else None for arm in (0, 1))),
        (_("in the comparison that counts first"), first.get("drawn"), first.get("compared")),
    ]
    rows = [[str(words), _count(drawn), _count(compared)] for words, drawn, compared in steps]
    return Table([_("People"), *_arms()], rows)


def harms(read: Read) -> Table:
    """What could be a harm, in people of each group; without a row where nothing was counted."""
    names = {
        "low": _("were named places of help, after a low answer"),
        "stopped": _("stopped: ended the questions, or left"),
        "contested": _("doubted an order"),
        "strained": _("had other strain: declined, denied, an agreement ended"),
    }
    rows = [[names[one["name"]], *(_part(one["counts"][arm]) for arm in (0, 1))] for one in read.figures["harms"]]
    return Table([_("What"), *_arms()], rows)


def flow(read: Read) -> Table:
    """How many answered, wave by wave and group; what is too few is withheld, and nothing where all is."""
    rows = []
    for one in read.figures["flow"]:
        (drawn, drawn_not, drawn_all), (compared, compared_not, compared_all), _all = one["counts"]
        counts = (drawn, drawn_not, drawn_all, compared, compared_not, compared_all)
        rows.append([str(one["wave"]), *(_count(n) for n in counts)])
    told = any(row[0] is not None for one in read.figures["flow"] for row in one["counts"][:2])
    heads = [
        _("Month"), _("drawn: answered"), _("drawn: did not"), _("drawn: all"), _("compared: answered"),
        _("compared: did not"), _("compared: all"),
    ]  # fmt: skip
    return Table(heads, rows if told else [])


def balance(read: Read) -> Table:
    """Both groups before the draw."""
    rows = [
        [name_of(one["name"]), *(figure(one[arm], sign=False) for arm in ("drawn", "compared")), figure(one["apart"])]
        for one in read.figures["balance"]
    ]
    return Table([_("Outcome"), *_arms(), _("apart, in SD")], rows)


def withheld(read: Read) -> str:
    """Why a figure is not told, also a small one about harms."""
    return _(
        "“withheld”: it is about fewer than %(floor)s people, or others could be worked out from it. In a space where people know each other it would tell about persons, above all where it is about harm."  # noqa: E501 - a sentence
    ) % {"floor": read.figures["floor"]}


def _harm(read: Read, name: str) -> list[list[int | None]] | None:
    return next((one["counts"] for one in read.figures["harms"] if one["name"] == name), None)


def _arms() -> list[str]:
    return [_("drawn"), _("compared")]


def _part(row: list[int | None]) -> str:
    happened, _rest, all_ = row
    if happened is None:
        return _count(None)
    return _("%(number)s of %(all)s") % {"number": happened, "all": _count(all_)}


def _count(number: int | None) -> str:
    return _("withheld") if number is None else str(number)
