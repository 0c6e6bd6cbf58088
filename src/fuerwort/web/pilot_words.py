"""What a report says, in sentences: the plain answer first, then everything it rests on. Pages and PDF say the same."""

from collections.abc import Mapping
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fuerwort.pilot.queries.reports import Read
from fuerwort.pilot.terms import OUTCOMES

Said = Mapping[str, Any]

TEN = ("ONS1", "ONS2", "ONS3", "ONS4", "L1")
HOURS = ("hours", "HOURS1", "HOURS2")


def name_of(code: str) -> str:
    """An outcome in words."""
    more = {
        "HOURS1": _("Hours in one's own field"),
        "HOURS2": _("Hours outside one's own field"),
        "L1": _("Satisfied with life, all in all"),
    }
    return str(OUTCOMES.get(code) or more.get(code) or code.removeprefix("seen."))


def unit_of(code: str) -> str:
    """What 1 is of an outcome."""
    if code in TEN:
        return _("points of 10")
    if code in HOURS:
        return _("hours a week")
    if code.startswith("seen.experiences"):
        return _("a month")
    if code == "seen.strain":
        return _("of 100 referrals")
    return "" if code.startswith("seen.") else _("steps of the scale")


def figure(value: float | None, places: int = 2, *, sign: bool = True) -> str:
    """A figure as it is read in the language of the moment; a real minus."""
    if value is None:
        return "–"
    text = number_format(abs(value), places)
    zero = not text.strip("0.,")
    return text if zero else ("−" if value < 0 else "+" if sign else "") + text


def span(pair: list[float | None] | tuple[float, float] | None) -> str:
    """An interval in words."""
    if not pair:
        return "–"
    return _("%(low)s to %(high)s") % {"low": figure(pair[0]), "high": figure(pair[1])}


def answer(read: Read) -> tuple[str, str]:
    """The plain answer: one short sentence, and why."""
    said, primary = read.figures, primary_of(read.figures)
    facts = {"outcome": name_of(said["primary"]), "people": said["people"]}
    if primary is None:
        return (
            _("We cannot tell whether “%(outcome)s” changed.") % facts,
            _("Too few people of one of the two groups answered to say anything about either."),
        )
    facts |= {
        "effect": figure(primary["effect"], sign=False), "unit": unit_of(said["primary"]),
        "smallest": figure(primary["smallest"], sign=False),
    }  # fmt: skip
    seen = (
        _("With the basic income it was %(effect)s %(unit)s lower than without.")
        if primary["effect"] < 0
        else _("With the basic income it was %(effect)s %(unit)s higher than without.")
    ) % facts
    first, why = _told(said["verdict"])
    return first % facts, f"{seen} {why % facts}"


def _told(verdict: str) -> tuple[str, str]:
    """Verdict and reason as sentences about an outcome."""
    surely = _(
        "The lottery alone would hardly ever show as much. It is the effect of receiving while others in the space do not."  # noqa: E501 - a sentence
    )
    return {
        "descriptive": (
            _("We describe; we cannot tell whether “%(outcome)s” changed."),
            _(
                "With %(people)s people a pilot describes and does not decide: differences like this come and go by themselves."  # noqa: E501 - a sentence
            ),
        ),
        "cannot tell": (
            _("We cannot tell whether “%(outcome)s” changed."),
            _(
                "The lottery alone would often show as much. A pilot like this finds a difference of %(smallest)s %(unit)s or more; a smaller one may be there all the same."  # noqa: E501 - a sentence
            ),
        ),
        "higher": (_("We can tell: “%(outcome)s” was higher with the basic income."), surely),
        "lower": (_("We can tell: “%(outcome)s” was lower with the basic income."), surely),
    }[verdict]


def key_figures(read: Read) -> list[tuple[str, str]]:
    """The primary outcome in figures: label and value. Of a pilot that describes, nothing of chance."""
    one = primary_of(read.figures)
    if one is None:
        return []
    unit = unit_of(one["name"])
    said = [
        (_("Difference of the groups"), f"{figure(one['effect'])} {unit}".strip()),
        (_("95 % interval"), span(one["interval"])),
    ]
    if one["sd"]:
        said.append((_("In standard deviations"), f"{figure(one['sd'][0])} ({span(one['sd'][1:])})"))
    if not read.figures["descriptive"]:
        smallest = f"{figure(one['smallest'], sign=False)} {unit}".strip()
        said += [
            (_("p, by 2,000 lotteries drawn again"), chance(one["p"])),
            (_("Smallest difference such a pilot finds"), smallest),
        ]
    return said


def primary_of(said: Said) -> Said | None:
    """The finding that counts first; None where it rests on too few."""
    return next((one for one in said["findings"] if one["name"] == said["primary"]), None)


def with_unit(code: str) -> str:
    """An outcome and what 1 of it is."""
    unit = unit_of(code)
    return f"{name_of(code)} ({unit})" if unit else name_of(code)


def chance(p: float | None) -> str:
    """A p value; never nothing, since the lottery is drawn only so often."""
    return f"< {figure(0.001, 3, sign=False)}" if p is not None and p < 0.001 else figure(p, 3, sign=False)


def happened() -> str:
    return _("People to whom this happened after the draw, at least once")


def stopped(read: Read) -> list[str]:
    """Who stopped answering, and what that may hide."""
    one = read.figures["attrition"]
    if one is None:
        return [_("How many of each group never answered is withheld: it would be about too few people.")]
    facts = {name: one[name] for name in ("drawn", "drawn_answered", "compared", "compared_answered")}
    said = [
        _(
            "%(drawn_answered)s of %(drawn)s who were drawn answered after the draw, %(compared_answered)s of %(compared)s of the others."  # noqa: E501 - a sentence
        )
        % facts
    ]
    if bounds := read.figures["bounds"]:
        said.append(
            _(
                "The groups answered so differently that the difference lies between %(low)s and %(high)s, depending on who is missing (Lee bounds)."  # noqa: E501 - a sentence
            )
            % {"low": figure(bounds[0]), "high": figure(bounds[1])}
        )
    return said


def spilled(read: Read) -> str:
    """What colleagues who receive do to whoever does not."""
    one = read.figures["spill_over"]
    if one is None:
        return _("Whether it matters that colleagues receive cannot be told: too few have both ties and answers.")
    facts = {"effect": figure(one["effect"]), "span": span(one["interval"])}
    return (
        _("If all of one's exchange partners receive instead of none: %(effect)s (%(span)s), beside one's own.") % facts
    )


def people(read: Read) -> str:
    facts = {"number": read.figures["people"], "planned": read.terms.people}
    return ngettext(
        "One person took part; %(planned)s were planned.", "%(number)s people took part; %(planned)s were planned.",
        facts["number"],
    ) % facts  # fmt: skip


def not_measured() -> str:
    return _(
        "Work that nobody recorded and strain that nobody said are not seen. Whoever went to the person named above is not counted here."  # noqa: E501 - a sentence
    )
