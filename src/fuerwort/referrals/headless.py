"""Suggest a shortlist for one request of a community read from files, without a database."""

from collections.abc import Sequence

from fuerwort.bundle.shapes import Community, Request
from fuerwort.bundle.snapshot import Timeline, ask_of
from fuerwort.engine import chances
from fuerwort.engine.moment import Rules
from fuerwort.engine.recommend import Shortlist, book_only, shortlist
from fuerwort.fields.suggest import suggest as fields_about


class SuggestError(ValueError):
    """A request nobody can be suggested for, and why."""


def suggest(
    community: Community, request: Request, *, seeds: Sequence[str] = (), rules: Rules | None = None
) -> Shortlist:
    """Suggest members of a community read from files, with the field's book as earlier requests left it.

    Raises
    ------
    SuggestError
        Nobody offers the field, or a seed is no member.
    """
    timeline = Timeline(community, rules)
    if unknown := [seed for seed in seeds if seed not in timeline.number]:
        raise SuggestError(f'unknown member "{unknown[0]}"')
    book = _book_until(timeline, request)
    candidates = timeline.candidates(request.field, request.date, today=True)
    if not candidates:
        raise SuggestError(f'nobody offers the field "{request.field}"{_meant(request, _fields(community))}')
    return shortlist(ask_of(request), candidates, timeline.moment(request.date, seeds), book)


def _book_until(timeline: Timeline, request: Request) -> chances.Book:
    book = chances.Book(rule=timeline.rules.chances)
    for earlier in timeline.community.requests:
        if earlier.date < request.date and earlier.field == request.field:
            candidates = timeline.candidates(earlier.field, earlier.date, today=False)
            book_only(ask_of(earlier), candidates, timeline.moment(earlier.date), book)
    return book


def _fields(community: Community) -> list[str]:
    offered = {name for m in community.members for name in m.fields}
    return sorted(offered | {e.field for e in community.experiences if e.field})


def _meant(request: Request, offered: list[str]) -> str:
    if request.field in offered:
        return f" on {request.date:%Y-%m-%d}"
    near = [f'"{f.field}"' for f in fields_about(request.field.replace("-", " ")) if f.field in offered]
    return (f", did you mean {' or '.join(near)}?" if near else ";") + f" known: {', '.join(offered)}"
