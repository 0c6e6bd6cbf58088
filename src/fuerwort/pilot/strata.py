"""Who is alike: strata for a draw, with labels that say nothing (docs/rules/pilot.md)."""

from collections.abc import Mapping, Sequence

FEWEST = 4
"""Members of a stratum; smaller ones are put together."""

Facts = tuple[tuple[str, str], ...]


def cut(people: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """Token -> label, of tokens and what is known of them.

    Whoever is alike in everything is in one stratum. Those with fewer than four are put together; if that is still
    fewer than four, with the smallest of the others. Labels ``s1``, ``s2`` ... follow the smallest token of each.

    >>> cut({"a": {"field": "web"}, "b": {"field": "art"}})
    {'a': 's1', 'b': 's1'}
    """
    alike: dict[Facts, list[str]] = {}
    for token in sorted(people):
        alike.setdefault(tuple(sorted(people[token].items())), []).append(token)
    groups = [group for group in alike.values() if len(group) >= FEWEST]
    rest = [token for group in alike.values() if len(group) < FEWEST for token in group]
    return {token: f"s{k}" for k, group in enumerate(_with(groups, rest), 1) for token in group}


def _with(groups: Sequence[Sequence[str]], rest: Sequence[str]) -> list[list[str]]:
    found = sorted((sorted(group) for group in groups), key=lambda group: (len(group), group))
    if rest and (len(rest) >= FEWEST or not found):
        found.append(sorted(rest))
    elif rest:
        found[0] = sorted([*found[0], *rest])
    return sorted(found)
