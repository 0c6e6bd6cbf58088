"""Does this member fit this request: gates first, then skills, text and proof, then merit.

Rule page: docs/rules/fit.md. Source: design, section 3.
"""

from collections.abc import Collection
from dataclasses import dataclass

from fuerwort.engine.shapes import Ask, Candidate, FitRule


class FitError(ValueError):
    """Values nobody can compute a fit from."""


def gate(ask: Ask, candidate: Candidate) -> str | None:
    """The first gate that is closed, as a reason code, or None when all are open.

    >>> gate(Ask("r1", "web-design", languages=("de",)), Candidate("m1", fields=("copywriting",)))
    'gate.field'
    """
    closed = {
        "gate.asker": candidate.member == ask.asked_by,
        "gate.field": ask.field not in candidate.fields,
        "gate.available": not candidate.available,
        "gate.language": bool(ask.languages and candidate.languages)
        and not set(ask.languages) & set(candidate.languages),
        "gate.place": ask.on_site and not candidate.on_site,
        "gate.agreement": ask.field in candidate.agreed_away,
        "gate.law": candidate.barred_by_law,
    }
    return next((code for code, shut in closed.items() if shut), None)


def skill_share(asked: Collection[str], offered: Collection[str]) -> float:
    """Share of the asked skills that are offered, in [0, 1].

    >>> skill_share(["WordPress", "SEO"], ["wordpress"])
    0.5
    """
    wanted = {skill.casefold() for skill in asked}
    return len(wanted & {skill.casefold() for skill in offered}) / len(wanted) if wanted else 0.0


@dataclass(frozen=True, slots=True)
class Fit:
    """One member's fit: the criteria (None where the request gives nothing to compare) and their mean."""

    skills: float | None
    text: float | None
    proof: float
    value: float


def combine(rule: FitRule, skills: float | None, text: float | None, proof: float) -> Fit:
    """Weighted mean over the criteria present, weights renormalised when one is absent.

    >>> round(combine(FitRule(), None, 1.0, 0.5).value, 4)
    0.75
    """
    present = [(rule.proof, proof)]
    if skills is not None:
        present.append((rule.skills, skills))
    if text is not None:
        present.append((rule.text, text))
    total = sum(weight for weight, _ in present)
    return Fit(skills, text, proof, sum(weight * value for weight, value in present) / total)


def merit(rule: FitRule, fit: float, standing: float) -> int:
    """Fit and standing as one integer 1..1000: max(1, round(1000 f (base + (1 - base) standing))).

    Raises
    ------
    FitError
        Fit or standing lies outside [0, 1].

    >>> merit(FitRule(), 1.0, 0.5)
    800
    """
    if not (0 <= fit <= 1 and 0 <= standing <= 1):
        raise FitError(f"fit and standing lie between 0 and 1, not {fit} and {standing}")
    return max(1, round(1000 * fit * (rule.base + (1 - rule.base) * standing)))
