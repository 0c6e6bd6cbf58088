"""Is it fair? Figures of a space and a time, in which nobody has a name."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Q, Sum

from fuerwort.people.models import Field
from fuerwort.people.queries import Here
from fuerwort.referrals.actions.bounds import bounds_of
from fuerwort.referrals.models import Answer, Balance, Explanation, Line, Placing, Request, Requests, State

FIFTH = 5


@dataclass(frozen=True)
class Shares:
    """One field: what each member was due and got in this time, largest part first; and the book as it is now."""

    field: Field
    due: Sequence[int]
    got: Sequence[int]
    balances: Sequence[int]
    drift: int
    """The largest distance of a balance from zero."""
    bound: int
    """The theorem: no balance can ever be further away."""


@dataclass(frozen=True)
class Part:
    """So many of so many."""

    number: int
    of: int

    @property
    def percent(self) -> float | None:
        return 100 * self.number / self.of if self.of else None


@dataclass(frozen=True)
class Fairness:
    """All figures in micro-chances, counts or percent."""

    fields: Sequence[Shares]
    requests: int
    lists: int
    changed: Part
    """Lists whose order an owner changed."""
    handed: Part
    """Lists on which somebody handed their place over."""
    favourites_got: float | None
    """Percent of all places that went to the most-named fifth of each field, and ..."""
    favourites_due: float | None
    """... what they were due."""
    first_chances: Sequence[int]
    """Of those new to a field: at which of the requests they were good enough for they were first named, sorted."""
    waiting: int
    """New to a field, good enough already, and not named yet."""
    first_answers: Part
    shortlists: Part
    replies: Part
    nobody: int
    """Requests that nobody fitted."""


def fairness(
    here: Here, start: datetime | None = None, end: datetime | None = None, *, at: datetime | None = None
) -> Fairness:
    """The fairness of the space from ``start`` until before ``end``; any member may read it.

    ``at``: what was promised until then and is still missing counts as late.
    """
    shares, favourites = _shares(here, _within("entry__at", start, end))
    requests = Request.objects.routed().filter(_within("need__confirmed_at", start, end), space=here.space)
    lists = Request.objects.filter(_within("shown_at", start, end), space=here.space, shown_at__isnull=False)
    first, waiting = _first_chances(here)
    return Fairness(
        fields=shares,
        favourites_got=favourites[0],
        favourites_due=favourites[1],
        first_chances=first,
        waiting=waiting,
        **_by_hand(lists),
        **_in_time(requests, at),
    )


def _within(name: str, start: datetime | None, end: datetime | None) -> Q:
    return (Q(**{f"{name}__gte": start}) if start else Q()) & (Q(**{f"{name}__lt": end}) if end else Q())


def _shares(here: Here, when: Q) -> tuple[list[Shares], tuple[float | None, float | None]]:
    rows = Line.objects.filter(when, entry__book__space=here.space).values("entry__book__field", "membership")
    sums: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for row in rows.annotate(all_due=Sum("due"), all_got=Sum("place")):
        sums[row["entry__book__field"]].append((row["all_due"], row["all_got"]))
    balances: dict[Field, list[int]] = defaultdict(list)
    for one in Balance.objects.filter(book__space=here.space).select_related("book__field"):
        balances[one.book.field].append(one.micro)
    bound = bounds_of(here.space)
    found = [_of_field(field, sums[field.pk], some, bound(len(some))) for field, some in balances.items()]
    return sorted(found, key=lambda one: -sum(one.due)), _favourites(list(sums.values()))


def _of_field(field: Field, sums: list[tuple[int, int]], balances: list[int], bound: int) -> Shares:
    pairs = sorted(sums, reverse=True)
    return Shares(
        field=field,
        due=[due for due, _ in pairs],
        got=[got for _, got in pairs],
        balances=sorted(balances, reverse=True),
        drift=max(map(abs, balances)),
        bound=bound,
    )


def _favourites(fields: list[list[tuple[int, int]]]) -> tuple[float | None, float | None]:
    """The share of the most-named fifth of each field in what was got and in what was due."""
    top = [pair for pairs in fields for pair in sorted(pairs, key=lambda p: -p[1])[: -(-len(pairs) // FIFTH)]]
    everybody = [pair for pairs in fields for pair in pairs]
    due, got = (sum(pair[which] for pair in everybody) for which in (0, 1))
    if not (due > 0 and got > 0):
        return None, None
    return 100 * sum(p[1] for p in top) / got, 100 * sum(p[0] for p in top) / due


def _by_hand(lists: Requests) -> dict[str, Any]:
    made = {"changed": False, "handed": True}
    counts = {name: Count("pk", filter=Q(changes__handed=handed), distinct=True) for name, handed in made.items()}
    found = lists.aggregate(lists=Count("pk", distinct=True), **counts)
    return {"lists": found["lists"], **{name: Part(found[name], found["lists"]) for name in made}}


def _first_chances(here: Here) -> tuple[list[int], int]:
    """When those new to a field were first named: requests they were good enough for, this one included.

    New is whoever was not good enough for the first list of the field.
    """
    out = Q(request__space=here.space, request__shown_at__isnull=False)
    named = Placing.objects.filter(out, place__isnull=False)
    others = Explanation.objects.filter(out, good_enough=True)
    key = ("request__field", "membership")
    begun: dict[int, datetime] = {}
    seen: dict[tuple[int, int], list[tuple[datetime, bool]]] = defaultdict(list)
    for rows, was_named in ((named, True), (others, False)):
        for field, member, at in rows.values_list(*key, "request__shown_at"):
            begun[field] = min(begun.get(field, at), at)
            seen[field, member].append((at, was_named))
    first: list[int] = []
    waiting = 0
    for (field, _member), chances in seen.items():
        chances.sort()
        if chances[0][0] == begun[field]:
            continue
        number = next((n for n, (_, was_named) in enumerate(chances, 1) if was_named), None)
        if number:
            first.append(number)
        else:
            waiting += 1
    return sorted(first), waiting


def _in_time(requests: Requests, at: datetime | None) -> dict[str, Any]:
    answered = Q(taken_at__lte=F("answer_due_at"))
    listed = Q(shown_at__lte=F("shortlist_due_at")) | Q(state=State.NOBODY, ended_at__lte=F("shortlist_due_at"))
    went_out = Q(shown_at__isnull=False) | Q(state=State.NOBODY)
    counted = requests.aggregate(
        requests=Count("pk"),
        answered=Count("pk", filter=answered),
        answers=Count("pk", filter=Q(taken_at__isnull=False) | _missing("answer_due_at", at)),
        listed=Count("pk", filter=listed),
        lists=Count("pk", filter=went_out | _missing("shortlist_due_at", at)),
        nobody=Count("pk", filter=Q(state=State.NOBODY)),
    )
    replies = Placing.objects.filter(request__in=requests, asked_at__isnull=False).exclude(answer=Answer.OPEN)
    said = replies.aggregate(whole=Count("pk"), silent=Count("pk", filter=Q(answer=Answer.SILENT)))
    return {
        "first_answers": Part(counted["answered"], counted["answers"]),
        "shortlists": Part(counted["listed"], counted["lists"]),
        "replies": Part(said["whole"] - said["silent"], said["whole"]),
        "requests": counted["requests"],
        "nobody": counted["nobody"],
    }


def _missing(due: str, at: datetime | None) -> Q:
    """Requests whose clock ran out before they ended."""
    return Q(**{f"{due}__lte": at}) & (Q(ended_at=None) | Q(ended_at__gt=F(due))) if at else Q(pk=None)
